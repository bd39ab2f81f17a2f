/** Calls that verify, decode or introspect `token`, and gates of endpoints; each statement is an example of its own. */
export const verifiers: Record<string, string[]> = {
  'auth0.yaml': [`import { UserInfoClient } from 'auth0';`, `new UserInfoClient({ domain: 'd' }).getUserInfo(token);`],
  'aws-jwt-verify.yaml': [
    `import { CognitoJwtVerifier, decomposeUnverifiedJwt, JwtVerifier } from 'aws-jwt-verify';`,
    `JwtVerifier.create({ issuer: 'https://id.example.com', audience: 'a' });`,
    `CognitoJwtVerifier.create({ userPoolId: 'p', clientId: 'c' });`,
    `decomposeUnverifiedJwt(token);`,
  ],
  'clerk.yaml': [`import { verifyToken } from '@clerk/backend';`, `verifyToken(token, { secretKey: 'k' });`],
  'cloudflare-worker-jwt.yaml': [
    `import jwt, { decode, verify } from '@tsndr/cloudflare-worker-jwt';`,
    `verify(token, 'secret');`,
    `jwt.verify(token, 'secret');`,
    `decode(token);`,
    `jwt.decode(token);`,
  ],
  'descope.yaml': [
    `import DescopeClient from '@descope/node-sdk';\nconst client = DescopeClient({ projectId: 'p' });`,
    `client.validateSession(token);`,
    `client.validateAndRefreshSession(token, 'r');`,
    `client.validateJwt(token);`,
  ],
  'express-jwt.yaml': [
    `import jwt, { expressjwt } from 'express-jwt';`,
    `expressjwt({ secret: 'k', algorithms: ['RS256'] });`,
    `jwt({ secret: 'k', algorithms: ['RS256'] });`,
  ],
  'express-oauth2-jwt-bearer.verifiers.yaml': [
    `import { auth } from 'express-oauth2-jwt-bearer';`,
    `auth({ audience: 'a' });`,
  ],
  'fast-jwt.yaml': [
    `import { createDecoder, createVerifier } from 'fast-jwt';`,
    `createVerifier({ key: 'k' });`,
    `createDecoder()(token);`,
  ],
  'fastify-jwt.yaml': [`import type { JWT } from '@fastify/jwt';`, `const read = (jwt: JWT) => jwt.decode(token);`],
  'fastify.verifiers.yaml': [
    `import Fastify from 'fastify';\nconst app = Fastify();`,
    `app.addHook('onRequest', async (request) => request.jwtVerify());`,
    `app.jwt.verify(token);`,
  ],
  'firebase-admin.yaml': [`import { getAuth } from 'firebase-admin/auth';`, `getAuth().verifyIdToken(token);`],
  'google-auth-library.yaml': [
    `import { OAuth2Client } from 'google-auth-library';\nconst client = new OAuth2Client();`,
    `client.verifyIdToken({ idToken: token });`,
    `client.verifySignedJwtWithCertsAsync(token, certs);`,
    `client.getTokenInfo(token);`,
  ],
  'hono.verifiers.yaml': [
    `import { decode, Jwt, jwk, jwt, verify, verifyWithJwks } from 'hono/jwt';`,
    `jwt({ secret: 'k', alg: 'HS256' });`,
    `jwk({ jwks_uri: 'https://id.example.com/jwks', alg: ['RS256'] });`,
    `verify(token, 'k', 'HS256');`,
    `Jwt.verify(token, 'k', 'HS256');`,
    `verifyWithJwks(token, { jwks_uri: 'https://id.example.com/jwks', allowedAlgorithms: ['RS256'] });`,
    `Jwt.verifyWithJwks(token, { jwks_uri: 'https://id.example.com/jwks', allowedAlgorithms: ['RS256'] });`,
    `decode(token);`,
    `Jwt.decode(token);`,
  ],
  'jose.yaml': [
    `import { compactVerify, decodeJwt, jwtDecrypt, jwtVerify, UnsecuredJWT } from 'jose';`,
    `jwtVerify(token, keys);`,
    `jwtDecrypt(token, key);`,
    `compactVerify(token, key);`,
    `decodeJwt(token);`,
    `UnsecuredJWT.decode(token);`,
  ],
  'nestjs-jwt.yaml': [
    `import type { JwtService } from '@nestjs/jwt';`,
    `export const one = (jwt: JwtService) => jwt.verifyAsync(token);`,
    `export const one = (jwt: JwtService) => jwt.decode(token);`,
  ],
  'jsonwebtoken.yaml': [`import jwt from 'jsonwebtoken';`, `jwt.verify(token, 'k');`, `jwt.decode(token);`],
  'jwt-decode.yaml': [`import decode, { jwtDecode } from 'jwt-decode';`, `jwtDecode(token);`, `decode(token);`],
  'koa-jwt.yaml': [`import jwt from 'koa-jwt';`, `jwt({ secret: 'k' });`],
  'mcp-auth.yaml': [
    `import { createVerifyJwt, MCPAuth } from 'mcp-auth';`,
    `new MCPAuth({ server }).bearerAuth('jwt', { audience: 'a' });`,
    `createVerifyJwt(keys);`,
  ],
  'mcp-handler.verifiers.yaml': [
    `import { withMcpAuth } from 'mcp-handler';`,
    `withMcpAuth(handler, verify, { required: true });`,
  ],
  'modelcontextprotocol-express.verifiers.yaml': [
    `import { mcpAuthMetadataRouter, requireBearerAuth } from '@modelcontextprotocol/express';`,
    `requireBearerAuth({ verifier });`,
    `mcpAuthMetadataRouter({ oauthMetadata, resourceServerUrl: new URL('https://mcp.example.com/mcp') });`,
  ],
  'modelcontextprotocol-fastify.verifiers.yaml': [
    `import { requireBearerAuth } from '@modelcontextprotocol/fastify';`,
    `requireBearerAuth({ verifier });`,
  ],
  'modelcontextprotocol-hono.verifiers.yaml': [
    `import { requireBearerAuth } from '@modelcontextprotocol/hono';`,
    `requireBearerAuth({ verifier });`,
  ],
  'modelcontextprotocol-node.verifiers.yaml': [
    `import { requireBearerAuth } from '@modelcontextprotocol/node';`,
    `requireBearerAuth({ verifier });`,
  ],
  'modelcontextprotocol-sdk.outbound.yaml': [
    `import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import { mcpAuthMetadataRouter, mcpAuthRouter } from '@modelcontextprotocol/sdk/server/auth/router.js';`,
    `requireBearerAuth({ verifier });`,
    `mcpAuthMetadataRouter({ oauthMetadata, resourceServerUrl: new URL('https://mcp.example.com/mcp') });`,
    `mcpAuthRouter({ provider, issuerUrl, resourceServerUrl: new URL('https://mcp.example.com/mcp') });`,
  ],
  'modelcontextprotocol-server-legacy.verifiers.yaml': [
    `import { requireBearerAuth } from '@modelcontextprotocol/server-legacy';`,
    `requireBearerAuth({ verifier });`,
  ],
  'modelcontextprotocol-server.verifiers.yaml': [
    `import { buildOAuthProtectedResourceMetadata, oauthMetadataResponse, requireBearerAuth, verifyBearerToken } from '@modelcontextprotocol/server';`,
    `requireBearerAuth({ verifier });`,
    `verifyBearerToken(token, { verifier });`,
    `oauthMetadataResponse(request, { oauthMetadata, resourceServerUrl: new URL('https://mcp.example.com/mcp') });`,
    `buildOAuthProtectedResourceMetadata({ oauthMetadata, resourceServerUrl: new URL('https://mcp.example.com/mcp') });`,
  ],
  'oauth4webapi.yaml': [
    `import { introspectionRequest, userInfoRequest, validateJwtAccessToken } from 'oauth4webapi';`,
    `introspectionRequest(server, client, auth, token);`,
    `userInfoRequest(server, client, token);`,
    `validateJwtAccessToken(server, request, 'https://mcp.example.com');`,
  ],
  'okta-jwt-verifier.yaml': [
    `import OktaJwtVerifier from '@okta/jwt-verifier';`,
    `new OktaJwtVerifier({ issuer: 'https://id.example.com' }).verifyAccessToken(token, 'api://default');`,
  ],
  'openid-client.yaml': [
    `import { fetchUserInfo, Issuer, tokenIntrospection } from 'openid-client';\nconst issuer = await Issuer.discover('https://id.example.com');\nconst client = new issuer.Client({ client_id: 'c' });`,
    `tokenIntrospection(config, token);`,
    `client.introspect(token);`,
    `fetchUserInfo(config, token, 'me');`,
    `client.userinfo(token);`,
  ],
  'passport-jwt.yaml': [
    `import { Strategy } from 'passport-jwt';`,
    `new Strategy({ jwtFromRequest, secretOrKey: 'k' }, (claims, done) => done(null, claims));`,
  ],
  'scalekit.yaml': [
    `import { Scalekit } from '@scalekit-sdk/node';`,
    `new Scalekit('e', 'c', 's').validateToken(token);`,
  ],
  'supabase.yaml': [
    `import { createClient } from '@supabase/supabase-js';\nconst supabase = createClient('https://ci.example.com', 'anon');`,
    `supabase.auth.getUser(token);`,
    `supabase.auth.getClaims(token);`,
  ],
};
