import { type ClaimUse, defineRule, type Fix, type Place, type RuleContext, type Verification } from '../server/sdk.ts';

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

const claimNames =
  /^(?:sub|email|scopes?|scp|roles?|permissions|groups|tid|oid|org_?id|client_?id|user_?id|tenant_?id|claims|payload|decoded)$/i;

// The signature is checked by hand, by a helper, or by a service that is asked.
const proof = /verif|introspect|userinfo|tokeninfo|timingSafeEqual|createHmac|jwks|^sign/i;
const provenBy = /introspect|userinfo|tokeninfo|timingSafeEqual|createHmac|createVerify|jwks/i;
const askingOthers = /introspect|userinfo|tokeninfo|timingSafeEqual|createHmac|createVerify|decrypt/i;
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
      const setting = context.isTest(v.at.file) ? undefined : settingOf(v, context);
      if (setting) {
        yield {
          at: v.at,
          confidence: 'high',
          message: 'Without a setting the token is only decoded, and its signature is never verified',
          why: 'Where the variable is missing, in a new deployment or after a typing error, nothing says so, and anyone can write a token with any subject.',
          help: 'Refuse to start, or answer 401, when the key is missing.',
          related: [{ ...setting, note: 'this decides it' }],
        };
        continue;
      }
      if (context.verificationsWithin(v.within).length > 0 || context.callersVerify(v.within)) continue;
      if (context.mentions(v.within, provenBy) || context.callsNamed(v.within, proof)) continue;
      if (context.callersCall(v.within, provingCall)) continue;
      const uses = [...context.claimUses(v, identityClaims), ...keptWhole(v, context)].filter(
        (use) => !context.isTest(use.at.file),
      );
      const [first] = uses;
      const door = context.receivesInboundToken(v) ? doorByExpiry(v, context) : undefined;
      if (!first && door) {
        yield {
          at: v.at,
          confidence: 'high',
          message: 'Of this token nothing is looked at but its expiry, and its signature is never verified',
          why: 'Anyone can write a token that ends next year; decoding it proves nothing.',
          help: 'Verify the token with the keys of its issuer, with issuer and audience.',
          related: [{ ...door, note: 'the endpoint behind it' }],
          fixes: fixesOf(v, context),
        };
      }
      if (!first) continue;
      yield {
        at: v.at,
        confidence: door || isTrusted(v, uses, context) ? 'high' : 'medium',
        message: 'The claims of this token are used, but its signature is never verified',
        why: 'Anyone can write a token with any subject and any role; decoding it proves nothing.',
        help: 'Verify the token with the keys of its issuer, with issuer and audience, and read the claims from the result.',
        related: [{ ...first.at, note: 'used here as if it were proven' }],
        fixes: fixesOf(v, context),
      };
    }
  },
});

// `if (key) jwt.verify(…) else jwt.decode(…)`
function settingOf(v: Verification, context: RuleContext): Place | undefined {
  if (v.within && context.callsNamed(v.within, askingOthers)) return undefined;
  const verified = context.verifications('token-verification').map(({ call }) => call);
  return context.decidingSetting(v.call, verified);
}

// An endpoint of an agent whose handler, or what stands before it, goes on or not by when the token ends.
function doorByExpiry({ within }: Verification, context: RuleContext): Place | undefined {
  const judging = within ? [within, ...context.callersOf(within)] : [];
  const ids = new Set(judging.filter((fn) => context.testsNamed(fn, /^exp$/)).map(({ id }) => id));
  if (ids.size === 0) return undefined;
  return context
    .endpoints()
    .find(
      ({ protocol, handlers, gates }) =>
        protocol !== 'http' &&
        (handlers.some(({ id }) => ids.has(id)) || gates.some(({ fn }) => fn !== undefined && ids.has(fn.id))),
    )?.at;
}

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
  const judging = new Set([within, ...context.callersOf(within)].map(({ id }) => id));
  const isGate =
    context.functions('middleware').some(({ fn }) => judging.has(fn.id)) ||
    context.endpoints().some(({ gates }) => gates.some(({ fn }) => fn !== undefined && judging.has(fn.id)));
  if (isGate && uses.some((use) => use.kind === 'keeps') && !context.isVerifiedElsewhere(within)) return true;
  return isOnlyDoor(judging, context);
}

// A handler that refuses whoever has no such claim, and before which nobody else asks.
function isOnlyDoor(judging: ReadonlySet<number>, context: RuleContext): boolean {
  return context.endpoints().some(({ handlers, gates, isWhole }) => {
    const own = handlers.find(({ id }) => judging.has(id));
    const others = gates.filter(({ kind, fn }) => kind === 'auth' && !(fn && judging.has(fn.id)));
    return own !== undefined && isWhole && others.length === 0 && context.testsNamed(own, claimNames);
  });
}
