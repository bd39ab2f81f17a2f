import { defineRule, placeOf } from '../server/sdk.ts';

export const sidecarUnauthenticatedPathWithUser = defineRule({
  meta: {
    id: 'sidecar-unauthenticated-path-with-user',
    title: "User's task done with the agent's own rights",
    pillar: 'access',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:441', 'cwe:863', 'cwe:778', 'owasp-asi:03'],
  },
  *check(context) {
    for (const text of context.manifests.codeTexts(/\/(?:AuthorizationHeader|DownstreamApi)Unauthenticated\//)) {
      const at = placeOf(text);
      if (context.isTest(at.file)) continue;
      // The one who asks must be known to have a token: a job of the agent itself has none.
      const around = context.roleAround(at);
      if (!around || !context.mentions(around.fn, /^(?:authorization|user_?token|access_?token|bearer|assertion)$/i))
        continue;
      const found = context.edits.rewrite(at, (code) => code.replace(/(Header|Api)Unauthenticated\//, '$1/'));
      yield {
        at,
        confidence: 'medium',
        message: 'The caller has a token, and the sidecar is asked for one of the agent alone',
        why: 'The work is done with what the agent may do and not with what the user may do, and the log names no user: whoever may ask the agent has its rights.',
        help: "Ask `/AuthorizationHeader/{api}` with the user's token in the Authorization header; the sidecar exchanges it on behalf of the user.",
        fixes: found ? [{ title: 'Ask on behalf of the user', safety: 'suggestion', edits: found }] : [],
      };
    }
  },
});
