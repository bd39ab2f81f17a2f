import assert from 'node:assert/strict';
import type { Catalog } from '../../server/models/catalog.ts';
import { catalogOfAll, walk } from './walk.ts';

describe('inbound models', () => {
  let catalog: Catalog;
  before(() => (catalog = catalogOfAll()));

  const tokens: [string, string[]][] = [
    ['package:express', ['()', '.get', '(2', ')0', '.headers', '.Authorization']],
    [
      'package:express',
      ['.Router', '()', '.route', '()', '.post', '()', '.put', '(0', ')0', '.get', '=AUTHORIZATION', '()'],
    ],
    ['exported:express#Request', ['.auth', '.token']],
    ['exported:express-serve-static-core#Request', ['.headers', '.authorization']],
    ['package:node:http', ['.createServer', '()', '.on', '=request', '(1', ')0', '.headers', '.authorization']],
    ['exported:node:http#IncomingMessage', ['.headers', '.authorization']],
    ['package:fastify', ['()', '.register', '(0', ')0', '.addHook', '(1', ')0', '.headers', '.authorization']],
    ['package:fastify', ['.fastify', '()', '.route', '(0', '.preHandler', ')0', '.raw', '.headers', '.authorization']],
    ['package:koa', ['new', '.use', '(0', ')0', '.get', '=Authorization', '()']],
    ['package:@koa/router', ['new', '.get', '(1', ')0', '.request', '.headers', '.authorization']],
    ['package:hono', ['.Hono', 'new', '.use', '()', '.get', '(1', ')0', '.req', '.header', '=Authorization', '()']],
    ['package:hono', ['.createMiddleware', '(0', ')0', '.req', '.raw', '.headers', '.authorization']],
    ['package:next', ['.headers', '()', '.authorization']],
    ['exported:next#NextRequest', ['.headers', '.authorization']],
    ['exported:globals#Request', ['.headers', '.authorization']],
    ['exported:globals#ExportedHandler', ['.fetch', ')0', '.headers', '.authorization']],
    ['global:Bun', ['.serve', '(0', '.fetch', ')0', '.headers', '.authorization']],
    ['global:Deno', ['.serve', '(1', ')0', '.headers', '.authorization']],
    ['package:@modelcontextprotocol/sdk', ['.McpServer', 'new', '.registerTool', '(2', ')1', '.authInfo', '.token']],
    ['package:@modelcontextprotocol/sdk', ['.McpServer', 'new', '.tool', '(8', ')0', '.authInfo', '.token']],
    [
      'package:@modelcontextprotocol/sdk',
      ['.McpServer', 'new', '.server', '.setRequestHandler', '(1', ')1', '.requestInfo', '.headers', '.authorization'],
    ],
    ['package:@modelcontextprotocol/sdk', ['.requireBearerAuth', '(0', '.verifier', '.verifyAccessToken', ')0']],
    ['exported:@modelcontextprotocol/sdk#OAuthTokenVerifier', ['.verifyAccessToken', ')0']],
    [
      'package:@modelcontextprotocol/server',
      ['.McpServer', 'new', '.registerTool', '(2', ')1', '.http', '.authInfo', '.token'],
    ],
    ['package:@modelcontextprotocol/server', ['.createMcpHandler', '(0', ')0', '.authInfo', '.token']],
    ['package:@modelcontextprotocol/server', ['.requireBearerAuth', '()', '()', '.token']],
    ['package:@modelcontextprotocol/express', ['.createMcpExpressApp', '()', '.post', '(1', ')0', '.auth', '.token']],
    ['package:mcp-handler', ['.createMcpHandler', '(0', ')0', '.registerTool', '(2', ')1', '.authInfo', '.token']],
    ['package:mcp-handler', ['.withMcpAuth', '(1', ')1']],
    ['package:@vercel/mcp-adapter', ['.experimental_withMcpAuth', '(0', ')0', '.auth', '.token']],
    ['package:fastmcp', ['.FastMCP', '(0', '.authenticate', ')0', '.headers', '.authorization']],
    ['exported:@a2a-js/sdk#AgentExecutor', ['.execute', ')0', '.context', '.state', '.headers', '.authorization']],
    ['package:@a2a-js/sdk', ['.jsonRpcHandler', '(0', '.userBuilder', ')0', '.headers', '.authorization']],
    ['package:@cloudflare/workers-oauth-provider', ['(0', '.resolveExternalToken', ')0', '.token']],
    ['package:passport-http-bearer', ['.Strategy', '(8', ')0']],
    ['type:globals#Named:req', ['.headers', '.authorization']],
    ['type:globals#Named:extra', ['.authInfo', '.token']],
  ];
  for (const [root, steps] of tokens) {
    it(`knows the inbound token at ${root} ${steps.join(' ')}`, () => {
      const kinds = walk(catalog, root, steps).flatMap((state) => state.sources.map((row) => row.kind));
      assert.ok(kinds.includes('inbound-token'), `found ${kinds.join(', ') || 'nothing'}`);
    });
  }

  const others: [string, string[]][] = [
    ['package:express', ['()', '.get', '(2', ')0', '.headers', '.x-api-key']],
    ['package:express', ['()', '.get', '(2', ')0', '.get', '=x-api-key', '()']],
    ['package:hono', ['.Hono', 'new', '.get', '(1', ')0', '.req', '.header', '=x-api-key', '()']],
    ['package:agents', ['.McpAgent', 'new', '.props', '.accessToken']],
    ['global:Request', ['new', '.headers', '.authorization']],
  ];
  for (const [root, steps] of others) {
    it(`takes no inbound token from ${root} ${steps.join(' ')}`, () => {
      assert.deepEqual(
        walk(catalog, root, steps).flatMap((state) => state.sources),
        [],
      );
    });
  }

  const channels: [string, string, string[]][] = [
    ['mcp-auth-info', 'package:mcp-handler', ['.withMcpAuth', '(1', '()']],
    ['mcp-auth-info', 'exported:@modelcontextprotocol/sdk#OAuthServerProvider', ['.verifyAccessToken', '()']],
    ['fastmcp-session', 'package:fastmcp', ['.FastMCP', '(0', '.authenticate', '()']],
    [
      'worker-props',
      'exported:@cloudflare/workers-oauth-provider#OAuthHelpers',
      ['.completeAuthorization', '(0', '.props'],
    ],
    ['hono-variables', 'package:hono', ['.Hono', 'new', '.use', '(0', ')0', '.var']],
    ['express-locals', 'package:express', ['()', '.use', '(0', ')1', '.locals']],
  ];
  for (const [name, root, steps] of channels) {
    it(`lets values into ${name} at ${root} ${steps.join(' ')}`, () => {
      const names = walk(catalog, root, steps).flatMap((state) => state.channelIns.map(({ row }) => row.name));
      assert.ok(names.includes(name), `found ${names.join(', ') || 'nothing'}`);
    });
  }

  const roles: [string, string, string[]][] = [
    ['tool-handler', 'package:@modelcontextprotocol/sdk', ['.McpServer', 'new', '.registerTool', '(2']],
    ['tool-handler', 'package:fastmcp', ['.FastMCP', 'new', '.addTool', '(0', '.execute']],
    ['token-verifier', 'package:@modelcontextprotocol/sdk', ['.ProxyOAuthServerProvider', '(0', '.verifyAccessToken']],
    ['token-verifier', 'package:hono', ['.bearerAuth', '(0', '.verifyToken']],
    ['route-handler', 'package:express', ['()', '.post', '(1']],
    ['middleware', 'package:fastify', ['()', '.addHook', '(1']],
  ];
  for (const [role, root, steps] of roles) {
    it(`knows the ${role} at ${root} ${steps.join(' ')}`, () => {
      const found = walk(catalog, root, steps).flatMap((state) => state.roles.map((row) => row.role));
      assert.ok(
        found.some((name) => name === role),
        `found ${found.join(', ') || 'nothing'}`,
      );
    });
  }
});
