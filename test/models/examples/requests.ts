/** Places where scopes are requested or advertised; each statement is an example of its own. */
const strategies = (name: string): string[] => [
  `import Login, { Strategy } from '${name}';`,
  `new Strategy({ clientID: 'c', scope: ['one'] }, verify);`,
  `new Login({ clientID: 'c', scope: ['one'] }, verify);`,
];

export const scopes: Record<string, string[]> = {
  'arctic.yaml': [
    `import * as arctic from 'arctic';`,
    ...['Google', 'GitHub', 'MicrosoftEntraId', 'Slack', 'GitLab', 'Atlassian', 'Salesforce', 'Okta', 'Discord'].map(
      (name) => `new arctic.${name}('c', 's', 'https://agent.example.com').createAuthorizationURL('state', ['one']);`,
    ),
  ],
  'azure-identity.yaml': [
    `import { ClientSecretCredential, DeviceCodeCredential, getBearerTokenProvider, OnBehalfOfCredential } from '@azure/identity';`,
    `new DeviceCodeCredential().getToken(['one']);`,
    `new ClientSecretCredential('t', 'c', 's').getToken('one');`,
    `new OnBehalfOfCredential({ tenantId: 't' }).getToken('one');`,
    `getBearerTokenProvider(credential, 'one');`,
  ],
  'azure-msal.yaml': [
    `import { ConfidentialClientApplication, PublicClientApplication } from '@azure/msal-node';\nconst app = new ConfidentialClientApplication({ auth: { clientId: 'c' } });`,
    `new PublicClientApplication({ auth: { clientId: 'c' } }).acquireTokenInteractive({ scopes: ['one'] });`,
    `app.acquireTokenByClientCredential({ scopes: ['one'] });`,
    `app.acquireTokenOnBehalfOf({ oboAssertion: token, scopes: ['one'] });`,
  ],
  'better-auth.yaml': [
    `import { betterAuth } from 'better-auth';`,
    ...['google', 'github', 'microsoft', 'slack', 'gitlab', 'atlassian', 'discord'].map(
      (name) => `betterAuth({ socialProviders: { ${name}: { clientId: 'c', scope: ['one'] } } });`,
    ),
  ],
  'cloudflare-workers-oauth-provider.scopes.yaml': [
    `import OAuthProvider from '@cloudflare/workers-oauth-provider';`,
    `new OAuthProvider({ apiRoute: '/mcp', scopesSupported: ['one'] });`,
  ],
  'fastmcp.outbound.yaml': [
    `import { AzureProvider, GitHubProvider, GoogleProvider, OAuthProxy } from 'fastmcp';`,
    `new OAuthProxy({ scopes: ['one'] });`,
    `new GoogleProvider({ clientId: 'c', scopes: ['one'] });`,
    `new GitHubProvider({ clientId: 'c', scopes: ['one'] });`,
    `new AzureProvider({ clientId: 'c', scopes: ['one'] });`,
  ],
  'globals.outbound.yaml': [
    ``,
    `const query = new URLSearchParams({ client_id: 'c', scope: 'one' });`,
    `const url = new URL('https://id.example.com/authorize'); url.searchParams.set('scope', 'one');`,
  ],
  'google-auth-library.yaml': [
    `import { GoogleAuth, Impersonated, JWT, OAuth2Client } from 'google-auth-library';`,
    `new OAuth2Client().generateAuthUrl({ scope: ['one'] });`,
    `new GoogleAuth({ scopes: ['one'] });`,
    `new JWT({ email: 'e', scopes: ['one'] });`,
    `new JWT('e', undefined, 'k', ['one']);`,
    `new Impersonated({ targetPrincipal: 'p', targetScopes: ['one'] });`,
  ],
  'google-cloud-local-auth.yaml': [
    `import { authenticate } from '@google-cloud/local-auth';`,
    `authenticate({ keyfilePath: 'keys.json', scopes: ['one'] });`,
  ],
  'google-cloud.yaml': [`import { Storage } from '@google-cloud/storage';`, `new Storage({ scopes: ['one'] });`],
  'googleapis.yaml': [
    `import { auth, google } from 'googleapis';`,
    `new google.auth.GoogleAuth({ scopes: ['one'] });`,
    `new google.auth.JWT('e', undefined, 'k', ['one']);`,
    `new auth.GoogleAuth({ scopes: ['one'] });`,
    `google.auth.getClient({ scopes: ['one'] });`,
  ],
  'kiota.yaml': [
    `import { AzureIdentityAuthenticationProvider } from '@microsoft/kiota-authentication-azure';`,
    `new AzureIdentityAuthenticationProvider(credential, ['one']);`,
  ],
  'microsoft-agents-hosting.yaml': [
    `import { AgentApplication, type Authorization } from '@microsoft/agents-hosting';\ndeclare const authorization: Authorization;`,
    `authorization.exchangeToken(context, 'desk', { scopes: ['one'] });`,
    `authorization.exchangeToken(context, ['one'], 'desk');`,
    `new AgentApplication({ authorization: { desk: { oboScopes: ['one'] } } });`,
    `new AgentApplication({ authorization: { desk: { obo: { scopes: ['one'] } } } });`,
  ],
  'microsoft-graph-client.yaml': [
    `import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials';`,
    `new TokenCredentialAuthenticationProvider(credential, { scopes: ['one'] });`,
  ],
  'modelcontextprotocol-client.yaml': [
    `import { auth, ClientCredentialsProvider, registerClient, startAuthorization } from '@modelcontextprotocol/client';`,
    `auth(provider, { serverUrl: 'https://mcp.example.com', scope: 'one' });`,
    `startAuthorization('https://id.example.com', { scope: 'one' });`,
    `registerClient('https://id.example.com', { clientMetadata: { redirect_uris: [], scope: 'one' } });`,
    `new ClientCredentialsProvider({ clientId: 'c', clientSecret: 's', scope: 'one' });`,
  ],
  'modelcontextprotocol-sdk.outbound.yaml': [
    `import { auth, registerClient, startAuthorization } from '@modelcontextprotocol/sdk/client/auth.js';
import { ClientCredentialsProvider } from '@modelcontextprotocol/sdk/client/auth-extensions.js';
import { ProxyOAuthServerProvider } from '@modelcontextprotocol/sdk/server/auth/providers/proxyProvider.js';`,
    `auth(provider, { serverUrl: 'https://mcp.example.com', scope: 'one' });`,
    `startAuthorization('https://id.example.com', { scope: 'one' });`,
    `registerClient('https://id.example.com', { clientMetadata: { redirect_uris: [], scope: 'one' } });`,
    `new ClientCredentialsProvider({ clientId: 'c', clientSecret: 's', scope: 'one' });`,
    `new ProxyOAuthServerProvider({ endpoints, scopes: ['one'] });`,
  ],
  'next-auth.yaml': [
    `import Google from 'next-auth/providers/google';`,
    `Google({ clientId: 'c', authorization: { params: { scope: 'one' } } });`,
  ],
  'octokit-oauth.yaml': [
    `import { OAuthApp } from '@octokit/oauth-app';\nimport { createOAuthDeviceAuth } from '@octokit/auth-oauth-device';\nimport { createDeviceCode } from '@octokit/oauth-methods';`,
    `new OAuthApp({ clientId: 'c', defaultScopes: ['one'] });`,
    `new OAuthApp({ clientId: 'c' }).getWebFlowAuthorizationUrl({ scopes: ['one'] });`,
    `createOAuthDeviceAuth({ clientId: 'c', scopes: ['one'] });`,
    `createOAuthDeviceAuth({ clientId: 'c' })({ type: 'oauth', scopes: ['one'] });`,
    `createDeviceCode({ clientId: 'c', scopes: ['one'] });`,
  ],
  'openid-client.yaml': [
    `import { buildAuthorizationUrl, clientCredentialsGrant, genericGrantRequest, Issuer } from 'openid-client';\nconst issuer = await Issuer.discover('https://id.example.com');\nconst client = new issuer.Client({ client_id: 'c' });`,
    `buildAuthorizationUrl(config, { redirect_uri: 'https://agent.example.com', scope: 'one' });`,
    `client.authorizationUrl({ scope: 'one' });`,
    `clientCredentialsGrant(config, { scope: 'one' });`,
    `client.grant({ grant_type: 'client_credentials', scope: 'one' });`,
    `genericGrantRequest(config, 'urn:ietf:params:oauth:grant-type:token-exchange', { scope: 'one' });`,
  ],
  'passport-atlassian-oauth2.yaml': strategies('passport-atlassian-oauth2'),
  'passport-github2.yaml': strategies('passport-github2'),
  'passport-gitlab2.yaml': strategies('passport-gitlab2'),
  'passport-google-oauth20.yaml': strategies('passport-google-oauth20'),
  'passport-microsoft.yaml': strategies('passport-microsoft'),
  'passport-oauth2.yaml': strategies('passport-oauth2'),
  'passport-slack.yaml': strategies('passport-slack'),
  'passport.outbound.yaml': [
    `import passport, { authenticate, Passport } from 'passport';`,
    `passport.authenticate('google', { scope: ['one'] });`,
    `authenticate('google', { scope: ['one'] });`,
    `new Passport().authenticate('google', { scope: ['one'] });`,
  ],
  'simple-oauth2.yaml': [
    `import { AuthorizationCode, ClientCredentials } from 'simple-oauth2';`,
    `new AuthorizationCode({ client }).authorizeURL({ scope: 'one' });`,
    `new ClientCredentials({ client }).getToken({ scope: 'one' });`,
  ],
  'slack-bolt.yaml': [
    `import { App, ExpressReceiver } from '@slack/bolt';`,
    `new App({ clientId: 'c', scopes: ['one'] });`,
    `new App({ clientId: 'c', installerOptions: { userScopes: ['one'] } });`,
    `new ExpressReceiver({ clientId: 'c', scopes: ['one'] });`,
  ],
  'slack-oauth.yaml': [
    `import { InstallProvider } from '@slack/oauth';\nconst installer = new InstallProvider({ clientId: 'c' });`,
    `installer.generateInstallUrl({ scopes: ['one'] });`,
    `installer.handleInstallPath(req, res, {}, { scopes: ['one'] });`,
  ],
};
