import { defineRule, type Fix, type ObjectView, type RuleContext } from '../server/sdk.ts';

// What tells that somebody looks at the token: a library, another service, a comparison, or a store that is given it.
const judging = {
  alone:
    /verif|validate|authenticat|introspect|userinfo|tokeninfo|fetch|axios|timingSafeEqual|createHmac|createHash|decrypt|decode|jwt|atob/i,
  withToken: /lookup|find|^get$|^has$|query/i,
};
// What may be computed and still say nothing of the token: where the request went, what it was.
const besideToken = new Set(['token', 'clientId', 'extra', 'resource']);

export const tokenVerifierFabricatesClaims = defineRule({
  meta: {
    id: 'token-verifier-fabricates-claims',
    title: 'Token accepted with made-up claims',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/authorization#token-handling',
      'cwe:287',
      'cwe:1390',
      'owasp-asi:03',
      'owasp-mcp:07',
      'norm:authorization-1',
    ],
  },
  *check(context) {
    for (const { object, holder, tokenAt } of context.authInfos()) {
      if (object.isOpen || object.computed.some((name) => !besideToken.has(name))) continue;
      if (!object.computed.includes('token') || !holder) continue;
      if (context.judgesToken(holder, judging) || context.isVerifiedElsewhere(holder)) continue;
      yield {
        at: object.at,
        confidence: 'high',
        message: 'Any token is accepted here: client, scopes and expiry are constants, nothing is read from the token',
        why: 'A string in the Authorization header is all it takes to be let in, with the scopes written here.',
        help: 'Verify the token (signature, issuer, audience) or look it up, and take client, scopes and expiry from the result.',
        fixes: fixesOf(object, context),
        ...(tokenAt ? { related: [{ ...tokenAt, note: 'the token, as it came in' }] } : {}),
      };
    }
  },
});

const stub = {
  name: 'verifiedToken',
  parameter: 'token',
  message: 'verify signature, issuer and audience of the token, and return it',
  isSync: true as const,
};

function fixesOf(object: ObjectView, { edits }: RuleContext): Fix[] {
  const found = edits.verifyToken(object, stub);
  const title = 'Refuse every token until it is verified here';
  return found ? [{ title, safety: 'suggestion', edits: found, isStub: true }] : [];
}
