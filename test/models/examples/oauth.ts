/** Redirects, and calls that speak to authorization servers or are one; each statement is an example of its own. */
export const redirects: Record<string, string[]> = {
  'express.yaml': ['', `res.redirect(token);`, `res.json({ refresh_token: token });`],
  'modelcontextprotocol.secrets.yaml': [
    `import type { OAuthServerProvider } from '@modelcontextprotocol/sdk/server/auth/provider.js';`,
    `class Provider implements OAuthServerProvider {\n    async exchangeRefreshToken() {\n      return { refresh_token: token };\n    }\n  }`,
    `class Provider implements OAuthServerProvider {\n    async exchangeAuthorizationCode() {\n      return { access_token: token };\n    }\n  }`,
  ],
  'globals.redirects.yaml': [
    '',
    `new Response(null, { status: 302, headers: { location: token } });`,
    `Response.redirect(token);`,
  ],
  'globals.storage.yaml': [
    '',
    `localStorage.setItem('token', token);`,
    `window.open(token);`,
    `window.location.assign(token);`,
  ],
  'node-fs.writes.yaml': [
    `import fs, { writeFileSync } from 'node:fs';`,
    `writeFileSync('token', token);`,
    `fs.promises.writeFile('token', token);`,
  ],
  'browsers.yaml': [`import puppeteer from 'puppeteer';`, `(await (await puppeteer.launch()).newPage()).goto(token);`],
  'vscode.yaml': [
    `import * as vscode from 'vscode';`,
    `((context: vscode.ExtensionContext) => context.globalState.update('token', token))(undefined);`,
    `vscode.env.openExternal(token);`,
  ],
  'hono.yaml': [`import { Hono } from 'hono';`, `new Hono().get('/', (c) => c.redirect(token));`],
  'node-http.yaml': [
    `import { createServer } from 'node:http';`,
    `createServer((_q, answer) => answer.writeHead(302, { location: token }));`,
    `createServer((_q, answer) => answer.setHeader('location', token));`,
  ],
  'koa.yaml': [`import Koa from 'koa';`, `new Koa().use((ctx) => ctx.redirect(token));`],
  'fastify.yaml': [`import fastify from 'fastify';`, `fastify().get('/', async (_q, reply) => reply.redirect(token));`],
  'next.yaml': [
    `import { redirect } from 'next/navigation';\nimport { NextResponse } from 'next/server';`,
    `NextResponse.redirect(token);`,
    `redirect(token);`,
  ],
  'react-router.yaml': [`import { redirect } from 'react-router';`, `redirect(token);`],
};

export const entrances: Record<string, string[]> = {
  'modelcontextprotocol-oauth.yaml': [
    `import type { OAuthClientProvider } from '@modelcontextprotocol/client';
export class Desk implements OAuthClientProvider { redirectToAuthorization(url: URL) { leak(url); } }`,
    `import type { OAuthClientProvider } from '@modelcontextprotocol/client';
export class Desk implements OAuthClientProvider { saveTokens(tokens: object) { leak(tokens); } }`,
  ],
};

export const oauth: Record<string, string[]> = {
  'hono-mcp.yaml': [
    `import { bearerAuth, mcpAuthRouter, ProxyOAuthServerProvider } from '@hono/mcp/auth';`,
    `bearerAuth({ verifyToken });`,
    `mcpAuthRouter({ provider, clientRegistrationOptions: { clientSecretExpirySeconds: 0 } });`,
    `new ProxyOAuthServerProvider({ endpoints: { tokenUrl: 'https://login.example.com/token' } });`,
  ],
  'oauth-states.yaml': [
    `import { OAuth2Client } from 'google-auth-library';`,
    `new OAuth2Client('c', 's').generateAuthUrl({ scope: [] });`,
  ],
  'oauth-states.clients.yaml': [
    `import { AuthorizationCode } from 'simple-oauth2';\nimport { PublicClientApplication } from '@azure/msal-node';\nimport { GitHub } from 'arctic';`,
    `new AuthorizationCode({}).authorizeURL({ redirect_uri: 'https://ci.example.com' });`,
    `new PublicClientApplication({}).getAuthCodeUrl({ scopes: [] });`,
    `new GitHub('c', 's', null).createAuthorizationURL('s', []);`,
  ],
  'oauth-states.checks.yaml': [
    `import { skipStateCheck, validateAuthResponse } from 'oauth4webapi';\nimport * as oidc from 'openid-client';\nimport { InstallProvider } from '@slack/oauth';\nimport { App } from '@slack/bolt';\nimport NextAuth from 'next-auth';\nimport { betterAuth } from 'better-auth';`,
    `validateAuthResponse(as, client, url, skipStateCheck);`,
    `oidc.authorizationCodeGrant(config, url, { expectedState: oidc.skipStateCheck });`,
    `new InstallProvider({ stateVerification: false });`,
    `new App({ installerOptions: { stateVerification: false } });`,
    `NextAuth({ providers: [{ checks: ['none'] }] });`,
    `betterAuth({ account: { skipStateCookieCheck: true } });`,
  ],
  'modelcontextprotocol-client.answers.yaml': [
    `import { auth, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';`,
    `new StreamableHTTPClientTransport(url).finishAuth('code');`,
    `auth(provider, { authorizationCode: 'code' });`,
  ],
  'logins.yaml': [
    `import { ConfidentialClientApplication } from '@azure/msal-node';\nimport { google } from 'googleapis';\nimport { AuthorizationCode } from 'simple-oauth2';\nimport { GitHub } from 'arctic';\nimport { WorkOS } from '@workos-inc/node';`,
    `new google.auth.OAuth2().getToken(code);`,
    `new ConfidentialClientApplication({}).acquireTokenByCode({ code });`,
    `new AuthorizationCode({}).getToken({ code });`,
    `new GitHub('c', 's').validateAuthorizationCode(code);`,
    `new WorkOS('k').userManagement.getAuthorizationUrl({ state });`,
    `new WorkOS('k').sso.getProfileAndToken({ code });`,
  ],
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
  'ai-sdk-mcp.redirects.yaml': [
    `import { createMCPClient } from '@ai-sdk/mcp';`,
    `createMCPClient({ transport: { type: 'http', url: 'https://tools.example.com/mcp', redirect: 'error' } });`,
    `createMCPClient({ transport: { type: 'sse', url: 'https://tools.example.com/sse' } });`,
  ],
  'aws-sts.yaml': [
    `import { AssumeRoleCommand, GetWebIdentityTokenCommand } from '@aws-sdk/client-sts';`,
    `new AssumeRoleCommand({ RoleArn: 'arn', RoleSessionName: 'agent' });`,
    `new GetWebIdentityTokenCommand({ Audience: ['api://one'] });`,
  ],
  'azure-identity.calls.yaml': [
    `import * as identity from '@azure/identity';`,
    `new identity.AzureCliCredential();`,
    `new identity.DefaultAzureCredential();`,
    `new identity.ClientSecretCredential('tenant', 'client', 'secret');`,
    `new identity.UsernamePasswordCredential('tenant', 'client', 'user', 'password');`,
    `new identity.OnBehalfOfCredential({ userAssertionToken: 'token' });`,
  ],
  'azure-msal.calls.yaml': [
    `import { ConfidentialClientApplication, PublicClientApplication } from '@azure/msal-node';`,
    `new ConfidentialClientApplication({ auth: { clientId: 'desk' } });`,
    `new PublicClientApplication({ auth: { clientId: 'desk' } }).acquireTokenByUsernamePassword({});`,
    `new ConfidentialClientApplication({ auth: { clientId: 'desk' } }).acquireTokenByUsernamePassword({});`,
    `new ConfidentialClientApplication({ auth: { clientId: 'desk' } }).acquireTokenOnBehalfOf({ oboAssertion: 't' });`,
  ],
  'cloudflare-workers-oauth-provider.calls.yaml': [
    `import standard, { OAuthProvider } from '@cloudflare/workers-oauth-provider';`,
    `new OAuthProvider({ apiRoute: '/mcp' });`,
    `new standard({ apiRoute: '/mcp' });`,
  ],
  'express-jwt.checks.yaml': [
    `import standard, { expressjwt } from 'express-jwt';`,
    `expressjwt({ secret: 's', algorithms: ['RS256'] });`,
    `standard({ secret: 's', algorithms: ['RS256'] });`,
  ],
  'express-oauth2-jwt-bearer.checks.yaml': [
    `import { auth } from 'express-oauth2-jwt-bearer';`,
    `auth({ audience: 'https://tools.example.com' });`,
  ],
  'express.cookies.yaml': [
    `import express from 'express';`,
    `express().get('/', (_req, res) => res.cookie('state', '1', { secure: true }));`,
  ],
  'fast-jwt.checks.yaml': [
    `import { createSigner, createVerifier } from 'fast-jwt';`,
    `createVerifier({ key: 'k' });`,
    `createSigner({ key: 'k' });`,
  ],
  'hono.checks.yaml': [
    `import { Hono } from 'hono';\nimport { jwt, verify } from 'hono/jwt';\nimport { setCookie } from 'hono/cookie';`,
    `verify('t', 'k', { alg: 'RS256' });`,
    `jwt({ secret: 's', alg: 'RS256' });`,
    `new Hono().get('/', (c) => setCookie(c, 'state', '1', { secure: true }));`,
  ],
  'jose.checks.yaml': [
    `import { createRemoteJWKSet, EmbeddedJWK, jwtVerify, SignJWT } from 'jose';`,
    `createRemoteJWKSet(new URL('https://issuer.example.com/jwks'));`,
    `jwtVerify('t', EmbeddedJWK, { typ: 'dpop+jwt' });`,
    `jwtVerify('t', new Uint8Array(32), {});`,
    `new SignJWT({ sub: 'me' });`,
  ],
  'jsonwebtoken.checks.yaml': [
    `import jwt from 'jsonwebtoken';`,
    `jwt.verify('t', 'k', {});`,
    `jwt.sign({ sub: 'me' }, 'k');`,
  ],
  'jwks-rsa.yaml': [
    `import standard, { JwksClient } from 'jwks-rsa';`,
    `standard({ jwksUri: 'https://issuer.example.com/jwks' });`,
    `new JwksClient({ jwksUri: 'https://issuer.example.com/jwks' });`,
  ],
  'node-fs.writes.yaml': [
    `import { promises, writeFileSync } from 'node:fs';`,
    `writeFileSync('tokens.json', '{}');`,
    `promises.writeFile('tokens.json', '{}');`,
    `import { mkdirSync } from 'node:fs';\nmkdirSync('tokens');`,
    `promises.mkdir('tokens');`,
  ],
  'octokit.grants.yaml': [
    `import { createAppAuth } from '@octokit/auth-app';`,
    `createAppAuth({ appId: 1 })({ type: 'installation', installationId: 2 });`,
  ],
  'openid-client.calls.yaml': [
    `import * as client from 'openid-client';\nimport { config, url } from './config';`,
    `client.allowInsecureRequests(config);`,
    `client.authorizationCodeGrant(config, url, { pkceCodeVerifier: 'v' });`,
  ],
  'passport-jwt.checks.yaml': [
    `import { ExtractJwt, Strategy } from 'passport-jwt';`,
    `new Strategy({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: 'k' }, () => 1);`,
    `ExtractJwt.fromUrlQueryParameter('token');`,
  ],
  'web-crypto.yaml': [
    ``,
    `crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);`,
    `crypto.subtle.verify({ name: 'Ed25519' }, key, signature, signed);`,
  ],
  'node-crypto.checks.yaml': [
    `import { createVerify, subtle, webcrypto } from 'node:crypto';`,
    `createVerify('RSA-SHA256');`,
    `subtle.verify('Ed25519', key, signature, signed);`,
    `webcrypto.subtle.verify({ name: 'ECDSA' }, key, signature, signed);`,
  ],
};
