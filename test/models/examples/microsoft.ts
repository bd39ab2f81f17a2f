/** Agents of Microsoft 365, Teams and Foundry, and identities of clouds; each text is an example of its own. */
export const microsoftSources: Record<string, string[]> = {
  'express.yaml': [`import express from 'express';\nexpress().get('/', (req) => leak(req.query.agent)); // fmiPath`],
  'fastify.yaml': [
    `import fastify from 'fastify';\nfastify().get('/', async (request) => leak(request.query.agent)); // fmiPath`,
  ],
  'hono.yaml': [`import { Hono } from 'hono';\nnew Hono().get('/', (c) => leak(c.req.query('agent'))); // fmiPath`],
  'globals.yaml': [
    `export default { fetch: async (request: Request) => leak((await request.json()).agent) }; // fmiPath`,
    `export const one = (req) => leak(req.query.agent); // fmiPath`,
  ],
  'microsoft-agents-hosting.yaml': [
    `import type { HeaderPropagationDefinition } from '@microsoft/agents-hosting';\nexport const forward: HeaderPropagationDefinition = (headers) => leak(headers.incoming.authorization);`,
    `import type { TurnContext } from '@microsoft/agents-hosting';\nexport const use = (context: TurnContext) => leak(context.activity.value.token);`,
  ],
  'microsoft-agents-hosting.secrets.yaml': [
    `import type { Authorization } from '@microsoft/agents-hosting';\nexport const use = async (authorization: Authorization, context) => leak((await authorization.getToken(context, 'graph')).token);`,
  ],
  'botbuilder.secrets.yaml': [
    `import { CloudAdapter } from 'botbuilder';\nexport const use = async (context) => leak((await new CloudAdapter().getUserToken(context, 'graph')).token);`,
    `import type { TokenResponse } from 'botbuilder';\nexport const use = (answer: TokenResponse) => leak(answer.token);`,
    `import type { WaterfallStepContext } from 'botbuilder-dialogs';\nexport const use = (step: WaterfallStepContext) => leak(step.result.token);`,
    `import type { TurnContext } from 'botbuilder';\nexport const use = (context: TurnContext) => leak(context.activity.value.token);`,
    `import type { TurnContext } from 'botbuilder';\nexport const use = (context: TurnContext) => leak(context.activity.value.authentication.token);`,
  ],
};

export const microsoftSinks: Record<string, string[]> = {
  'google-auth-library.keys.yaml': [
    `import { GoogleAuth, JWT } from 'google-auth-library';`,
    `new JWT({ email: 'desk', subject: token });`,
    `new JWT('desk', undefined, 'key', ['a'], token);`,
    `new GoogleAuth({ clientOptions: { subject: token } });`,
  ],
  'bot-turns.yaml': [
    `import type { TurnContext } from 'botbuilder';\ndeclare const turn: TurnContext;`,
    `turn.sendActivity(token);`,
    `turn.sendActivity({ text: token });`,
  ],
  'bot-services.yaml': [
    `import { BotFrameworkAdapter, CloudAdapter, ConnectorClient } from 'botbuilder';`,
    `new BotFrameworkAdapter({}).continueConversation({ serviceUrl: token }, later);`,
    `new CloudAdapter().continueConversationAsync('desk', { serviceUrl: token }, later);`,
    `new CloudAdapter().createConversationAsync('desk', 'msteams', token, 'a', {}, later);`,
    `new ConnectorClient(own, { baseUri: token });`,
  ],
  'azure-msal.yaml': [
    `import type { ConfidentialClientApplication } from '@azure/msal-node';\ndeclare const app: ConfidentialClientApplication;`,
    `app.acquireTokenOnBehalfOf({ scopes: [], oboAssertion: token });`,
    `app.acquireTokenByClientCredential({ scopes: [], fmiPath: token });`,
    `app.acquireTokenByUserFederatedIdentityCredential({ scopes: [], username: token });`,
  ],
  'azure-ai-projects.yaml': [
    `import { AIProjectClient } from '@azure/ai-projects';\nconst project = new AIProjectClient('https://ci.example.com', own);`,
    `project.agents.createVersion('desk', { tools: [{ type: 'mcp', authorization: token }] });`,
    `project.agents.create('desk', { tools: [{ type: 'mcp', headers: $H }] });`,
  ],
  'aws-bedrock-agentcore.yaml': [
    `import { GetWorkloadAccessTokenForUserIdCommand } from '@aws-sdk/client-bedrock-agentcore';`,
    `new GetWorkloadAccessTokenForUserIdCommand({ workloadName: 'desk', userId: token });`,
  ],
  'cloud-exchange.yaml': [
    `import { ExternalAccountClient } from 'google-auth-library';`,
    `ExternalAccountClient.fromJSON(token);`,
  ],
  'globals.entra.yaml': [
    ``,
    `new URLSearchParams({ fmi_path: token });`,
    `new URLSearchParams().set('fmi_path', token);`,
  ],
  'microsoft-agents-a365.yaml': [
    `import { McpToolServerConfigurationService } from '@microsoft/agents-a365-tooling';\nimport { McpToolRegistrationService } from '@microsoft/agents-a365-tooling-extensions-openai';`,
    `new McpToolServerConfigurationService().listToolServers('agent', token);`,
    `new McpToolRegistrationService().addToolServersToAgent(agent, authorization, 'handler', turn, token);`,
  ],
  'microsoft-agents-hosting.yaml': [
    `import type { HeaderPropagationCollection } from '@microsoft/agents-hosting';\ndeclare const headers: HeaderPropagationCollection;`,
    `headers.override({ authorization: token });`,
  ],
};

export const microsoftCalls: Record<string, string[]> = {
  'azure-identity.yaml': [
    `import { ManagedIdentityCredential } from '@azure/identity';`,
    `new ManagedIdentityCredential();`,
    `new ManagedIdentityCredential('id').getToken('https://vault.azure.net/.default');`,
  ],
  'azure-msal.yaml': [
    `import { ConfidentialClientApplication, ManagedIdentityApplication } from '@azure/msal-node';\ndeclare const app: ConfidentialClientApplication;`,
    `new ConfidentialClientApplication({ auth: { clientId: 'desk' } });`,
    `app.acquireTokenByClientCredential({ scopes: [] });`,
    `app.acquireTokenByUserFederatedIdentityCredential({ scopes: [], username: 'desk' });`,
    `new ManagedIdentityApplication();`,
    `new ManagedIdentityApplication().acquireToken({ resource: 'https://vault.azure.net' });`,
  ],
  'aws-bedrock-agentcore.yaml': [
    `import { GetWorkloadAccessTokenForUserIdCommand } from '@aws-sdk/client-bedrock-agentcore';`,
    `new GetWorkloadAccessTokenForUserIdCommand({ workloadName: 'desk', userId: 'ada' });`,
  ],
  'google-auth-library.keys.yaml': [
    `import { GoogleAuth, JWT } from 'google-auth-library';\nimport { google } from 'googleapis';`,
    `new GoogleAuth({ keyFile: 'desk.json' });`,
    `new google.auth.GoogleAuth({ keyFile: 'desk.json' });`,
    `new JWT({ keyFile: 'desk.json' });`,
    `new JWT({ email: 'desk', subject: 'mail' });`,
    `new GoogleAuth({ clientOptions: { subject: 'mail' } });`,
  ],
  'google-cloud.yaml': [
    `import { Storage } from '@google-cloud/storage';`,
    `new Storage({ keyFilename: 'desk.json' });`,
  ],
  'kiota.yaml': [
    `import { AzureIdentityAuthenticationProvider } from '@microsoft/kiota-authentication-azure';`,
    `new AzureIdentityAuthenticationProvider(credential, [], undefined, new Set(['one.example.com']));`,
  ],
  'microsoft-graph-client.yaml': [
    `import { Client } from '@microsoft/microsoft-graph-client';`,
    `Client.init({ authProvider, customHosts: new Set(['one.example.com']) });`,
  ],
  'cloud-exchange.yaml': [
    `import { AssumeRoleWithWebIdentityCommand } from '@aws-sdk/client-sts';\nimport { ExternalAccountClient } from 'google-auth-library';`,
    `new AssumeRoleWithWebIdentityCommand({ RoleArn: 'r', RoleSessionName: 's', WebIdentityToken: 't' });`,
    `ExternalAccountClient.fromJSON({});`,
  ],
  'octokit-auth-app.yaml': [
    `import { createAppAuth } from '@octokit/auth-app';`,
    `createAppAuth({ appId: 1, privateKey: 'k' })({ type: 'installation', installationId: 1 });`,
  ],
  'azure-ai-projects.yaml': [
    `import { AIProjectClient } from '@azure/ai-projects';\nconst project = new AIProjectClient('https://ci.example.com', own);`,
    `project.agents.createVersion('desk', { tools: [{ type: 'mcp', require_approval: 'never' }] });`,
  ],
  'bot-services.yaml': [
    `import { BotFrameworkAdapter, CloudAdapter, ConnectorClient } from 'botbuilder';`,
    `new CloudAdapter().continueConversationAsync('desk', { serviceUrl: 's' }, later);`,
    `new CloudAdapter().createConversationAsync('desk', 'msteams', 's', 'a', {}, later);`,
    `new ConnectorClient(own, { baseUri: 's' });`,
    `import { BotFrameworkAdapter } from 'botbuilder';\nnew BotFrameworkAdapter({ appId: '' });`,
    `import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';\nnew ConfigurationServiceClientCredentialFactory({ MicrosoftAppId: '' });`,
    `import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';\nnew ConfigurationBotFrameworkAuthentication({ MicrosoftAppId: '' });`,
    `import { PasswordServiceClientCredentialFactory } from 'botframework-connector';\nnew PasswordServiceClientCredentialFactory('', '');`,
  ],
  'bot-turns.yaml': [
    `import { CloudAdapter } from 'botbuilder';\ndeclare const own: object;`,
    `new CloudAdapter().process(own, own, async (turn) => turn);`,
  ],
  'botframework-connector.yaml': [
    `import { allowedCallersClaimsValidator } from 'botframework-connector';`,
    `allowedCallersClaimsValidator(['*']);`,
  ],
  'microsoft-agents-hosting.yaml': [
    `import { authorizeJWT, getAuthConfigWithDefaults, type HeaderPropagationCollection } from '@microsoft/agents-hosting';\nimport { startServer } from '@microsoft/agents-hosting-express';\ndeclare const headers: HeaderPropagationCollection;`,
    `authorizeJWT({});`,
    `getAuthConfigWithDefaults({ clientId: 'desk' });`,
    `startServer(agent, { clientId: 'desk' });`,
    `headers.propagate(['authorization']);`,
  ],
  'microsoft-teams-apps.yaml': [
    `import { App } from '@microsoft/teams.apps';`,
    `new App({ dangerouslyAllowUnauthenticatedRequests: true });`,
  ],
};
