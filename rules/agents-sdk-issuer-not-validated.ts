import {
  agentFolders,
  type ApiCall,
  defineRule,
  type Environment,
  type Fix,
  isOfAgent,
  type Manifests,
  placeOf,
  type RuleContext,
  scalarOf,
  type Variable,
} from '../server/sdk.ts';

export const agentsSdkIssuerNotValidated = defineRule({
  meta: {
    id: 'agents-sdk-issuer-not-validated',
    title: 'Agent that takes tokens of every tenant',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:346', 'cwe:863', 'owasp-asi:03', 'owasp-mcp:07'],
  },
  *check(context) {
    for (const call of context.calls('agent-host', 'agent-config')) {
      const clientId = call.option('clientId');
      const checks = call.option('validateIssuer');
      // Without a client id the rest comes from the environment, or nothing is asked at all.
      if (!clientId.at || (checks.state !== 'absent' && !isOff(checks))) continue;
      const tenants = [...(call.option('tenantId').texts ?? []), ...(call.option('authority').texts ?? [])];
      yield { ...said(tenants), at: checks.at ?? clientId.at, fixes: inCode(call, context) };
    }
    for (const environment of context.manifests.environments()) yield* inEnvironment(environment, context.manifests);
  },
});

const why =
  'All tenants of a cloud share the keys with which Microsoft Entra signs. The SDK checks the signature and the client id, and the issuer only when it is told to: a token that another tenant got for this client id is taken for one of ours.';
const shared = /(?:^|\/)(?:common|organizations)(?:\/|$)/i;

function said(tenants: readonly string[]) {
  const isShared = tenants.some((tenant) => shared.test(tenant));
  return {
    severity: isShared ? ('error' as const) : ('warning' as const),
    confidence: 'high' as const,
    message: isShared
      ? 'Tokens of every tenant are taken, and nothing asks who issued them'
      : 'The issuer of a token is not compared with that of the tenant',
    why,
    help: isShared
      ? 'Set `validateIssuer: true`, and compare the `tid` of the verified token with a list of tenants in your own code: for `common` the SDK takes every issuer of Entra even then.'
      : 'Set `validateIssuer: true`.',
  };
}

function isOff({ state, texts }: ReturnType<ApiCall['option']>): boolean {
  return state === 'set' && texts?.length === 1 && texts[0] === 'false';
}

function inCode(call: ApiCall, { edits }: RuleContext): Fix[] {
  const found = call.option('validateIssuer').at
    ? edits.replaceOption(call, 'validateIssuer', 'true')
    : edits.giveOption(call, 'validateIssuer', 'true');
  return found ? [{ title: 'Compare the issuer', safety: 'safe', edits: found }] : [];
}

const setting =
  /^connections__(.+)__settings__(clientId|validateIssuer|tenantId|authority|authorityEndpoint|authType)$/i;

function* inEnvironment({ document, root, variables, isSample }: Environment, manifests: Manifests) {
  const connections = new Map<string, Map<string, Variable>>();
  for (const variable of variables) {
    const [, name = '', key = ''] = setting.exec(variable.name) ?? [];
    if (!name) continue;
    const found = connections.get(name) ?? new Map<string, Variable>();
    connections.set(name, found.set(key.toLowerCase(), variable));
  }
  // The SDKs for other languages read the same settings, and compare issuers unasked.
  const isOurs = isOfAgent(document.file, agentFolders(manifests.recognised('agent-project')));
  for (const settings of connections.values()) {
    const clientId = settings.get('clientid');
    const checks = settings.get('validateissuer');
    const value = checks && valueOf(checks);
    // Another file, or the host, may say the rest.
    if (!clientId || (checks && value !== 'false' && value !== '0' && value !== '')) continue;
    const tenants = ['tenantid', 'authority', 'authorityendpoint'].flatMap((key) => settings.get(key) ?? []);
    const name = clientId.name.replace(/clientId$/i, 'validateIssuer');
    const edits =
      checks === undefined && root.kind === 'map' && document.syntax !== 'dockerfile'
        ? manifests.edits.set(document, root, name, 'true')
        : undefined;
    yield {
      ...said(tenants.map((tenant) => valueOf(tenant) ?? '')),
      at: checks ? placeOf(checks.value) : clientId.at,
      ...(isSample ? { confidence: 'low' as const } : isOurs ? {} : { confidence: 'medium' as const }),
      fixes: edits ? [{ title: 'Compare the issuer', safety: 'safe' as const, edits }] : [],
    };
  }
}

function valueOf({ value, from = 0 }: Variable): string | undefined {
  return scalarOf(value)?.slice(from).trim().toLowerCase();
}
