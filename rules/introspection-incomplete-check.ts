import {
  defineRule,
  type Fix,
  type Flow,
  type FunctionRef,
  isProfileEndpoint,
  isTokenInspection,
  type RuleContext,
  type ValueRef,
} from '../server/sdk.ts';

const audienceName = /\b(aud|auds|audience|audiences|azp|issued_to|client_?id|resource|app_?id|application)\b/i;
const audienceClaims = ['aud', 'azp', 'client_id', 'resource', 'audience', 'issued_to', 'app_id'];

const why =
  "The endpoint says that the token is alive, not that it was issued for this server: any application's token of the same provider is accepted.";

export const introspectionIncompleteCheck = defineRule({
  meta: {
    id: 'introspection-incomplete-check',
    title: 'Token accepted because an endpoint answered',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'rfc:7662#2.2',
      'rfc:7662#4',
      'mcp:2026-07-28/basic/authorization#token-handling',
      'cwe:863',
      'cwe:754',
      'owasp-asi:03',
      'owasp-mcp:07',
      'norm:rfc-22',
    ],
  },
  *check(context) {
    const seen = new Set<string>();
    for (const v of context.verifications('introspection', 'userinfo')) {
      if (v.audience.state === 'set' || (v.audience.state === 'unknown' && v.row.audience)) continue;
      if (v.row.kind === 'userinfo' && !(v.within && context.isVerifier(v.within))) continue;
      if (context.claimUses(v, audienceClaims).some((use) => use.kind === 'guards')) continue;
      if (v.within && context.comparesNamed(v.within, audienceName)) continue;
      // `const { token } = await client.getAccessToken()`: whether what this program signs in with is still good.
      if (v.within && context.callsNamed(v.within, /^(?:getAccessToken|refreshAccessToken)$/)) continue;
      seen.add(`${v.call.at.file}|${v.call.at.start}`);
      yield { ...report(v.at, v.row.kind === 'userinfo', []), fixes: fixesOf(v.within, v.call, context) };
    }
    for (const flow of context.flows({ from: ['inbound-token'], to: ['outbound-credential', 'url', 'request-body'] })) {
      if (!flow.call || seen.has(`${flow.call.at.file}|${flow.call.at.start}`)) continue;
      const isInspection = isTokenInspection(flow.destination) || isAskedWhetherActive(flow, context);
      if (!isInspection && !(isProfileEndpoint(flow.destination) && context.isVerifying(flow))) continue;
      if (isChecked(flow, isInspection, context) || context.isVerifiedBefore(flow.call)) continue;
      seen.add(`${flow.call.at.file}|${flow.call.at.start}`);
      const holder = context.functionHolding(flow.call.id);
      const fixes = isInspection ? fixesOf(holder, flow.call, context) : [];
      yield { ...report(flow.sink, !isInspection, flow.steps), confidence: flow.confidence, fixes };
    }
  },
});

// Wherever the request goes, by `active` the answer is one of RFC 7662.
function isAskedWhetherActive({ call, sinkKind }: Flow, context: RuleContext): boolean {
  const holder = call && context.functionHolding(call.id);
  return sinkKind === 'request-body' && holder !== undefined && context.testsNamed(holder, /^active$/);
}

// The answer of an introspection may be compared by the caller; a profile holds no audience that a caller could compare.
function isChecked(flow: Flow, isInspection: boolean, context: RuleContext): boolean {
  const holder = flow.call && context.functionHolding(flow.call.id);
  if (!holder) return false;
  return context.comparesNamed(holder, audienceName) || (isInspection && context.callersCompare(holder, audienceName));
}

// Where a check says that the token is active, it can say too that it was issued for this server.
function fixesOf(holder: FunctionRef | undefined, asked: ValueRef, { edits }: RuleContext): Fix[] {
  const { code, isKnown, isStub } = edits.audienceCode(asked.at);
  const found = holder && edits.alsoCompareAudience(holder, asked, code);
  const title = isKnown ? `Refuse tokens that are not for \`${code}\`` : 'Refuse tokens for other audiences';
  return found ? [{ title, safety: 'suggestion', edits: found, ...(isStub ? { isStub } : {}) }] : [];
}

function report(
  at: Flow['sink'] | Parameters<RuleContext['claimUses']>[0]['at'],
  isProfile: boolean,
  path: Flow['steps'],
) {
  return {
    at,
    path,
    confidence: 'high' as const,
    message: isProfile
      ? 'The token counts as valid because a profile call succeeded; its audience is never compared'
      : 'The token is introspected, but its audience is never compared',
    why,
    help: "Compare `aud` (or `resource`, `client_id`) of the answer with this server's own identifier, and refuse the token when it differs or is missing.",
  };
}
