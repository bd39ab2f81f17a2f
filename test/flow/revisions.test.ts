/** Rules on what only some revisions of MCP demand, or some versions of a package can do: silent where the project is of another. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { lintFiles } from '../harness/lint-files.ts';

const sdk = '@modelcontextprotocol/sdk';
const server = '@modelcontextprotocol/server';

const metadata = `export const metadata = () => ({
  issuer: 'https://desk.example.com',
  authorization_endpoint: 'https://desk.example.com/authorize',
  token_endpoint: 'https://desk.example.com/token',
  response_types_supported: ['code'],
  authorization_response_iss_parameter_supported: true,
});`;

const refresh = `const discovery = '/.well-known/oauth-protected-resource';
export const refresh = (metadata: { token_endpoint: string }, token: string) =>
  fetch(metadata.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token, client_id: discovery }),
  });`;

const gate = `import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import express from 'express';
import { jwtVerify } from 'jose';
const login = async (req, res, next) => {
  try {
    await jwtVerify(req.headers.authorization, key, { audience: 'a', issuer: 'i', requiredClaims: ['exp'] });
  } catch {
    return void res.status(401).end();
  }
  next();
};
express().post('/mcp', login, (req, res) => new StreamableHTTPServerTransport({}).handleRequest(req, res));`;

const tool = (name: string, property: string): string => `import { McpServer } from '@modelcontextprotocol/server';
import { McpServer as First } from '@modelcontextprotocol/sdk/server/mcp.js';
for (const one of [new McpServer({ name: 'n', version: '1' }), new First({ name: 'n', version: '1' })])
  one.registerTool('${name}', { inputSchema: { type: 'object', properties: { a: ${property} } } }, async () => 1);
new McpServer({ name: 'n', version: '1' }).registerTool('${name}', { inputSchema: { type: 'object', properties: { a: ${property} } } }, async () => 1);`;

const provider = `import { ClientCredentialsProvider } from '@modelcontextprotocol/sdk/client/auth-extensions.js';
export const provider = new ClientCredentialsProvider({ clientId: 'desk', clientSecret: process.env.SECRET });`;

interface Row {
  rule: string;
  code: string;
  speaks: Record<string, string>;
  silent: Record<string, string>;
}

const rows: Row[] = [
  {
    rule: 'authorization-server-metadata-incomplete',
    code: metadata,
    speaks: { [sdk]: '1.32.2' },
    silent: { [sdk]: '1.17.0' },
  },
  { rule: 'oauth-missing-resource-indicator', code: refresh, speaks: { [sdk]: '1.17.0' }, silent: { [sdk]: '1.12.0' } },
  { rule: 'mcp-401-without-challenge', code: gate, speaks: { [sdk]: '1.17.0' }, silent: { [sdk]: '1.12.0' } },
  {
    rule: 'network-schema-ref',
    code: tool('look', "{ $ref: 'https://schemas.example.com/a.json' }"),
    speaks: { [server]: '2.4.0' },
    silent: { [sdk]: '1.32.2' },
  },
  {
    rule: 'tool-metadata-unsafe',
    code: tool('look', "{ type: 'string', 'x-mcp-header': 'two words' }"),
    speaks: { [server]: '2.4.0' },
    silent: { [sdk]: '1.32.2' },
  },
  {
    rule: 'tool-metadata-unsafe',
    code: tool('look around', "{ type: 'string' }"),
    speaks: { [sdk]: '1.32.2' },
    silent: { [sdk]: '1.17.0' },
  },
  { rule: 'oauth-issuer-not-pinned', code: provider, speaks: { [sdk]: '1.31.0' }, silent: { [sdk]: '1.30.0' } },
];

describe('revisions', () => {
  for (const { rule, code, speaks, silent } of rows) {
    const isSaid = (dependencies: Record<string, string>): boolean => {
      const files = { 'server.ts': code, 'package.json': JSON.stringify({ name: 'desk', dependencies }) };
      return lintFiles(files).some((finding) => finding.rule === rule);
    };
    it(`${rule} speaks with ${JSON.stringify(speaks)} and not with ${JSON.stringify(silent)}`, () => {
      assert.ok(isSaid(speaks), 'speaks');
      assert.ok(!isSaid(silent), 'is silent');
    });
  }
});
