import { type ApiCall, defineRule, type Fix, holdsAgents, type Report, type RuleContext } from '../server/sdk.ts';

// Commands that print the token of whoever has logged in on this machine.
const logins: [command: RegExp, whose: string][] = [
  [/^(gh|hub) auth (token|status\b.*--show-token)/, 'GitHub'],
  [/^glab (auth (token|status\b.*--show-token)|config get (-h \S+ )?token)/, 'GitLab'],
  [/^az (account get-access-token|ad signed-in-user show)/, 'Azure'],
  [/^azd auth token/, 'Azure'],
  [/^gcloud (alpha |beta )?auth (application-default )?print-(access|identity)-token/, 'Google Cloud'],
  [/^(sf|sfdx) (org[ :]display|force:org:display|org auth show-access-token)/, 'Salesforce'],
  [
    /^aws (configure (get|export-credentials)|sso get-role-credentials|ecr get-login-password|codeartifact get-authorization-token)/,
    'AWS',
  ],
  [
    /^(heroku auth:token|doctl auth token|fly(ctl)? (auth|tokens?) (token|create)|vercel whoami --token|databricks auth token|snow connection generate-jwt|ibmcloud iam oauth-tokens|oc whoami (-t|--show-token)|cf oauth-token|kubectl (config view\b.*--raw|create token)|op (read|item get)|pass show|git credential(-\w+)? (fill|get)|npm token create|jf rt|m365 util accesstoken get|twilio login|stripe config --list|railway whoami|supabase login|atlas auth)/,
    'a command line',
  ],
  // A program keeps its own secrets there as well; this is the item of another one.
  [
    /^(security find-(generic|internet)-password|secret-tool lookup)\b.*(claude|codex|gemini|copilot|cursor|gh:|github|gitlab|aws|azure|gcloud|google|docker|chrome|chromium|firefox|safari|slack|safe storage)/i,
    'another program',
  ],
];

export const agentRunsAsDeveloperIdentity = defineRule({
  meta: {
    id: 'agent-runs-as-developer-identity',
    title: "Agent that acts with a person's own login",
    pillar: 'identity',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:250', 'cwe:287', 'owasp-asi:03', 'owasp-mcp:02'],
  },
  *check(context) {
    for (const call of context.calls('command')) {
      const line = lineOf(call);
      const login = logins.find(([command]) => command.test(line));
      if (!login || context.isTest(call.at.file) || !holdsAgents(call.at, context)) continue;
      yield {
        at: call.option('command').at ?? call.at,
        confidence: 'high',
        message: `The agent takes the login that a person has at ${login[1]} (\`${shown(line)}\`)`,
        why,
        help,
      };
    }
    yield* credentials(context);
    yield* mounts(context);
  },
});

const why =
  'The agent can do whatever that person can, in their name: no log tells the two apart, nothing bounds what the agent may do, and nobody can take its rights away without taking theirs.';
const help =
  'Give the agent an identity of its own with only the rights that it needs: a managed or workload identity, an app installation, a service account; or let the user consent by OAuth to scopes that are asked for the agent.';

// The command and its arguments as far as they are constant.
function lineOf(call: ApiCall): string {
  const words = [...(call.option('command').texts?.slice(0, 1) ?? []), ...(call.option('args').texts ?? [])];
  return words
    .join(' ')
    .replace(/^(?:\S*[\\/])?(\w+)\.(exe|cmd)\b/, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

function shown(line: string): string {
  return line.split(' ').slice(0, 4).join(' ').replaceAll('\u0000', '…');
}

// Credentials of libraries that fall back on a login, or ask for one, in what answers over a network.
function* credentials(context: RuleContext) {
  for (const call of context.calls('personal-login')) {
    if (context.isTest(call.at.file) || !context.isAgentPackage(call.at)) continue;
    const isServed = context
      .endpoints()
      .some(({ protocol, at }) => protocol !== 'http' && context.isSamePackage(at, call.at));
    if (!isServed || call.option('chosen').state !== 'absent') continue;
    const isChain = 'chosen' in call.places;
    if (isChain && context.manifests.givenVariables().some(({ name }) => name === 'AZURE_TOKEN_CREDENTIALS')) continue;
    yield {
      at: call.at,
      // Where no developer is logged in, a chain never comes to that.
      confidence: isChain ? ('low' as const) : ('medium' as const),
      message: isChain
        ? `\`${call.name}\` takes the login of a person where it finds no other`
        : `\`${call.name}\` takes the login of a person`,
      why,
      help,
      fixes: byMachine(context, call),
    };
  }
}

function byMachine({ edits }: RuleContext, call: ApiCall): Fix[] {
  const { code, isStub } = edits.settingCode('AZURE_CLIENT_ID', /^AZURE_CLIENT_ID$|managed_?identity|uami/i, call.at);
  const found = edits.constructOther(call, 'ManagedIdentityCredential', `{ clientId: ${code} }`);
  const title = 'Sign in as a managed identity of the host';
  return found ? [{ title, safety: 'suggestion', edits: found, ...(isStub ? { isStub } : {}) }] : [];
}

const home = String.raw`^(?:~|\$HOME|\$\{HOME(?::?-[^}]*)?\}|\$\{localEnv:HOME\}|\/home\/[^/]+|\/Users\/[^/]+|\/root)\/`;
const logIns = new RegExp(
  `${home}\\.(?:aws|azure|config/(?:gcloud|gh|doctl)|ssh|kube|edgerc|netrc|git-credentials|docker/config\\.json|databrickscfg|npmrc|pypirc|snowflake|m365)(?:$|/)`,
);

// A server that others reach; what only its owner starts acts for its owner.
function* mounts({ manifests, isTest }: RuleContext): Iterable<Report> {
  for (const { isAgent, mounts: all, ports, name, document } of manifests.containers()) {
    if (!isAgent || isTest(document.file) || !ports.some(({ reach }) => reach !== 'loopback')) continue;
    for (const { at, source } of all)
      if (logIns.test(source))
        yield {
          at,
          confidence: 'medium',
          message: `\`${name}\` answers others with what a person has logged in with (\`${source}\`)`,
          why,
          help,
        };
  }
}
