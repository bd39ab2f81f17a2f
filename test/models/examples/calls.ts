/** Calls whose options say something; each statement is an example of its own. */
export const calls: Record<string, string[]> = {
  'ai-sdk.yaml': [
    `import { openai } from '@ai-sdk/openai';\nimport { tool } from 'ai';`,
    `openai.tools.mcp({ serverUrl: 'https://ci.example.com/mcp', requireApproval: 'never' });`,
    `tool({ description: 'd', execute: async () => 1 });`,
  ],
  'anthropic-ai-claude-agent-sdk.yaml': [
    `import { query, tool } from '@anthropic-ai/claude-agent-sdk';`,
    `query({ prompt: 'p', options: { permissionMode: 'default' } });`,
    `tool('list', 'd', {}, async () => 1);`,
  ],
  'fastmcp.yaml': [
    `import { FastMCP } from 'fastmcp';`,
    `new FastMCP({ name: 'ci', version: '1.0.0' }).addTool({ name: 'list', execute: async () => '' });`,
  ],
  'langchain-tools.yaml': [
    `import { DynamicTool, tool } from '@langchain/core/tools';`,
    `tool(async () => 1, { name: 'list' });`,
    `new DynamicTool({ name: 'list', func: async () => '' });`,
  ],
  'mastra-core.yaml': [
    `import { createTool } from '@mastra/core/tools';`,
    `createTool({ id: 'list', execute: async () => 1 });`,
  ],
  'mastra-mcp.yaml': [
    `import { MCPClient } from '@mastra/mcp';`,
    `new MCPClient({ servers: { ci: { requireToolApproval: true } } });`,
  ],
  'modelcontextprotocol-client.calls.yaml': [
    `import { Client } from '@modelcontextprotocol/client';\nimport { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';\nconst client = new Client({ name: 'desk', version: '1.0.0' });`,
    `client.setRequestHandler(ElicitRequestSchema, async () => ({ action: 'decline' }));`,
    `client.setRequestHandler('elicitation/create', async () => ({ action: 'decline' }));`,
  ],
  'modelcontextprotocol-server.tools.yaml': [
    `import { McpServer, Server } from '@modelcontextprotocol/server';\nimport { ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';\nconst tools = [{ name: 'list' }];\nconst server = new McpServer({ name: 'ci', version: '1.0.0' });`,
    `server.registerTool('list', {}, async () => 1);`,
    `server.tool('list', async () => 1);`,
    `server.server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools }));`,
    `server.server.setRequestHandler('tools/list', async () => ({ tools }));`,
  ],
  'openai-agents.yaml': [
    `import { hostedMcpTool, tool } from '@openai/agents';`,
    `hostedMcpTool({ serverLabel: 'ci', serverUrl: 'https://ci.example.com/mcp' });`,
    `tool({ name: 'list', description: 'd', execute: async () => 1 });`,
  ],
  'openai.yaml': [
    `import OpenAI from 'openai';\nconst client = new OpenAI();`,
    `client.responses.create({ tools: [{ type: 'mcp', require_approval: 'never' }] });`,
  ],
  'zod.yaml': [
    `import { object, uuid, z } from 'zod';`,
    `object({});`,
    `z.object({});`,
    `z.object({}).extend({});`,
    `z.object({}).strict();`,
    `uuid();`,
    `z.number();`,
    `z.coerce.number();`,
    `z.string().uuid();`,
    `z.string().regex(/^a$/);`,
    `z.array(z.number());`,
    `z.union([z.number(), z.boolean()]);`,
  ],
};
