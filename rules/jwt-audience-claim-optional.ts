import {
  defineRule,
  type Fix,
  type Report,
  type RuleContext,
  type SourceEdits,
  type Verification,
} from '../server/sdk.ts';

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
  *check(context) {
    const { verifications, edits } = context;
    yield* comparedByHand(context);
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

// The program compares the claim itself, and only where there is one.
function* comparedByHand(context: RuleContext): Iterable<Report> {
  for (const v of context.verifications('token-verification')) {
    if (v.audience.state !== 'absent' || context.isTest(v.at.file)) continue;
    if (v.requiredClaims.state === 'unknown' || v.requiredClaims.texts?.includes('aud')) continue;
    const uses = context.claimUses(v, ['aud']).filter(({ kind }) => kind === 'guards');
    const [first] = uses;
    if (!first || !uses.every(({ isOptional }) => isOptional)) continue;
    yield {
      at: first.at,
      confidence: 'high',
      message: 'The audience is compared only when the token carries one',
      why: 'A token without an `aud` claim passes this check, and so does every token of an issuer that sets none: it may have been made for any service.',
      help: 'Refuse a token that has no audience, or let the library compare it.',
      related: [{ ...v.at, note: 'verified without an audience' }],
      fixes: v.row.requiredClaims ? fixesOf(v, context.edits) : [],
    };
  }
}

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
