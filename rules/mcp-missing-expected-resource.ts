import {
  defineRule,
  type Edit,
  type Fix,
  type FunctionRef,
  type RuleContext,
  type Verification,
} from '../server/sdk.ts';

const audienceName = /\b(aud|auds|audience|audiences|azp|client_?id|resource|checkResourceAllowed)\b/i;

export const mcpMissingExpectedResource = defineRule({
  meta: {
    id: 'mcp-missing-expected-resource',
    title: 'MCP endpoint that does not compare the resource of the token',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/authorization#token-handling',
      'ghsa:GHSA-rvq5-wwqv-78pq',
      'rfc:8707#2',
      'cwe:863',
      'owasp-asi:03',
      'owasp-mcp:07',
      'norm:authorization-2',
      'norm:practices-7',
    ],
  },
  *check(context) {
    for (const v of context.verifications('endpoint-gate')) {
      if (v.audience.state !== 'absent' || v.row.absent !== 'accepts') continue;
      const verdict = delegateVerdict(v, context);
      if (verdict === 'checked') continue;
      yield {
        at: v.at,
        confidence: verdict === 'unchecked' ? 'high' : 'medium',
        message: 'Tokens are accepted here whatever server they were issued for',
        why: 'Without the option the SDK compares neither audience nor resource, and the verifier that it calls does not do so either.',
        help: lacksOption(v, context)
          ? 'This version of the SDK has no option for it: raise it, and until then compare the audience in the verifier and throw where it is another.'
          : "Pass this server's own URL as the expected resource, and let the verifier return the `resource` that it took from the verified audience.",
        related: v.delegates.map(({ at }) => ({ ...at, note: 'the verifier, which compares no audience' })),
        fixes: lacksOption(v, context) ? [] : fixesOf(v, context),
      };
    }
  },
});

// `expectedResource` came with these versions.
function lacksOption({ at }: Verification, { project }: RuleContext): boolean {
  const { isOlder } = project(at.file);
  return (
    isOlder('@modelcontextprotocol/sdk', '1.32.0') ||
    isOlder('@modelcontextprotocol/server', '2.3.0') ||
    isOlder('@modelcontextprotocol/express', '2.0.2')
  );
}

// A verifier that looks tokens up in its own store needs no audience; one that trusts somebody else's word does.
function delegateVerdict(v: Verification, context: RuleContext): 'checked' | 'unchecked' | 'unknown' {
  if (v.hasUnknownDelegate || v.delegates.length === 0) return 'unknown';
  const isOpen = v.delegates.some(({ fn }) => {
    if (context.comparesNamed(fn, audienceName)) return false;
    const inside = context.verificationsWithin(fn);
    return inside.length > 0 && inside.every((inner) => inner.audience.state === 'absent');
  });
  return isOpen ? 'unchecked' : 'checked';
}

// Both ends or none: an endpoint that expects a resource refuses every token of a verifier that returns none.
function fixesOf(gate: Verification, context: RuleContext): Fix[] {
  const url = ownUrl(gate, context);
  const expected = context.edits.giveOption(gate, 'audience', url.code);
  if (!expected || gate.hasUnknownDelegate) return [];
  const returned = gate.delegates.map(({ fn }) => returnResource(fn, context));
  if (returned.length === 0 || returned.includes(undefined)) return [];
  const all = [...expected, ...returned.flatMap((found) => found ?? [])];
  const what = url.isKnown ? `\`${url.code}\` as the resource of the token` : 'a resource of the token';
  return [{ title: `Expect ${what}`, safety: 'suggestion', edits: all, ...(url.isStub ? { isStub: true } : {}) }];
}

// As the metadata names this server, beside the gate or elsewhere in the file; as the configuration does; else a setting.
function ownUrl(gate: Verification, { edits, config, verifications }: RuleContext) {
  const [published] = verifications('resource-metadata').flatMap(
    (metadata) => edits.optionCode(metadata, 'audience', gate.call.at) ?? [],
  );
  const known = edits.ownUrlCode(gate) ?? published;
  const [own, ...others] = config.resource ?? [];
  if (known !== undefined) return { code: known, isKnown: true, isStub: false };
  if (own !== undefined && others.length === 0) return { code: `new URL('${own}')`, isKnown: true, isStub: false };
  const { code, isStub } = edits.settingCode(
    'MCP_RESOURCE_URL',
    /RESOURCE_UR[IL]|MCP_(?:SERVER_)?UR[IL]/i,
    gate.call.at,
  );
  return { code: `new URL(${code})`, isKnown: false, isStub };
}

function returnResource(fn: FunctionRef, context: RuleContext): Edit[] | undefined {
  const objects = context.returnedObjects(fn).filter(({ names }) => names.includes('token'));
  const found = objects.map((object) => {
    if (object.names.includes('resource')) return [];
    if (object.isOpen) return undefined;
    const [claims] = context
      .verificationsWithin(fn)
      .flatMap((verified) => context.edits.claimsCode(verified, object) ?? []);
    return claims && context.edits.addProperty(object, 'resource', `new URL(String(${claims}.aud))`);
  });
  if (objects.length === 0) return undefined;
  const edits = found.flatMap((list) => list || []);
  return found.some((list) => !list) ? undefined : edits;
}
