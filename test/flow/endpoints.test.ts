/** The doors of a program: what answers where, and what stands before it. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Endpoint } from '../../server/context.ts';
import { programOf } from '../harness/program.ts';

const express = `import express, { Router } from 'express';\nconst app = express();\n`;
const bearer = `const bearer = (req, res, next) => (req.headers.authorization === key ? next() : res.status(401).end());\n`;
const transport = `import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';\n`;
const serve = `(req, res) => new StreamableHTTPServerTransport({}).handleRequest(req, res)`;

/** `mcp post /mcp: auth, other`, with a question mark where something else may stand before it. */
function render({ protocol, method, path, gates, isWhole }: Endpoint): string {
  const kinds = gates.map((gate) => (gate.isConditional ? `${gate.kind} if` : gate.kind));
  return `${protocol} ${method ?? '-'} ${path ?? '-'}${isWhole ? '' : ' ?'}: ${kinds.join(', ') || 'nothing'}`;
}

function doTest(title: string, files: string | Record<string, string>, ...expected: string[]): void {
  it(title, () => {
    const endpoints = programOf(typeof files === 'string' ? { 'server.ts': files } : files).endpoints();
    assert.deepEqual(endpoints.map(render), expected);
  });
}

describe('endpoints', () => {
  doTest(
    'a route and its own middleware',
    `${express}${bearer}app.get('/builds', bearer, (req, res) => res.end());`,
    'http get /builds: auth',
  );
  doTest(
    'middleware counts from where it stands',
    `${express}${bearer}app.get('/a', () => 1);\napp.use(bearer);\napp.get('/b', () => 1);`,
    'http get /a: nothing',
    'http get /b: auth',
  );
  doTest(
    'middleware of a path counts below it',
    `${express}${bearer}app.use('/api', bearer);\napp.get('/api/a', () => 1);\napp.get('/apis', () => 1);`,
    'http get /api/a: auth',
    'http get /apis: nothing',
  );
  doTest(
    'a router has what stands before its mount, and its path',
    `${express}${bearer}const router = Router();\nrouter.get('/a', () => 1);\napp.use('/v1', bearer, router);`,
    'http get /v1/a: auth',
  );
  doTest(
    'a router that is mounted nowhere is not seen whole',
    `${express}export const router = Router();\nrouter.get('/a', () => 1);`,
    'http get /a ?: nothing',
  );
  doTest('a chain is one application', `${express}${bearer}app.use(bearer).get('/a', () => 1);`, 'http get /a: auth');
  doTest(
    'an application that travels',
    {
      'app.ts': `import express from 'express';\nexport const make = () => express();`,
      'routes.ts': `export function routes(app) {\n  app.get('/a', () => 1);\n}`,
      'server.ts': `import { make } from './app';\nimport { routes } from './routes';\n${bearer}class Server {\n  private app = make();\n  start() {\n    this.app.use(bearer);\n    routes(this.app);\n  }\n}`,
    },
    'http get /a: auth',
  );
  doTest(
    'what is put there on a condition',
    `${express}${bearer}if (isStrict) app.use(bearer);\napp.get('/a', () => 1);`,
    'http get /a: auth if',
  );
  doTest(
    'middleware of a package that nobody knows',
    `${express}import { guard } from '@acme/edge';\napp.use(guard());\napp.get('/a', () => 1);`,
    'http get /a ?: unknown',
  );
  doTest(
    'middleware that is known for something else',
    `${express}import cors from 'cors';\nimport helmet from 'helmet';\napp.use(cors(), helmet());\napp.get('/a', () => 1);`,
    'http get /a: cors, other',
  );
  doTest('a handler that serves MCP', `${express}${transport}app.post('/mcp', ${serve});`, 'mcp post /mcp: nothing');
  doTest(
    'a handler that hands the request to what asks who is calling',
    `${express}const known = (headers) => headers.authorization === key;\napp.get('/a', (req, res) => (known(req.headers) ? res.end() : res.status(403).end()));`,
    'http get /a: auth',
  );
  doTest(
    'an origin that is compared',
    `${express}app.use((req, res, next) => (allowed.has(req.headers.origin) ? next() : res.status(403).end()));\napp.get('/a', () => 1);`,
    'http get /a: origin',
  );
  doTest(
    'hooks and plugins of Fastify',
    `import fastify from 'fastify';\nconst app = fastify();\n${bearer}app.register(async (v1) => {\n  v1.addHook('onRequest', bearer);\n  v1.get('/a', () => 1);\n}, { prefix: '/v1' });`,
    'http get /v1/a: auth',
  );
  doTest(
    'a server of Node itself',
    `import { createServer } from 'node:http';\n${transport}createServer(${serve}).listen(3000);`,
    'mcp - -: nothing',
  );
  doTest(
    'a wrapped handler',
    `import { createMcpHandler, withMcpAuth } from 'mcp-handler';\nexport const GET = withMcpAuth(createMcpHandler(register), verify);`,
    'mcp - -: auth',
  );
  const made = `import { createMcpHandler } from '@modelcontextprotocol/server';\nimport { toNodeHandler } from '@modelcontextprotocol/node';\nconst handle = toNodeHandler(createMcpHandler(createDesk));\n`;
  doTest(
    'a handler that is made once serves the route whose handler calls it',
    `${express}${bearer}${made}app.post('/mcp', bearer, (req, res) => void handle(req, res, req.body));`,
    'mcp post /mcp: auth',
  );
  doTest(
    'and the route that nothing stands before',
    `${express}${made}app.post('/mcp', (req, res) => void handle(req, res, req.body));`,
    'mcp post /mcp: nothing',
  );
  doTest(
    'a handler that some function calls may stand behind anything',
    `${made}export function serve(req, res) {\n  if (isKnown(req)) handle(req, res);\n}`,
    'mcp - - ?: nothing',
  );
  doTest(
    'a transport that is kept in a table and taken out of it',
    `${express}${transport}const open = {};\napp.post('/a', (req, res) => {\n  const made = new StreamableHTTPServerTransport({});\n  open[made.sessionId] = made;\n});\napp.post('/b', (req, res) => open[req.query.id].handleRequest(req, res));`,
    'mcp post /a: nothing',
    'mcp post /b: nothing',
  );
  doTest(
    'a transport that is kept in a Map of a class',
    `${transport}import express from 'express';\nclass Server {\n  open = new Map();\n  app = express();\n  start() {\n    this.app.get('/a', (req, res) => {\n      const made = new StreamableHTTPServerTransport({});\n      this.open.set(made.sessionId, made);\n    });\n    this.app.post('/b', (req, res) => this.open.get(req.query.id).handleRequest(req, res));\n  }\n}`,
    'mcp get /a: nothing',
    'mcp post /b: nothing',
  );
  doTest(
    'several methods of one path',
    `import { Hono } from 'hono';\n${transport}new Hono().on(['GET', 'POST'], '/mcp', (c) => new StreamableHTTPServerTransport({}).handleRequest(c.req, c.res));`,
    'mcp on /mcp: nothing',
  );

  doTest(
    'a handler of its own that is bound by use',
    `${express}${bearer}import { jsonRpcHandler } from '@a2a-js/sdk/server/express';\napp.use('/open', jsonRpcHandler({ userBuilder }));\napp.use(bearer);\napp.use(jsonRpcHandler({ userBuilder }));`,
    'a2a use /open: nothing',
    'a2a use /: auth',
  );
  doTest(
    'what binds its routes by itself',
    `${express}${bearer}import { A2AExpressApp } from '@a2a-js/sdk/server/express';\nconst agent = new A2AExpressApp(requests);\nagent.setupRoutes(app, '/a2a', [bearer]);`,
    'a2a - /a2a: auth',
  );

  for (const [title, expected, files] of [
    ['a gate that cannot be passed', 'always', `${express}${bearer}app.post('/a', bearer, () => 1);`],
    ['no gate', 'never', `${express}app.post('/a', () => 1);`],
    ['a gate on a condition', 'unknown', `${express}${bearer}if (flag) app.use(bearer);\napp.post('/a', () => 1);`],
    [
      'a gate that a request without a token passes',
      'sometimes',
      `${express}app.post('/a', (req, res, next) => (req.headers.authorization === key ? next() : res.status(401).end()) || open(req, next), () => 1);\nfunction open(req, next) {\n  if (!req.headers.authorization) return next();\n}`,
    ],
  ] as const) {
    it(`authentication: ${title}`, () => {
      const [endpoint] = programOf({ 'server.ts': files }).endpoints();
      assert.equal(endpoint?.authentication(), expected);
    });
  }

  const nest = `import { NestFactory } from '@nestjs/core';\nimport { Root } from './root';\n`;
  const controller = `import { Controller, Post } from '@nestjs/common';\n@Controller('mcp')\nexport class Root {\n  @Post('call') run() {}\n}\n`;
  doTest(
    'a method with a decorator, in an application of modules',
    { 'main.ts': `${nest}const app = await NestFactory.create(Root);\nawait app.listen(3000);`, 'root.ts': controller },
    'mcp - mcp/call: nothing',
  );
  doTest(
    'an application of modules that takes middleware',
    {
      'main.ts': `${nest}${bearer}const app = await NestFactory.create(Root);\napp.use(bearer);\nawait app.listen(3000);`,
      'root.ts': controller,
    },
    'mcp - mcp/call: auth',
  );
  doTest(
    'an application of modules that names a guard anywhere',
    {
      'main.ts': `${nest}const app = await NestFactory.create(Root);\nawait app.listen(3000);`,
      'root.ts': `import './guards';\n${controller}`,
      'guards.ts': `import { APP_GUARD } from '@nestjs/core';\nexport const provider = { provide: APP_GUARD, useClass: Desk };`,
    },
    'mcp - mcp/call ?: nothing',
  );
  const spoken = `if (body.method === 'tools/call') return run(body.params.arguments);`;
  doTest(
    'functions that a platform calls and that know the methods of MCP',
    {
      'worker.ts': `export default { fetch(request) { const body = request.json(); ${spoken} } };`,
      'app/api/route.ts': `export function POST(request) { const body = request.json(); ${spoken} }`,
      'view.tsx': `export default function View(body) { ${spoken} }`,
    },
    'mcp - -: nothing',
    'mcp - -: nothing',
  );
  doTest(
    'what runs before every route may ask',
    {
      'app/api/route.ts': `export function POST(request) { const body = request.json(); ${spoken} }`,
      'middleware.ts': `export default function middleware() {}`,
    },
    'mcp - - ?: nothing',
  );
  doTest(
    'who is handed the arguments of a tool does not ask who is calling',
    `${express}const tokenOf = (given) => { if (!tokens[given.userId]) throw new Error('sign in'); return tokens[given.userId]; };\napp.post('/mcp/call', (req, res) => res.json(tokenOf(req.body.params.arguments)));`,
    'mcp post /mcp/call: nothing',
  );

  for (const [host, expected] of [
    [`3000`, 'everywhere'],
    [`3000, '0.0.0.0'`, 'everywhere'],
    [`3000, 'localhost'`, 'loopback'],
    [`3000, process.env.HOST ?? '127.0.0.1'`, 'loopback'],
    [`3000, process.env.HOST`, 'unknown'],
    [`3000, () => 1`, 'everywhere'],
  ] as const) {
    it(`listen(${host}) is bound to ${expected}`, () => {
      const [endpoint] = programOf({
        'server.ts': `${express}app.post('/a', () => 1);\napp.listen(${host});`,
      }).endpoints();
      assert.equal(endpoint?.bound(), expected);
    });
  }
});
