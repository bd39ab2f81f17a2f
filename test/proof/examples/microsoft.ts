/** Agents on the packages of Microsoft, each with the mistake that entra.md measured. */
import type { Sources } from '../lightbulb.ts';

const listen = `
const server = app.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
`;
const issues = `
app.get('/issues', (_, res) => res.json(['a leaking pipe']));
${listen}`;

/** No client id is configured. */
export const anonymous: Sources = {
  'server.ts': `import { authorizeJWT } from '@microsoft/agents-hosting';
import express from 'express';
import type { AddressInfo } from 'node:net';

const app = express();
app.set('env', process.env.DESK_MODE);
app.use(authorizeJWT({}));
${issues}`,
};

/** Whose client id it is comes from a setting; the issuer of a token is not asked for. */
export const anyTenant: Sources = {
  'server.ts': `import { authorizeJWT, getAuthConfigWithDefaults } from '@microsoft/agents-hosting';
import express from 'express';
import type { AddressInfo } from 'node:net';

const { DESK_CLIENT: clientId = '', DESK_TENANT: tenantId = '', ENTRA: authorityEndpoint = '' } = process.env;
const app = express();
app.use(authorizeJWT(getAuthConfigWithDefaults({ clientId, tenantId, authorityEndpoint })));
${issues}`,
};

/** Hands the header of the caller to the place that the agent answers to. */
export const propagated: Sources = {
  'server.ts': `import { AgentApplication, CloudAdapter } from '@microsoft/agents-hosting';
import express from 'express';
import type { AddressInfo } from 'node:net';

const agent = new AgentApplication({
  headerPropagation: (headers) => {
    headers.propagate(['x-correlation-id', 'authorization']);
  },
});
agent.onActivity('message', async (context) => {
  await context.sendActivity('a leaking pipe');
});

const app = express();
const adapter = new CloudAdapter();
app.use(express.json());
app.post('/api/messages', (req, res) =>
  adapter.process(req, res, (context) => agent.run(context), agent.options.headerPropagation),
);
${listen}`,
};

/** Takes the three steps to a token of an agent, and asks for the identity of the machine. */
export const steps: Sources = {
  'server.ts': `import {
  ConfidentialClientApplication,
  ManagedIdentityApplication,
  type INetworkModule,
  type NetworkRequestOptions,
} from '@azure/msal-node';
import express from 'express';
import type { AddressInfo } from 'node:net';

const authority = 'https://login.microsoftonline.com/e1f7bd0a-88a5-4a53-9f0e-7b5f7d1a6c11';

// MSAL speaks to Entra over TLS alone: what it sends is led to loopback.
async function send(method: string, url: string, options: NetworkRequestOptions = {}) {
  const { pathname, search } = new URL(url);
  const { headers, body } = options;
  const answer = await fetch(\`\${process.env.ENTRA}\${pathname}\${search}\`, { method, headers, body });
  return { headers: {}, status: answer.status, body: await answer.json() };
}
const networkClient: INetworkModule = {
  sendGetRequestAsync: (url, options) => send('GET', url, options),
  sendPostRequestAsync: (url, options) => send('POST', url, options),
};
const endpoints = {
  issuer: \`\${authority}/v2.0\`,
  authorization_endpoint: \`\${authority}/oauth2/v2.0/authorize\`,
  token_endpoint: \`\${authority}/oauth2/v2.0/token\`,
  jwks_uri: \`\${authority}/discovery/v2.0/keys\`,
};
const clouds = {
  tenant_discovery_endpoint: \`\${authority}/v2.0/.well-known/openid-configuration\`,
  metadata: [
    {
      preferred_network: 'login.microsoftonline.com',
      preferred_cache: 'login.windows.net',
      aliases: ['login.microsoftonline.com'],
    },
  ],
};
const auth = {
  authority,
  authorityMetadata: JSON.stringify(endpoints),
  cloudDiscoveryMetadata: JSON.stringify(clouds),
};
const app = express();
const system = { networkClient };
const blueprint = new ConfidentialClientApplication({
  auth: { ...auth, clientId: 'blueprint', clientAssertion: async () => 'token of the machine' },
  system,
});
const agent = new ConfidentialClientApplication({
  auth: { ...auth, clientId: 'agent', clientAssertion: async () => 't1' },
  system,
});

const scopes = ['https://graph.microsoft.com/Mail.Read'];
const resource = 'api://AzureADTokenExchange';
const asking: Record<string, () => Promise<unknown>> = {
  blueprint: () => blueprint.acquireTokenByClientCredential({ scopes: [\`\${resource}/.default\`], fmiPath: 'agent' }),
  'on-behalf-of': () => agent.acquireTokenOnBehalfOf({ oboAssertion: 'tc', scopes }),
  'agent-user': () =>
    agent.acquireTokenByUserFederatedIdentityCredential({ assertion: 't2', username: 'desk@example.com', scopes }),
  machine: () => new ManagedIdentityApplication({ system }).acquireToken({ resource }),
  'one of the machine': () =>
    new ManagedIdentityApplication({
      managedIdentityIdParams: { userAssignedClientId: 'desk' },
      system,
    }).acquireToken({ resource }),
};
app.get('/:step', async (req, res) => {
  try {
    await asking[req.params.step]?.();
    res.end();
  } catch (error) {
    res.status(500).end(String(error));
  }
});
${listen}`,
};
