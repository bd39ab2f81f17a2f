import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

const server = new McpServer({ name: 'ledger', version: '1.0.0' });

server.registerTool('entries', {}, async (_input, { authInfo }) => {
  const headers = { authorization: `Bearer ${authInfo?.token}` };
  const response = await fetch('https://bank.example/entries', { headers });
  return { content: [{ type: 'text', text: await response.text() }] };
});
