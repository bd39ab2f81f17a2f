import { defineRule, type Environment, placeOf, scalarOf, type Variable } from '../server/sdk.ts';

export const secretSeededCloudFederation = defineRule({
  meta: {
    id: 'secret-seeded-cloud-federation',
    title: 'Federation between clouds that begins with a secret',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['cwe:522', 'cwe:287', 'owasp-asi:03', 'owasp-mcp:01'],
  },
  *check({ calls, manifests }) {
    const agents = calls('agent-token').filter((call) => call.option('agent').state !== 'absent');
    for (const app of calls('entra-app')) {
      const secret = app.option('secret');
      const exchange = calls('cloud-exchange').find(({ at }) => at.file === app.at.file);
      if (!secret.at || secret.state === 'absent' || !exchange || !agents.some(({ at }) => at.file === app.at.file))
        continue;
      yield {
        ...texts,
        at: secret.at,
        confidence: 'high',
        related: [{ ...exchange.at, note: 'here the token of the agent becomes credentials of another cloud' }],
      };
    }
    const all = manifests.environments();
    for (const file of new Set(all.map(({ document }) => document.file))) {
      const environments = all.filter(({ document }) => document.file === file);
      const seed = first(environments, isSeed);
      const cloud = first(environments, isFederated);
      if (!seed || !cloud) continue;
      yield {
        ...texts,
        at: seed.entry ? seed.at : placeOf(seed.value),
        confidence: environments.some(({ isSample }) => isSample) ? 'low' : 'medium',
        related: [
          { ...(cloud.entry ? cloud.at : placeOf(cloud.value)), note: 'here its token is taken to another cloud' },
        ],
      };
    }
  },
});

const texts = {
  message: 'A client secret makes the token of the agent that is handed to another cloud',
  why: 'All the parts of federation are there, and a secret that somebody copied still opens both clouds: whoever has it makes the token, takes it to the other cloud, and is the agent there. The work of federation without its security.',
  help: 'Let one managed identity begin both federations: it is the credential of the blueprint, and its workload is what the other cloud trusts.',
};

function first(environments: readonly Environment[], test: (variable: Variable) => boolean): Variable | undefined {
  return environments.flatMap(({ variables }) => variables).find(test);
}

function isSeed({ name, value, from = 0 }: Variable): boolean {
  return (
    /^AzureAd__ClientCredentials__\d+__SourceType$/i.test(name) &&
    scalarOf(value)?.slice(from).trim().toLowerCase() === 'clientsecret'
  );
}

/** Where the SDKs of AWS, Google and Anthropic look for what makes the token of somebody else one of theirs. */
function isFederated({ name, value, from = 0 }: Variable): boolean {
  if (/^AWS_WEB_IDENTITY_TOKEN_FILE$|^GOOGLE_EXTERNAL_ACCOUNT_\w+$|^ANTHROPIC_FEDERATION_RULE_ID$/i.test(name))
    return true;
  const said = scalarOf(value)?.slice(from) ?? '';
  return name === 'GOOGLE_APPLICATION_CREDENTIALS' && /external|wif|workload|federat|config/i.test(said);
}
