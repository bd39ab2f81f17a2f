/** An MCP server with SDK v1 whose endpoint compares no resource and whose tool hands the token on. */
export const sources = {
  'server.ts': `import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import { getOAuthProtectedResourceMetadataUrl } from '@modelcontextprotocol/sdk/server/auth/router.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import express from 'express';
import type { AddressInfo } from 'node:net';
import { listIssues } from './tracker';
import { verifier } from './verifier';

const own = new URL('https://desk.example.com/mcp');
const app = express();
app.use(express.json());

function createDesk() {
  const desk = new McpServer({ name: 'desk', version: '1.0.0' });
  desk.registerTool('list_issues', { description: 'Lists open issues.' }, async ({ authInfo }) => {
    const issues = await listIssues(authInfo?.token ?? '');
    return { content: [{ type: 'text', text: JSON.stringify(issues) }] };
  });
  return desk;
}

app.post(
  '/mcp',
  requireBearerAuth({ verifier, resourceMetadataUrl: getOAuthProtectedResourceMetadataUrl(own) }),
  async (req, res) => {
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
    await createDesk().connect(transport);
    await transport.handleRequest(req, res, req.body);
  },
);

const server = app.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
`,
  'verifier.ts': `import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const keys = createRemoteJWKSet(new URL(\`\${process.env.ISSUER}/keys\`));

export const verifier = {
  async verifyAccessToken(token: string) {
    try {
      const { payload } = await jwtVerify(token, keys, { issuer: process.env.ISSUER });
      return {
        token,
        clientId: String(payload.client_id),
        scopes: String(payload.scope).split(' '),
        expiresAt: payload.exp,
      };
    } catch {
      throw new InvalidTokenError('the token is not valid');
    }
  },
};
`,
  'tracker.ts': `export async function listIssues(token: string) {
  const answer = await fetch(\`\${process.env.TRACKER}/issues\`, {
    headers: { authorization: \`Bearer \${token}\` },
  });
  return answer.json();
}
`,
};
