import {
  defineRule,
  entryAt,
  type Fix,
  isForeignAudience,
  itemsOf,
  oneOrMore,
  placeOf,
  type RuleContext,
  textOf,
  type Tree,
  valueAt,
  type Verification,
  walk,
} from '../server/sdk.ts';

const audienceClaims = ['aud', 'azp', 'client_id', 'clientId', 'cid', 'appid', 'resource', 'audience'];
const audienceName = /\b(aud|auds|audience|audiences|azp|client_?id|cid|appid|resource)\b/i;
const handAudience = /^(?:(?:expected|own|server|allowed|valid|jwt|token|access)_?)?aud(?:s|iences?)?$/i;
// Tokens with another purpose: their audience is checked otherwise or means nothing.
const otherPurpose =
  /dpop|client_?assertion|logout|id_?token|csrf|magic|invit|reset|unsubscribe|webhook|state|refresh|consent|licen[cs]e|e_?mail_?(?:change|verif|confirm)|(?:change|verify|confirm)_?(?:new_?)?e_?mail/i;

export const missingAudienceCheck = defineRule({
  meta: {
    id: 'missing-audience-check',
    title: 'Token verified without an audience',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/authorization#token-handling',
      'rfc:9068#4',
      'rfc:8725#3.9',
      'rfc:7519#4.1.3',
      'cwe:863',
      'cwe:345',
      'owasp-asi:03',
      'owasp-mcp:07',
      'norm:authorization-2',
      'norm:practices-7',
      'norm:oauth-10',
      'norm:rfc-10',
      'norm:rfc-14',
    ],
  },
  *check(context) {
    for (const v of context.verifications('token-verification', 'endpoint-gate')) {
      const foreign = foreignAudience(v);
      if (foreign !== undefined) yield ofAnother(v, foreign);
    }
    for (const v of context.verifications('token-verification')) {
      if (v.audience.state !== 'absent' || reactionOf(v) === 'throws' || reactionOf(v) === 'rejects') continue;
      if (v.isConstantToken || isForOtherPurpose(v) || isComparedLater(v, context) || isComparedByGates(v, context))
        continue;
      // A security event (RFC 8417) tells what happened to somebody, and lets nobody in.
      if (context.claimUses(v, ['events']).some(({ kind }) => kind === 'reads')) continue;
      yield {
        at: v.at,
        confidence: v.isSelfMinted ? 'medium' : 'high',
        message: v.audience.at
          ? 'The audience option is undefined, so tokens for any audience are accepted'
          : 'The token is verified, but not that it was issued for this server',
        why: 'Every valid token of the same issuer is accepted, also one that was issued for another service: whoever runs or breaches that service can act here as its users.',
        help: `Pass this server's own identifier as the expected audience${optionName(v)}, read from a setting that must be there.`,
        ...(v.audience.at ? { related: [{ ...v.audience.at, note: 'this is undefined' }] } : {}),
        // Who signs the tokens too has to write an audience into them first.
        fixes: v.isSelfMinted ? [] : fixesOf(v, context),
      };
    }
    yield* byHand(context);
    yield* gateways(context);
    yield* resources(context);
  },
});

// The signature is checked by hand, and nobody around it speaks of an audience.
function* byHand(context: RuleContext) {
  for (const { at, holders } of context.handVerifications()) {
    if (holders.some((fn) => otherPurpose.test(fn.name)) || !context.isAgentPackage(at)) continue;
    if (holders.some((fn) => context.mentions(fn, handAudience) || context.comparesNamed(fn, audienceName))) continue;
    if (!holders.some((fn) => context.isVerifier(fn))) continue;
    yield {
      at,
      confidence: 'high' as const,
      message: 'The signature of this token is checked, but not that it was issued for this server',
      why: 'Every valid token of the same issuer is accepted, also one that was issued for another service: whoever runs or breaches that service can act here as its users.',
      help: "Compare `aud` (a text or a list) with this server's own identifier, issuer and expiry too; a library such as jose does all three.",
    };
  }
}

// A gateway for agents whose route takes tokens that were issued for what lies behind it, or for anybody.
function* gateways({ manifests }: RuleContext) {
  for (const { root } of manifests.recognised('agent-gateway')) {
    for (const { tree, path } of walk(root)) {
      const name = path.at(-1);
      if ((name !== 'jwtAuth' && name !== 'mcpAuthentication') || tree.kind !== 'map') continue;
      for (const audience of oneOrMore(valueAt(tree, 'audiences') ?? valueAt(tree, 'audience'))) {
        const said = textOf(audience);
        if (said !== undefined && isForeignAudience(said)) yield { ...foreignTexts(said), at: placeOf(audience) };
      }
    }
  }
}

// In a cluster the controller takes any audience where the list is absent, and says so in the schema of the resource.
function* resources({ manifests }: RuleContext) {
  for (const { root } of manifests.recognised('agent-gateway-resource')) {
    for (const key of ['spec.traffic.jwtAuthentication.providers', 'spec.backend.mcp.authentication']) {
      const found = valueAt(root, key);
      for (const provider of found?.kind === 'map' ? [found] : itemsOf(found)) {
        const audiences = valueAt(provider, 'audiences');
        const issuer = entryAt(provider, 'issuer');
        if (issuer && !audiences && !isComparedByPolicy(root)) yield { ...ofAnybody, at: issuer.at };
        const foreign = oneOrMore(audiences).flatMap((each) => textOf(each) ?? []);
        if (foreign.length > 0 && foreign.every(isForeignAudience))
          yield { ...foreignTexts(foreign[0] ?? ''), at: placeOf(oneOrMore(audiences)[0] ?? provider) };
      }
    }
  }
}

// An expression of the policy may look at the claim itself: `jwt.aud == 'desk'`.
function isComparedByPolicy(root: Tree): boolean {
  return [...walk(root)].some(({ tree }) => /\bjwt\.aud\b|\["aud"\]/.test(textOf(tree) ?? ''));
}

const ofAnybody = {
  confidence: 'high' as const,
  message: 'The gateway takes tokens of this issuer for any audience',
  why: 'Every valid token of the same issuer is accepted, also one that was issued for another service: whoever runs or breaches that service gets in here as its users.',
  help: 'Name the identifier of this gateway in `audiences`.',
};

/** The audience that is expected, where everything that is known to be expected is another service. */
function foreignAudience({ audience, isConstantToken }: Verification): string | undefined {
  const { texts = [], patterns = [], hasOthers } = audience;
  if (isConstantToken || hasOthers || patterns.length > 0) return undefined;
  return texts.every(isForeignAudience) ? texts[0] : undefined;
}

function ofAnother({ audience, at }: Verification, foreign: string) {
  const isDefault = audience.names.length > 0;
  return { ...foreignTexts(foreign, isDefault ? ' unless a setting says otherwise' : ''), at: audience.at ?? at };
}

function foreignTexts(foreign: string, unless = '') {
  return {
    confidence: 'high' as const,
    message: `\`${foreign}\` is another service: its tokens are accepted here${unless}`,
    why: 'A token for another service shows nothing about this one. Every client that may call that service, and the service itself, gets in here with the rights of the user that the token names.',
    help: 'Expect the identifier of this server, for an API of Entra its application id or `api://<application id>`, and read it from a setting that must be there.',
  };
}

function reactionOf({ audience, row }: Verification) {
  return audience.mayBeNull && row.whenNull !== undefined ? row.whenNull : row.absent;
}

// A type that the token says of itself (RFC 8725, section 3.11) tells it from access tokens: `key-attestation+jwt`.
const otherType = /dpop|logout|secevent|^(?:application\/)?(?!at\+)[\w.-]+\+jwt$/i;

function isForOtherPurpose(v: Verification): boolean {
  return otherPurpose.test(v.within?.name ?? '') || v.otherOptions.some((text) => otherType.test(text));
}

function isComparedLater(v: Verification, context: RuleContext): boolean {
  if (context.claimUses(v, audienceClaims).some((use) => use.kind === 'guards')) return true;
  const handed = context.functions('claims-check').filter(({ fn }) => fn.at.file === v.at.file);
  if (handed.some(({ fn }) => context.guardsNamed(fn, audienceName))) return true;
  // Somebody else in the same function may do it on a path that the engine does not follow.
  return v.within !== undefined && context.guardsNamed(v.within, audienceName);
}

// The endpoints that call the verifier compare the resource that it takes from the token.
function isComparedByGates(v: Verification, { verifications, reach, claimUses }: RuleContext): boolean {
  const gates = verifications('endpoint-gate').filter(({ delegates }) =>
    delegates.some(({ fn }) => reach(fn).some(({ id }) => id === v.within?.id)),
  );
  return (
    gates.length > 0 && gates.every(({ audience }) => audience.state === 'set') && claimUses(v, ['aud']).length > 0
  );
}

function fixesOf(v: Verification, { edits }: RuleContext): Fix[] {
  const { code, isKnown, isStub } = edits.audienceCode(v.call.at);
  const found = edits.giveOption(v, 'audience', code);
  const title = isKnown ? `Expect \`${code}\` as the audience` : 'Expect an audience';
  return found ? [{ title, safety: 'suggestion', edits: found, ...(isStub ? { isStub } : {}) }] : [];
}

function optionName(v: Verification): string {
  const last = v.row.audience?.[0]
    ?.match(/Member\[([^\],]+)/g)
    ?.at(-1)
    ?.slice(7);
  return last ? ` (\`${last}\`)` : '';
}
