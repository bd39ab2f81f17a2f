import { defineRule, type Fix, type Place, type RuleContext } from '../server/sdk.ts';

export const a2aExtendedCardUnauthenticated = defineRule({
  meta: {
    id: 'a2a-extended-card-unauthenticated',
    title: 'Extended agent card for whoever asks',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:862', 'cwe:200', 'owasp-asi:07', 'owasp-mcp:07', 'norm:a2a-6'],
  },
  *check(context) {
    for (const agent of context.calls('a2a-agent')) {
      const { state, texts = [] } = agent.option('extended');
      if (context.isTest(agent.at.file) || state === 'absent' || texts.includes('false')) continue;
      const open = agent
        .functionsAt('extendedCard')
        .filter((fn) => !context.mentions(fn, /^(?:user|isAuthenticated)$/));
      const { at } = agent.option('extendedCard');
      if (open.length === 0 || !at) continue;
      yield {
        at,
        confidence: texts.includes('true') ? 'high' : 'medium',
        message: 'This hands the extended card to callers who are not authenticated',
        why: 'A function is called for everybody: the SDK looks at the caller only where the card is given as an object. Skills and endpoints that are meant for known callers become public.',
        help: 'Give the card as an object, or throw unless `context.user` is authenticated and may see it.',
        fixes: fixesOf(at, context),
      };
    }
  },
});

// `async () => card` as `card`: of an object the SDK itself sees that only authenticated callers get it.
function fixesOf(at: Place, { edits }: RuleContext): Fix[] {
  const name = /^(?:async\s+)?\(\s*\)\s*=>\s*([\w$.]+)$/.exec(edits.textOf(at))?.[1];
  if (!name) return [];
  const title = 'Give the card as an object, which only authenticated callers get';
  return [{ title, safety: 'safe', edits: [{ ...at, text: name }] }];
}
