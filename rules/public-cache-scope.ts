import { defineRule, type Fix, type RuleContext, type UnsafeOption } from '../server/sdk.ts';

export const publicCacheScope = defineRule({
  meta: {
    id: 'public-cache-scope',
    title: 'Answers for one caller that caches may hand to others',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'always',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/utilities/caching#cache-scope',
      'cwe:524',
      'cwe:668',
      'owasp-asi:03',
      'owasp-mcp:10',
      'norm:features-27',
    ],
  },
  *check(context) {
    if (!isPersonal(context)) return;
    for (const call of context.calls('cache-hint')) {
      if (context.isTest(call.at.file)) continue;
      for (const option of call.unsafe()) {
        yield {
          at: option.at ?? call.at,
          confidence: option.isCertain ? 'high' : 'medium',
          message: 'A cache may give this answer to callers of other accounts, in a server that asks who is calling',
          why: 'Public answers are shared across all authorization contexts: what was made for one caller is shown to the next.',
          help: 'Say `private`, which is the default, and keep `public` for what is the same for everybody.',
          fixes: fixesOf(option),
        };
      }
    }
  },
});

// Where nobody is told apart, every answer is public.
function isPersonal(context: RuleContext): boolean {
  const isGated = context
    .endpoints()
    .some(({ protocol, gates }) => protocol === 'mcp' && gates.some((g) => g.kind === 'auth'));
  return isGated || context.functions('token-verifier').some(({ at }) => !context.isTest(at.file));
}

function fixesOf({ at, safe }: UnsafeOption): Fix[] {
  if (!at || safe === undefined) return [];
  return [{ title: 'Keep the answer to its caller', safety: 'safe', edits: [{ ...at, text: safe }] }];
}
