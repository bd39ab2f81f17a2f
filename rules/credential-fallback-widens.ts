import { defineRule, placeOf, type Tree, walk } from '../server/sdk.ts';

export const credentialFallbackWidens = defineRule({
  meta: {
    id: 'credential-fallback-widens',
    title: 'Another credential where the agent got none',
    pillar: 'access',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'never',
    since: 'next',
    references: ['cwe:636', 'cwe:250', 'cwe:863', 'owasp-asi:03'],
  },
  *check({ manifests, isTest }) {
    for (const { document, left, right, at } of manifests.fallbacks()) {
      if (isTest(document.file) || !isAgentToken(left)) continue;
      const wider = widerIn(right);
      if (wider === undefined) continue;
      yield {
        at: placeOf(at),
        confidence: 'medium',
        message: `When the agent gets no token, ${wider} takes its place`,
        why: 'A token is missing because somebody has not consented, or a policy has refused the agent. What stands in for it has other rights, often more, and nobody is told that it was used.',
        help: 'Stop with an error that says why there is no token.',
      };
    }
  },
});

const agentic =
  /^(?:getToken|exchangeToken|exchangeTurnToken|getAgenticUserToken|GetAgenticUserToken|getAgenticInstanceToken|acquireTokenOnBehalfOf|acquireTokenByUserFederatedIdentityCredential)$/;
const general =
  /^(?:acquireTokenByClientCredential|DefaultAzureCredential|ClientSecretCredential|ManagedIdentityCredential|AzureCliCredential)$/;

/** A call that gets a token for an agent or a user, by a name that only such calls have or with a handler of an agent. */
function isAgentToken(tree: Tree): boolean {
  return [...walk(tree)].some(
    ({ tree: each }) =>
      each.kind === 'call' &&
      agentic.test(each.name) &&
      // `getToken` alone is the name of many things.
      (each.name !== 'getToken' || each.args.length >= 2),
  );
}

function widerIn(tree: Tree): string | undefined {
  for (const { tree: each } of walk(tree)) {
    if (each.kind === 'call' && general.test(each.name)) return `\`${each.name}\``;
    if (each.kind === 'expression' && /^process\.env\.\w*(?:TOKEN|SECRET|KEY|PASSWORD|PAT)\w*$/i.test(each.source))
      return `\`${each.source}\``;
  }
  return undefined;
}
