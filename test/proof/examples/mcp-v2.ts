/** An MCP server with SDK v2 whose endpoint compares no resource and whose tool hands the token on. */
import { sources as v1 } from './mcp-v1.ts';

export const sources = {
  ...v1,
  'server.ts': `import { getOAuthProtectedResourceMetadataUrl, requireBearerAuth } from '@modelcontextprotocol/express';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import express from 'express';
import type { AddressInfo } from 'node:net';
import { listIssues } from './tracker';
import { verifier } from './verifier';

const own = new URL('https://desk.example.com/mcp');
const app = express();
app.use(express.json());

function createDesk() {
  const desk = new McpServer({ name: 'desk', version: '1.0.0' });
  desk.registerTool('list_issues', { description: 'Lists open issues.' }, async (ctx) => {
    const issues = await listIssues(ctx.http?.authInfo?.token ?? '');
    return { content: [{ type: 'text', text: JSON.stringify(issues) }] };
  });
  return desk;
}

const handle = toNodeHandler(createMcpHandler(createDesk));
app.post(
  '/mcp',
  requireBearerAuth({ verifier, resourceMetadataUrl: getOAuthProtectedResourceMetadataUrl(own) }),
  (req, res) => void handle(req, res, req.body),
);

const server = app.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
`,
  'verifier.ts': `import { OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
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
      throw new OAuthError(OAuthErrorCode.InvalidToken, 'the token is not valid');
    }
  },
};
`,
};
