/** Calls whose options say something; each statement is an example of its own. */
export const calls: Record<string, string[]> = {
  'ai-sdk.yaml': [
    `import { openai } from '@ai-sdk/openai';`,
    `openai.tools.mcp({ serverUrl: 'https://ci.example.com/mcp', requireApproval: 'never' });`,
  ],
  'anthropic-ai-claude-agent-sdk.yaml': [
    `import { query } from '@anthropic-ai/claude-agent-sdk';`,
    `query({ prompt: 'p', options: { permissionMode: 'default' } });`,
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
  'openai-agents.yaml': [
    `import { hostedMcpTool } from '@openai/agents';`,
    `hostedMcpTool({ serverLabel: 'ci', serverUrl: 'https://ci.example.com/mcp' });`,
  ],
  'openai.yaml': [
    `import OpenAI from 'openai';\nconst client = new OpenAI();`,
    `client.responses.create({ tools: [{ type: 'mcp', require_approval: 'never' }] });`,
  ],
};
