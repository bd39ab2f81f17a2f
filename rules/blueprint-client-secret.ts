import {
  defineRule,
  type Document,
  entryAt,
  type Environment,
  type Fix,
  type Manifests,
  placeOf,
  type RuleContext,
  scalarOf,
  type Tree,
  valueAt,
  type Variable,
} from '../server/sdk.ts';

export const blueprintClientSecret = defineRule({
  meta: {
    id: 'blueprint-client-secret',
    title: 'Agent blueprint that proves itself with a client secret',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:522', 'cwe:798', 'cwe:1392', 'owasp-asi:03', 'owasp-mcp:01'],
  },
  *check(context) {
    const agents = context.calls('agent-token').filter((call) => call.option('agent').state !== 'absent');
    for (const app of context.calls('entra-app')) {
      const secret = app.option('secret');
      if (!secret.at || secret.state === 'absent' || !agents.some(({ at }) => at.file === app.at.file)) continue;
      const edits = context.edits.renameOption(app, 'secret', 'clientAssertion', assertion);
      const fixes: Fix[] = edits
        ? [{ title: 'Prove it by an assertion', safety: 'suggestion', edits, isStub: true }]
        : [];
      yield { ...texts, at: secret.at, confidence: 'high', fixes };
    }
    for (const { root } of context.manifests.recognised('agent-token-request')) {
      const secret = entryAt(root, 'client_secret');
      if (secret && valueAt(root, 'fmi_path')) yield { ...texts, at: secret.at, confidence: 'high' };
    }
    for (const environment of context.manifests.environments()) yield* inEnvironment(environment, context);
  },
});

const texts = {
  message: 'The blueprint proves itself with a client secret, which opens every agent under it',
  why: 'A secret can be copied without a trace, and whoever has it takes a token for each agent of the blueprint. Microsoft says that it is for development only.',
  help: 'Give the blueprint a federated credential of a user-assigned managed identity: `SignedAssertionFromManagedIdentity` in the sidecar, `FederatedCredentials` or `WorkloadIdentity` in the Agents SDK, `clientAssertion` in MSAL.',
};

// Which identity the agent's host has, no program says.
const assertion =
  "async () => { throw new Error('return a token of the user-assigned identity for api://AzureADTokenExchange/.default'); }";

const sidecar = /^AzureAd__ClientCredentials__\d+__SourceType$/i;
const connection = /^connections__.+__settings__clientSecret$/i;
const agentic =
  /^(?:agentic_|AgentApplication__UserAuthorization__handlers__[^_]+__(?:type|settings__type)$|agent_?blueprint|connections__.+__settings__altBlueprintConnectionName$)/i;

function* inEnvironment({ document, variables, isSample }: Environment, context: RuleContext) {
  const isAgentic = variables.some(({ name }) => agentic.test(name));
  for (const { name, at, value, from = 0, entry } of variables) {
    if (context.isTest(at.file)) continue;
    const said = scalarOf(value)?.slice(from).trim();
    const isSecret =
      (sidecar.test(name) && said?.toLowerCase() === 'clientsecret') ||
      (connection.test(name) && isAgentic && said !== '');
    if (!isSecret) continue;
    // A file that shows how the real one is to be written, or one machine's own, deploys nothing.
    yield {
      ...texts,
      at: entry ? at : placeOf(value),
      confidence: isSample ? ('low' as const) : ('high' as const),
      fixes: sidecar.test(name) ? byIdentity(context.manifests, document, value, variables, name) : [],
    };
  }
}

/** The sidecar signs in as the managed identity of its host, and the secret goes. */
function byIdentity(
  { edits }: Manifests,
  document: Document,
  source: Tree,
  variables: readonly Variable[],
  name: string,
): Fix[] {
  if (source.kind !== 'text') return [];
  const from = source.value.length - 'ClientSecret'.length;
  const changed = edits.replaceText(document, source, 'SignedAssertionFromManagedIdentity', from);
  const secret = variables.find((other) => other.name.toLowerCase() === secretOf(name));
  const gone = secret ? edits.remove(document, secret.entry ?? secret.value) : [];
  return changed && gone
    ? [{ title: 'Let a managed identity prove it', safety: 'suggestion', edits: [...changed, ...gone] }]
    : [];
}

function secretOf(name: string): string {
  return name.toLowerCase().replace(/sourcetype$/, 'clientsecret');
}
