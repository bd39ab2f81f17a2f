/** Tools of the frameworks of agents: how each is made, and where what a model chose comes in. */
const plainTool = `{ list: { description: 'd', execute: async ({ host }) => leak(host) } }`;

/** Statements that make a tool; the first of each list are the imports. */
export const toolCalls: Record<string, string[]> = {
  'genkit.yaml': [
    `import { genkit } from 'genkit';\nconst ai = genkit({});`,
    `ai.defineTool({ name: 'list', description: 'd' }, async () => 1);`,
  ],
  'llamaindex.yaml': [
    `import { FunctionTool, tool } from 'llamaindex';`,
    `tool(async () => 1, { name: 'list', description: 'd' });`,
    `FunctionTool.from({ name: 'list', description: 'd', execute: async () => 1 });`,
  ],
  'voltagent-core.yaml': [
    `import { createTool } from '@voltagent/core';`,
    `createTool({ name: 'list', description: 'd', execute: async () => 1 });`,
  ],
  'inngest-agent-kit.yaml': [
    `import { createTool } from '@inngest/agent-kit';`,
    `createTool({ name: 'list', description: 'd', handler: async () => 1 });`,
  ],
  'teams-ai.yaml': [
    `import { Application } from '@microsoft/teams-ai';`,
    `new Application({}).ai.action('list', async () => 'ok');`,
  ],
  'copilotkit-runtime.yaml': [
    `import { defineTool } from '@copilotkit/runtime/v2';`,
    `defineTool({ name: 'list', description: 'd', execute: async () => 1 });`,
  ],
  'opencode-plugin.yaml': [
    `import { tool } from '@opencode-ai/plugin';`,
    `tool({ description: 'd', args: {}, execute: async () => 'x' });`,
  ],
  'mcp-servers.yaml': [
    `import { McpServer } from 'mcp-lite';`,
    `new McpServer({ name: 'x' }).tool('list', { description: 'd', handler: async () => 1 });`,
  ],
  'google-adk.yaml': [
    `import { FunctionTool } from '@google/adk';`,
    `new FunctionTool({ name: 'list', description: 'd', execute: async () => 1 });`,
  ],
  'strands-agents-sdk.yaml': [
    `import { tool } from '@strands-agents/sdk';`,
    `tool({ name: 'list', description: 'd', callback: async () => 1 });`,
  ],
  'pi-coding-agent.yaml': [
    `import { defineTool, type ExtensionAPI } from '@mariozechner/pi-coding-agent';\ndeclare const pi: ExtensionAPI;`,
    `pi.registerTool({ name: 'list', description: 'd', execute: async () => 1 });`,
    `defineTool({ name: 'list', description: 'd', execute: async () => 1 });`,
  ],
  'anthropic-ai-sdk.tool-calls.yaml': [
    `import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';`,
    `betaZodTool({ name: 'list', description: 'd', run: async () => 1 });`,
  ],
  'ai-sdk.tool-calls.yaml': [`import { jsonSchema } from 'ai';`, `jsonSchema({ type: 'object', properties: {} });`],
  'typebox.yaml': [
    `import { Type } from '@sinclair/typebox';\nimport { StringEnum } from '@mariozechner/pi-ai';`,
    `Type.Object({ host: Type.String() });`,
    `Type.Number();`,
    `StringEnum(['main', 'next']);`,
    `Type.Optional(Type.Number());`,
    `Type.Union([Type.Literal('main'), Type.Literal('next')]);`,
  ],
};

/** Whole files in which a value that a model chose enters; `leak` sends what it is given. */
export const frameworkArguments: Record<string, string[]> = {
  'github-copilot-sdk.yaml': [
    `import { CopilotClient } from '@github/copilot-sdk';\nnew CopilotClient().createSession({ tools: [{ name: 'list', handler: async ({ host }) => leak(host) }] });`,
    `import { CopilotClient } from '@github/copilot-sdk';\nnew CopilotClient().resumeSession('s', { tools: [{ name: 'list', handler: async ({ host }) => leak(host) }] });`,
    `import { joinSession } from '@github/copilot-sdk/extension';\njoinSession({ tools: [{ name: 'list', handler: async ({ host }) => leak(host) }] });`,
    `import { createCanvas } from '@github/copilot-sdk/extension';\ncreateCanvas({ id: 'board', actions: [{ name: 'list', handler: async ({ input }) => leak(input.host) }] });`,
  ],
  'teams-ai.yaml': [
    `import { Application } from '@microsoft/teams-ai';\nnew Application({}).ai.action('list', async (turn, state, { host }) => leak(host));`,
  ],
  'copilotkit-runtime.yaml': [
    `import { CopilotRuntime } from '@copilotkit/runtime';\nnew CopilotRuntime({ actions: [{ name: 'list', handler: async ({ host }) => leak(host) }] });`,
  ],
  'langchain-tools.yaml': [
    `import { Tool } from '@langchain/core/tools';\nexport class Ping extends Tool {\n  async _call(host: string) { leak(host); }\n}`,
  ],
  'langchain.tool-calls.yaml': [
    `import { ChatOpenAI } from '@langchain/openai';\nconst answer = await new ChatOpenAI({}).bindTools([]).invoke('q');\nfor (const call of answer.tool_calls) leak(call.args.host);`,
  ],
  'google-genai.tool-calls.yaml': [
    `import { GoogleGenAI } from '@google/genai';\nconst answer = await new GoogleGenAI({}).models.generateContent({});\nfor (const call of answer.functionCalls) leak(call.args.host);`,
  ],
  'ai-sdk.tool-calls.yaml': [
    `import { generateText } from 'ai';\ngenerateText({ model, tools: ${plainTool} });`,
    `import { generateText } from 'ai';\nconst { toolCalls } = await generateText({ model });\nfor (const call of toolCalls) leak(call.input.host);`,
  ],
};

/** Files in which a framework calls a function of the project. */
export const toolRoles: Record<string, string[]> = {
  'github-copilot-sdk.yaml': [
    `import { joinSession } from '@github/copilot-sdk/extension';\njoinSession({ tools: [{ name: 'list', handler: async () => 'ok' }] });`,
    `import { createCanvas } from '@github/copilot-sdk/extension';\ncreateCanvas({ id: 'board', actions: [{ name: 'list', handler: async () => 'ok' }] });`,
  ],
  'teams-ai.yaml': [
    `import { Application } from '@microsoft/teams-ai';\nnew Application({}).ai.action('list', async () => 'ok');`,
  ],
  'slack-bolt.yaml': [
    `import { App } from '@slack/bolt';\nnew App({}).message(async ({ message }) => message.text);`,
    `import { App } from '@slack/bolt';\nnew App({}).event('app_mention', async ({ event }) => event.text);`,
  ],
  'bot-turns.yaml': [
    `import { AgentApplication } from '@microsoft/agents-hosting';\nnew AgentApplication({}).onMessage('hi', async (turn) => turn.activity);`,
  ],
  'copilotkit-runtime.yaml': [
    `import { CopilotRuntime } from '@copilotkit/runtime';\nnew CopilotRuntime({ actions: [{ name: 'list', handler: async () => 'ok' }] });`,
  ],
  'langchain-tools.yaml': [
    `import { StructuredTool } from '@langchain/core/tools';\nexport class Ping extends StructuredTool {\n  async _call(input: { host: string }) { return input.host; }\n}`,
  ],
  'ai-sdk.tool-calls.yaml': [`import { streamText } from 'ai';\nstreamText({ model, tools: ${plainTool} });`],
};
