import { type ApiCall, defineRule, type Fix, type RuleContext } from '../server/sdk.ts';

const anything = /^(any|unknown)$/;
const library = /^(z|zod|\*|default)$/;

export const toolResultUnvalidated = defineRule({
  meta: {
    id: 'tool-result-unvalidated',
    title: 'Results of tools that are taken whatever they hold',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:features-7',
      'mcp:2026-07-28/server/tools#security-considerations',
      'cwe:20',
      'cwe:1287',
      'owasp-asi:02',
      'owasp-asi:07',
      'owasp-llm:05',
      'owasp-mcp:06',
    ],
  },
  *check(context) {
    for (const call of context.calls('result-validation')) {
      if (context.isTest(call.at.file)) continue;
      const found = nodding(call) ?? open(call);
      if (found) yield { ...found, confidence: 'high', fixes: fixesOf(call, context) };
    }
  },
});

const why =
  'A server announces what its tool gives, and the client is the only one that can hold it to that. Whoever takes over the server, or stands between, gives the model and the program behind it whatever leads them astray, in any field that they trust.';

// A validator that says yes to everything, or gives none.
function nodding(call: ApiCall) {
  const isAlways = call.unsafe().some(({ isCertain }) => isCertain);
  const isNone =
    call.option('validator').state === 'set' &&
    call.option('given').state === 'absent' &&
    call.functionsAt('given').length === 0;
  if (!call.row.options['validator'] || (!isAlways && !isNone)) return undefined;
  return {
    at: call.option('validator').at ?? call.at,
    message: isAlways
      ? 'This validator says yes to every result of a tool'
      : 'This validator holds no result of a tool against its schema',
    why,
    help: 'Leave the one of the SDK; where code must not be made at run time, as in Workers, take its `CfWorkerJsonSchemaValidator`.',
  };
}

function open(call: ApiCall) {
  const { at } = call.option('schema');
  const makers = call.makers('schema').filter((name) => !library.test(name));
  if (!at || makers.length === 0 || !makers.every((name) => anything.test(name))) return undefined;
  return {
    at,
    message: 'The result of this tool may be anything, a result or not',
    why,
    help: 'Leave the schema away, or give `CallToolResultSchema`, and hold `structuredContent` against what you expect.',
  };
}

function fixesOf(call: ApiCall, { edits }: RuleContext): Fix[] {
  const found = call.row.options['validator'] && edits.dropOption(call, 'validator');
  return found ? [{ title: 'Take the validator of the SDK', safety: 'suggestion', edits: found }] : [];
}
