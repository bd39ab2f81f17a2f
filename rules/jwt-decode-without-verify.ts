import { type ClaimUse, defineRule, type Fix, type RuleContext, type Verification } from '../server/sdk.ts';

const identityClaims = [
  'sub',
  'email',
  'scope',
  'scopes',
  'scp',
  'roles',
  'role',
  'permissions',
  'groups',
  'tid',
  'oid',
  'org_id',
  'client_id',
  'azp',
  'user_id',
  'userId',
  'preferred_username',
  'upn',
  'username',
];

// The signature is checked by hand, by a helper, or by a service that is asked.
const proof = /verif|introspect|userinfo|tokeninfo|timingSafeEqual|createHmac|jwks|^sign/i;
const provenBy = /introspect|userinfo|tokeninfo|timingSafeEqual|createHmac|createVerify|jwks/i;
const provingCall = /createVerify|createHmac|timingSafeEqual|^verify|introspect|userinfo|tokeninfo|signature/i;

export const jwtDecodeWithoutVerify = defineRule({
  meta: {
    id: 'jwt-decode-without-verify',
    title: 'Claims taken from a token whose signature nobody checked',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['rfc:8725#3.3', 'rfc:9068#4', 'cwe:347', 'owasp-asi:03', 'owasp-mcp:07', 'norm:rfc-11'],
  },
  *check(context) {
    for (const v of context.verifications('token-decode')) {
      if (!v.within || !(context.receivesInboundToken(v) || context.isVerifier(v.within))) continue;
      if (context.verificationsWithin(v.within).length > 0 || context.callersVerify(v.within)) continue;
      if (context.mentions(v.within, provenBy) || context.callsNamed(v.within, proof)) continue;
      if (context.callersCall(v.within, provingCall)) continue;
      const uses = [...context.claimUses(v, identityClaims), ...keptWhole(v, context)].filter(
        (use) => !context.isTest(use.at.file),
      );
      const [first] = uses;
      if (!first) continue;
      yield {
        at: v.at,
        confidence: isTrusted(v, uses, context) ? 'high' : 'medium',
        message: 'The claims of this token are used, but its signature is never verified',
        why: 'Anyone can write a token with any subject and any role; decoding it proves nothing.',
        help: 'Verify the token with the keys of its issuer, with issuer and audience, and read the claims from the result.',
        related: [{ ...first.at, note: 'used here as if it were proven' }],
        fixes: fixesOf(v, context),
      };
    }
  },
});

// Keys and options are those with which the same file verifies another token; nothing is made up.
function fixesOf(v: Verification, { edits, verifications }: RuleContext): Fix[] {
  const [found] = verifications('token-verification').flatMap((other) => {
    const isPattern = other.at.file === v.at.file && other.audience.state === 'set';
    return isPattern ? [edits.verifyLike(v, other) ?? []] : [];
  });
  return found?.length ? [{ title: 'Verify the token as this file does', safety: 'suggestion', edits: found }] : [];
}

// The payload as it is, or a claim whose name is a setting.
function keptWhole(v: Verification, context: RuleContext): ClaimUse[] {
  return context.claimUses(v, ['', '[]']).filter((use) => use.kind === 'keeps');
}

// A decision is taken, or the request goes on as that user.
function isTrusted({ within }: Verification, uses: ClaimUse[], context: RuleContext): boolean {
  if (!within || context.isVerifier(within) || uses.some((use) => use.kind === 'guards')) return true;
  const isGate = context.functions('middleware').some(({ fn }) => fn.id === within.id);
  return isGate && uses.some((use) => use.kind === 'keeps') && !context.isVerifiedElsewhere(within);
}
