import { defineRule, type Fix, type SourceEdits, type Verification } from '../server/sdk.ts';

export const jwtAudienceClaimOptional = defineRule({
  meta: {
    id: 'jwt-audience-claim-optional',
    title: 'Audience checked only when the token has one',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['rfc:8725#3.9', 'rfc:9068#4', 'cwe:863', 'owasp-asi:03', 'owasp-mcp:07', 'norm:rfc-17'],
  },
  *check({ verifications, edits }) {
    for (const v of verifications('token-verification')) {
      if (v.row.missingClaim !== 'accepts' || v.audience.state !== 'set') continue;
      const { requiredClaims } = v;
      if (requiredClaims.state === 'unknown' || requiredClaims.texts?.includes('aud')) continue;
      yield {
        at: v.audience.at ?? v.at,
        confidence: 'high',
        message: 'The audience is compared only when the token carries one',
        why: 'This library skips the comparison for a token without an `aud` claim, so such a token is accepted although an audience is expected.',
        help: "Add `requiredClaims: ['aud']` (with 'iss' and 'exp') beside the expected audience.",
        related: [{ ...v.at, note: 'accepts a token that has no audience' }],
        fixes: fixesOf(v, edits),
      };
    }
  },
});

function fixesOf(v: Verification, edits: SourceEdits): Fix[] {
  const isWritten = v.requiredClaims.state === 'set';
  const found =
    v.requiredClaims.state === 'possibly-empty'
      ? undefined
      : isWritten
        ? edits.addToOption(v, 'requiredClaims', 'aud')
        : edits.giveOption(v, 'requiredClaims', "['aud']");
  return found ? [{ title: 'Refuse tokens without an audience', safety: 'safe', edits: found }] : [];
}
