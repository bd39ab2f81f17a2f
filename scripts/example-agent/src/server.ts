import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import express from 'express';
import { verifier } from './auth.ts';
import { forwardToBuilds } from './builds.ts';
import { githubLogin } from './login.ts';
import { registerTools } from './tools.ts';

const app = express();
app.use(express.json());

app.post('/mcp', requireBearerAuth({ verifier, requiredScopes: ['releases:read'] }), async (req, res) => {
  const server = new McpServer({ name: 'release-desk', version: '1.4.0' });
  registerTools(server);
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});

app.get('/builds/:id', forwardToBuilds);
app.get('/login/github', githubLogin);

app.listen(8080);
