/** Agents of Microsoft 365, Teams and Foundry; each text is an example of its own. */
export const microsoftSources: Record<string, string[]> = {
  'microsoft-agents-hosting.yaml': [
    `import type { HeaderPropagationDefinition } from '@microsoft/agents-hosting';\nexport const forward: HeaderPropagationDefinition = (headers) => leak(headers.incoming.authorization);`,
    `import type { TurnContext } from '@microsoft/agents-hosting';\nexport const use = (context: TurnContext) => leak(context.activity.value.token);`,
  ],
};

export const microsoftSinks: Record<string, string[]> = {
  'azure-ai-projects.yaml': [
    `import { AIProjectClient } from '@azure/ai-projects';\nconst project = new AIProjectClient('https://ci.example.com', own);`,
    `project.agents.createVersion('desk', { tools: [{ type: 'mcp', authorization: token }] });`,
    `project.agents.create('desk', { tools: [{ type: 'mcp', headers: $H }] });`,
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
  'azure-ai-projects.yaml': [
    `import { AIProjectClient } from '@azure/ai-projects';\nconst project = new AIProjectClient('https://ci.example.com', own);`,
    `project.agents.createVersion('desk', { tools: [{ type: 'mcp', require_approval: 'never' }] });`,
  ],
  'botframework-connector.yaml': [
    `import { allowedCallersClaimsValidator } from 'botframework-connector';`,
    `allowedCallersClaimsValidator(['*']);`,
  ],
  'microsoft-agents-hosting.yaml': [
    `import { authorizeJWT, CloudAdapter, type HeaderPropagationCollection } from '@microsoft/agents-hosting';\nimport { startServer } from '@microsoft/agents-hosting-express';\ndeclare const headers: HeaderPropagationCollection;`,
    `authorizeJWT({});`,
    `new CloudAdapter({ clientId: 'desk' });`,
    `startServer(agent, { clientId: 'desk' });`,
    `headers.propagate(['authorization']);`,
  ],
  'microsoft-teams-apps.yaml': [
    `import { App } from '@microsoft/teams.apps';`,
    `new App({ dangerouslyAllowUnauthenticatedRequests: true });`,
  ],
};
