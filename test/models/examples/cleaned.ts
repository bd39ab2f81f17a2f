/** Statements of a handler in which a call makes something else of the caller's `token`, by the path of the row. */
export const sanitizers: Record<string, Record<string, string>> = {
  'auth0.yaml': {
    'Auth.Member[tokenExchange].Member[exchangeToken]': `import { AuthenticationClient } from 'auth0';\nleak((await new AuthenticationClient({}).tokenExchange.exchangeToken({ subject_token: token })).subject_token);`,
    'Auth.Member[oauth].Member[tokenForConnection,clientCredentialsGrant,refreshTokenGrant,authorizationCodeGrant]': `import { AuthenticationClient } from 'auth0';\nleak((await new AuthenticationClient({}).oauth.tokenForConnection({ subject_token: token })).subject_token);`,
  },
  'azure-identity.yaml': {
    'Member[OnBehalfOfCredential]': `import { OnBehalfOfCredential } from '@azure/identity';\nleak(new OnBehalfOfCredential({ userAssertionToken: token }).userAssertionToken);`,
    'OnBehalfOf.Member[getToken]': `import type { OnBehalfOfCredential } from '@azure/identity';\nconst use = async (credential: OnBehalfOfCredential) => leak(await credential.getToken(token));`,
  },
  'azure-msal.yaml': {
    'App.Member[acquireTokenOnBehalfOf,acquireTokenByUserFederatedIdentityCredential]': `import { ConfidentialClientApplication } from '@azure/msal-node';\nleak((await new ConfidentialClientApplication({}).acquireTokenOnBehalfOf({ oboAssertion: token })).oboAssertion);`,
    'Member[UserAssertion]': `import { UserAssertion } from '@azure/msal-node';\nleak(new UserAssertion(token));`,
  },
  'bcrypt.yaml': {
    'Member[*]': `import { hash } from 'bcrypt';\nleak(await hash(token, 10));`,
  },
  'fastify-jwt.yaml': {
    'Type[JWT].Member[verify,decode]': `import type { JWT } from '@fastify/jwt';\nconst use = (jwt: JWT) => leak(jwt.verify(token));`,
  },
  'globals.outbound.yaml': {
    'Global[crypto].Member[subtle].Member[digest,sign]': `leak(await crypto.subtle.digest('SHA-256', token));`,
    'Global[Bun].Member[hash]': `leak(Bun.hash(token));`,
  },
  'google-auth-library.yaml': {
    'OAuth2Client.Member[getTokenInfo,revokeToken]': `import { OAuth2Client } from 'google-auth-library';\nleak(await new OAuth2Client().getTokenInfo(token));`,
    'OAuth2Client.Member[verifyIdToken]': `import { OAuth2Client } from 'google-auth-library';\nleak((await new OAuth2Client().verifyIdToken({ idToken: token })).idToken);`,
    'OAuth2Client.Member[getToken]': `import { OAuth2Client } from 'google-auth-library';\nleak(await new OAuth2Client().getToken(token));`,
  },
  'jose.yaml': {
    'Member[jwtVerify,jwtDecrypt,compactVerify,decodeJwt]': `import { decodeJwt } from 'jose';\nleak(decodeJwt(token));`,
  },
  'nestjs-jwt.yaml': {
    'Type[JwtService].Member[verify,verifyAsync,decode]': `import type { JwtService } from '@nestjs/jwt';\ndeclare const jwt: JwtService;\nleak(jwt.verify(token));`,
  },
  'jsonwebtoken.yaml': {
    'Member[verify,decode]': `import { verify } from 'jsonwebtoken';\nleak(verify(token, 'k'));`,
  },
  'modelcontextprotocol-client.yaml': {
    'Member[requestJwtAuthorizationGrant,discoverAndRequestJwtAuthGrant,exchangeJwtAuthGrant]': `import { exchangeJwtAuthGrant } from '@modelcontextprotocol/client';\nleak((await exchangeJwtAuthGrant({ jwtAuthGrant: token })).jwtAuthGrant);`,
    'Member[CrossAppAccessProvider]': `import { CrossAppAccessProvider } from '@modelcontextprotocol/client';\nleak(new CrossAppAccessProvider({ idToken: token }).idToken);`,
    'Member[exchangeAuthorization,refreshAuthorization,fetchToken,auth]': `import { refreshAuthorization } from '@modelcontextprotocol/client';\nleak((await refreshAuthorization('https://id.example.com', { refreshToken: token })).refreshToken);`,
  },
  'modelcontextprotocol-sdk.outbound.yaml': {
    'Member[requestJwtAuthorizationGrant,discoverAndRequestJwtAuthGrant,exchangeJwtAuthGrant]': `import { exchangeJwtAuthGrant } from '@modelcontextprotocol/sdk/client/cross-app-access.js';\nleak((await exchangeJwtAuthGrant({ jwtAuthGrant: token })).jwtAuthGrant);`,
    'Member[CrossAppAccessProvider]': `import { CrossAppAccessProvider } from '@modelcontextprotocol/sdk/client/cross-app-access.js';\nleak(new CrossAppAccessProvider({ idToken: token }).idToken);`,
    'Member[exchangeAuthorization,refreshAuthorization,fetchToken,auth]': `import { refreshAuthorization } from '@modelcontextprotocol/sdk/client/auth.js';\nleak((await refreshAuthorization('https://id.example.com', { refreshToken: token })).refreshToken);`,
  },
  'node-crypto.sanitizers.yaml': {
    'Member[createHash,createHmac].ReturnValue.Member[digest]': `import { createHash } from 'node:crypto';\nleak(createHash('sha256').digest(token));`,
    'Member[createHash,createHmac].ReturnValue.Member[update]': `import { createHash } from 'node:crypto';\nleak(createHash('sha256').update(token));`,
    'Member[hash,scrypt,scryptSync,pbkdf2,pbkdf2Sync,timingSafeEqual]': `import { hash } from 'node:crypto';\nleak(hash('sha256', token));`,
    'Member[webcrypto].Member[subtle].Member[digest,sign]': `import { webcrypto } from 'node:crypto';\nleak(await webcrypto.subtle.digest('SHA-256', token));`,
    'Member[subtle].Member[digest,sign]': `import { subtle } from 'node:crypto';\nleak(await subtle.digest('SHA-256', token));`,
  },
  'oauth4webapi.yaml': {
    'Member[genericTokenEndpointRequest,clientCredentialsGrantRequest,authorizationCodeGrantRequest,refreshTokenGrantRequest]': `import { genericTokenEndpointRequest } from 'oauth4webapi';\nleak((await genericTokenEndpointRequest(server, client, auth, 'grant', { subject_token: token })).subject_token);`,
    'Member[introspectionRequest,revocationRequest,userInfoRequest]': `import { introspectionRequest } from 'oauth4webapi';\nleak(await introspectionRequest(server, client, auth, token));`,
  },
  'octokit-oauth.yaml': {
    'App.Member[checkToken]': `import { OAuthApp } from '@octokit/oauth-app';\nleak((await new OAuthApp({}).checkToken({ token })).token);`,
    'Member[checkToken]': `import { checkToken } from '@octokit/oauth-methods';\nleak((await checkToken({ token })).token);`,
  },
  'openid-client.yaml': {
    'Member[genericGrantRequest,clientCredentialsGrant,refreshTokenGrant,authorizationCodeGrant]': `import { genericGrantRequest } from 'openid-client';\nleak((await genericGrantRequest(config, 'grant', { subject_token: token })).subject_token);`,
    'LegacyClient.Member[grant,refresh,callback]': `import type { Client } from 'openid-client';\nconst use = async (client: Client) => leak((await client.grant({ subject_token: token })).subject_token);`,
    'Member[tokenIntrospection,tokenRevocation,fetchUserInfo]': `import { tokenIntrospection } from 'openid-client';\nleak(await tokenIntrospection(config, token));`,
    'LegacyClient.Member[introspect,revoke,userinfo]': `import type { Client } from 'openid-client';\nconst use = async (client: Client) => leak(await client.introspect(token));`,
  },
  'supabase.yaml': {
    'Client.Member[auth].Member[getUser,getClaims]': `import { createClient } from '@supabase/supabase-js';\nleak(await createClient('https://ci.example.com', 'anon').auth.getUser(token));`,
  },
};
