import { defineRule, type Fix, type Option, type RuleContext } from '../server/sdk.ts';

export const toolAnnotationMisuse = defineRule({
  meta: {
    id: 'tool-annotation-misuse',
    title: 'Tool that says it is harmless and is not',
    pillar: 'monitoring',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/tools#user-interaction-model',
      'cwe:807',
      'cwe:1059',
      'owasp-asi:02',
      'owasp-asi:09',
      'owasp-mcp:03',
      'norm:features-10',
    ],
  },
  *check(context) {
    yield* believed(context);
    for (const { tool, effects } of context.toolEffects()) {
      const [effect] = effects;
      if (!effect) continue;
      for (const [name, value] of [
        ['readOnlyHint', 'true'],
        ['destructiveHint', 'false'],
      ] as const) {
        const hint = tool.hint(name);
        if (!isAlways(hint, value) || (name === 'destructiveHint' && effect.kind === 'sends')) continue;
        yield {
          at: hint.at ?? tool.at,
          related: [{ ...effect.at, note: `this ${effect.does}` }],
          confidence: effect.kind === 'deletes' || effect.kind === 'pays' ? 'high' : 'medium',
          message: `\`${name}: ${value}\` is said of a tool that ${effect.does}`,
          why: 'Clients run tools without asking a person when their annotations say that they are harmless.',
          help: 'Say what the tool does, so that a person is asked before it does it.',
          fixes: fixesOf(hint, value, context),
        };
      }
    }
  },
});

const hints = /^(readOnlyHint|destructiveHint|openWorldHint|idempotentHint)$/;
// Who asks from which server a tool comes may believe some.
const trusting = /trust|allow|server_?(name|id|url)|origin|verified|signed|official|known/i;

// What a hint is kept as.
const said = /^(is|tool)?_?(read_?only|destructive|harmless|safe)(hint|tool)?$/i;
// A person, before something happens.
const asking =
  /^(ask|confirm|approve|prompt|consent|request_?approval|question|show(Message|Warning|Information)|permit)/i;

// Somebody else's server says by its hints whether a person is asked.
function* believed(context: RuleContext) {
  const deciders = [
    ...context.calls('approval').flatMap((call) => call.functionsAt('decider')),
    ...context.tools().flatMap(({ call }) => (call?.row.options['approval'] ? call.functionsAt('approval') : [])),
  ];
  for (const fn of deciders) {
    if (context.isTest(fn.at.file) || !context.mentions(fn, hints)) continue;
    yield {
      at: fn.at,
      confidence: context.mentions(fn, trusting) ? ('medium' as const) : ('high' as const),
      message: 'Whether a person is asked is decided by what a server says of its own tools',
      why: 'Annotations are words of the server. One that was taken over says `readOnlyHint: true` of the tool that deletes, and nobody is asked.',
      help: 'Decide by a list of your own: this tool of this server may run. Believe annotations of servers only that you run yourself.',
    };
  }
  // The same decision, written where tools are called.
  for (const call of context.calls('client-call')) {
    const fn = call.inside ?? call.within;
    if (call.name !== 'callTool' || !fn || context.isTest(call.at.file) || deciders.some(({ id }) => id === fn.id))
      continue;
    const isTested = context.testsNamed(fn, hints) || (context.mentions(fn, hints) && context.testsNamed(fn, said));
    if (!isTested || !context.callsNamed(fn, asking)) continue;
    yield {
      at: call.at,
      confidence: context.mentions(fn, trusting) ? ('medium' as const) : ('high' as const),
      message: 'This tool runs unasked when the server that offers it says that it is harmless',
      why: 'Annotations are words of the server. One that was taken over says `readOnlyHint: true` of the tool that deletes, and nobody is asked.',
      help: 'Decide by a list of your own: this tool of this server may run. Believe annotations of servers only that you run yourself.',
    };
  }
}

function isAlways({ state, texts = [] }: Option, value: string): boolean {
  return state === 'set' && texts.length > 0 && texts.every((text) => text === value);
}

function fixesOf({ at }: Option, value: string, { edits }: RuleContext): Fix[] {
  const code = value === 'true' ? 'false' : 'true';
  const found = at && edits.textOf(at) === value ? edits.putInPlace(at, code) : undefined;
  return found ? [{ title: `Write \`${code}\``, safety: 'safe', edits: found }] : [];
}
