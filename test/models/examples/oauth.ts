/** Redirects, and calls that speak to authorization servers or are one; each statement is an example of its own. */
export const redirects: Record<string, string[]> = {
  'express.yaml': ['', `res.redirect(token);`],
  'globals.redirects.yaml': [
    '',
    `new Response(null, { status: 302, headers: { location: token } });`,
    `Response.redirect(token);`,
  ],
  'hono.yaml': [`import { Hono } from 'hono';`, `new Hono().get('/', (c) => c.redirect(token));`],
  'node-http.yaml': [
    `import { createServer } from 'node:http';`,
    `createServer((_q, answer) => answer.writeHead(302, { location: token }));`,
    `createServer((_q, answer) => answer.setHeader('location', token));`,
  ],
  'koa.yaml': [`import Koa from 'koa';`, `new Koa().use((ctx) => ctx.redirect(token));`],
};

export const oauth: Record<string, string[]> = {
  'execa.yaml': [
    `import { execa, execaCommand } from 'execa';`,
    `execa('gh', ['auth', 'token']);`,
    `execaCommand('gh auth token');`,
  ],
  'fastmcp.yaml': [
    `import { GitHubProvider, OAuthProxy } from 'fastmcp/auth';`,
    `new OAuthProxy({ consentRequired: true });`,
    `new GitHubProvider({ consentRequired: true });`,
  ],
  'modelcontextprotocol-oauth.yaml': [
    `import * as sdk from '@modelcontextprotocol/client';\nconst server = 'https://tools.example.com';`,
    `sdk.startAuthorization(server, { resource: new URL(server) });`,
    `sdk.fetchToken(undefined, server, { resource: new URL(server) });`,
    `new sdk.ClientCredentialsProvider({ expectedIssuer: server });`,
    `sdk.auth(undefined, { serverUrl: server });`,
    `new sdk.StreamableHTTPClientTransport(new URL(server), {});`,
    `sdk.mcpAuthRouter({ issuerUrl: new URL(server) });`,
    `new sdk.ProxyOAuthServerProvider({ endpoints: { tokenUrl: server } });`,
  ],
  'node-child_process.yaml': [
    `import { exec, spawn } from 'node:child_process';`,
    `exec('gh auth token');`,
    `spawn('gh', ['auth', 'token']);`,
  ],
};
