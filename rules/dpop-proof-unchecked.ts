import {
  type ApiCall,
  defineRule,
  type Fix,
  type FunctionRef,
  type RuleContext,
  type Verification,
} from '../server/sdk.ts';

const proof = /dpop/i;
const ofProof = /^(jwk|embedded_?jwk)$/i;
// Somebody else may look at the claims, out of sight.
const judging = /^(safe_?)?(check|assert|validate|ensure|require|match|parse|decode_?claims|is_?valid)\w*/i;
const age = /^(iat|exp|age|max_?age|issued_?at|max_?token_?age)$/i;

export const dpopProofUnchecked = defineRule({
  meta: {
    id: 'dpop-proof-unchecked',
    title: 'Proof of possession that is good for any request',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    scope: 'agents',
    fixable: 'sometimes',
    since: 'next',
    references: ['norm:rfc-20', 'rfc:9449#4.3', 'rfc:9449#11.1', 'cwe:294', 'cwe:347', 'owasp-asi:03', 'owasp-mcp:07'],
  },
  *check(context) {
    for (const v of context.verifications('token-verification')) {
      const around = functionsAround(v, context);
      if (!isOfProof(v, around, context) || context.isTest(v.at.file)) continue;
      const isRead = (name: string, named: RegExp): boolean =>
        around.some((fn) => context.mentions(fn, named)) || context.claimUses(v, [name]).length > 0;
      if (context.claimsLeave(v) || around.some((fn) => context.callsNamed(fn, judging))) continue;
      const loose = [
        { name: 'htm', is: 'the method of the request' },
        { name: 'htu', is: 'the address of the request' },
      ].filter(({ name }) => !isRead(name, new RegExp(`^${name}$`)));
      if (loose.length > 0) yield unbound(v, loose);
      else if (!isRead('iat', age) && isAgeless(v, context)) yield ageless(v, context);
      else if (isOfResource(around, context) && !isRead('ath', /^(ath|accessTokenHash|tokenHash)$/)) yield ofAny(v);
    }
  },
});

// Where the proof is verified, and who calls that: the claims may be looked at in either.
function functionsAround({ inside, within }: Verification, { callersOf }: RuleContext): FunctionRef[] {
  const holders = [inside, within].filter((fn) => fn !== undefined);
  return [...new Map([...holders, ...holders.flatMap(callersOf)].map((fn) => [fn.id, fn])).values()];
}

function isOfProof(v: Verification, around: FunctionRef[], context: RuleContext): boolean {
  if (v.otherOptions.some((text) => proof.test(text))) return true;
  return (
    carriesKey(v, context) &&
    (proof.test(v.within?.name ?? '') ||
      context.headerReads().some(({ name, inside }) => name === 'dpop' && around.some(({ id }) => id === inside?.id)))
  );
}

// `EmbeddedJWK`, `await importJWK(header.jwk)`, `(header) => importJWK(header.jwk)`
function carriesKey(v: Verification, context: RuleContext): boolean {
  const check = checkOf(v, context);
  const names = check ? [...check.option('key').names, ...check.makers('key')] : [];
  return (
    names.some((name) => ofProof.test(name)) ||
    check?.functionsAt('key').some((fn) => context.mentions(fn, ofProof)) === true
  );
}

function checkOf(v: Verification, { calls }: RuleContext): ApiCall | undefined {
  return calls('token-check').find(({ call }) => call.id === v.call.id);
}

const why =
  'A proof of possession says: I hold the key, and I ask this, here and now. A server that does not compare what it says takes a proof that somebody saw, or got sent, for another request, and the stolen token with it is as good as without any proof.';

function unbound(v: Verification, loose: { name: string; is: string }[]) {
  return {
    at: v.at,
    confidence: 'high' as const,
    message: `Nothing compares ${loose.map(({ name, is }) => `\`${name}\`, ${is},`).join(' and ')} with what this proof is shown for`,
    why,
    help: 'Compare `htm` with the method and `htu` with the address of this request, without its query, and refuse a proof that differs.',
  };
}

// Only what takes an age as an option can be known to ask for none.
function isAgeless(v: Verification, context: RuleContext): boolean {
  const check = checkOf(v, context);
  return check?.row.options['age'] !== undefined && check.option('age').state === 'absent';
}

function ageless(v: Verification, context: RuleContext) {
  const check = checkOf(v, context);
  const found = check && context.edits.giveOption(check, 'age', "'60s'");
  const fixes: Fix[] = found ? [{ title: 'Take proofs of the last minute only', safety: 'safe', edits: found }] : [];
  return {
    at: v.at,
    confidence: 'high' as const,
    message: 'This proof is good for ever: nobody looks when it was made',
    why: 'A proof has no end of its own, only `iat`. One that was seen once, in a log or on the way, opens the same request as long as the key lives.',
    help: 'Refuse a proof that is older than a minute or so, and keep its `jti` for as long, so that it counts once.',
    fixes,
  };
}

// A server that is shown an access token beside the proof, as opposed to one that issues tokens.
function isOfResource(around: FunctionRef[], { mentions }: RuleContext): boolean {
  return around.some((fn) => mentions(fn, /^cnf$/, 'members')) && around.some((fn) => mentions(fn, /^authorization$/));
}

function ofAny(v: Verification) {
  return {
    at: v.at,
    confidence: 'high' as const,
    message: 'Nothing compares `ath`, the hash of the access token, with the token that this proof comes with',
    why,
    help: 'Compare `ath` with the SHA-256 of the access token, in base64url, and refuse a proof that was made for another token.',
  };
}
