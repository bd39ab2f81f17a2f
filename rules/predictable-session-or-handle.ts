import { defineRule, type Fix, type Place, type RuleContext } from '../server/sdk.ts';

const made = {
  constant: 'Every session gets the same id',
  clock: 'The id of a session is the time at which it began',
  counter: 'The ids of sessions are counted',
  'weak-random': 'The id of a session comes from a generator whose numbers can be foretold',
};

export const predictableSessionOrHandle = defineRule({
  meta: {
    id: 'predictable-session-or-handle',
    title: 'Session id that can be guessed',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2025-11-25/basic/transports#session-management',
      'cwe:330',
      'cwe:338',
      'cwe:340',
      'owasp-asi:03',
      'owasp-mcp:07',
      'norm:practices-13',
    ],
  },
  *check(context) {
    for (const transport of context.calls('mcp-transport')) {
      const { at } = transport.option('sessionId');
      if (!at || context.isTest(transport.at.file)) continue;
      for (const fn of transport.functionsAt('sessionId')) {
        const guess = context.guessable(fn);
        if (!guess) continue;
        yield {
          at,
          confidence: 'high',
          message: made[guess],
          why: 'Whoever guesses the id of a session that is open goes on with it: answers of somebody else, tools with the rights of somebody else.',
          help: 'Take `randomUUID()` of node:crypto, or no sessions at all.',
          fixes: fixesOf(at, context),
        };
      }
    }
  },
});

// Where the function itself stands at the option.
function fixesOf(at: Place, { edits }: RuleContext): Fix[] {
  const before = edits.textOf({ ...at, start: 0, end: at.start });
  // A `crypto` of another package is not the global one.
  if (/\bcrypto\b/.test(before) && !/['"](?:node:)?crypto['"]/.test(before)) return [];
  if (!/^(?:async\s*)?\([^)]*\)\s*=>/.test(edits.textOf(at))) return [];
  return [
    { title: 'Make ids that nobody can guess', safety: 'safe', edits: [{ ...at, text: '() => crypto.randomUUID()' }] },
  ];
}
