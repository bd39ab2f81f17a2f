import { defineRule, type Flow, type RuleContext } from '../server/sdk.ts';

// What bounds it, whoever does so.
const bounding =
  /depth|max_?(schema|size|bytes|length|nodes)|(schema|byte|size)_?(limit|size|length)|too_?(deep|large|big)|byte_?length|limits?$|bounded|complexity|worker|timeout|secure|^length$/i;

export const foreignSchemaUnbounded = defineRule({
  meta: {
    id: 'foreign-schema-unbounded',
    title: 'Schema of another that is compiled however large it is',
    pillar: 'access',
    severity: 'info',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:transports-10',
      'mcp:2026-07-28/basic#schema-validation',
      'cwe:674',
      'cwe:770',
      'cwe:1333',
      'owasp-asi:04',
      'owasp-asi:08',
      'owasp-mcp:03',
    ],
  },
  *check(context) {
    for (const flow of context.flows({ from: ['foreign-schema'], to: ['schema-compiler'] })) {
      if (flow.isPart || context.isTest(flow.sink.file) || isBounded(flow, context)) continue;
      yield {
        at: flow.bare.at(-1) ?? flow.sink,
        path: flow.steps,
        confidence: flow.confidence,
        message: 'The schema that a server wrote is compiled, however deep and slow it is',
        why: 'A schema becomes program text here. One that is nested deeply ends the program while it is compiled, and one pattern in it can hold it for as long as its author wants: one server stops the agent and all of its others.',
        help: 'Refuse a schema whose JSON is longer or deeper than the tools that you know need, and validate in a worker that is ended when it takes too long.',
      };
    }
  },
});

// In the function that compiles it, what that calls, or what it is called from.
function isBounded({ call, steps }: Flow, context: RuleContext): boolean {
  const holder = call && context.functionHolding(call.id);
  const onTheWay = new Set(steps.map(({ file }) => file));
  const around = holder ? [holder, ...context.callersOf(holder).filter(({ at }) => onTheWay.has(at.file))] : [];
  return (
    around.some((fn) => context.callsNamed(fn, bounding) || context.mentions(fn, bounding)) ||
    steps.some((step) => bounding.test(step.note))
  );
}
