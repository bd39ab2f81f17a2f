/** Whole files in which a secret enters that no caller of this server presented as its token; `leak` sends what it is given. */
const command = `import { exec, execSync } from 'node:child_process';`;

export const secrets: Record<string, string[]> = {
  'globals.secrets.yaml': [
    `export const one = () => leak(process.env);`,
    `export const one = async () => leak((await (await fetch('https://id.example.net/.well-known/oauth-authorization-server')).json()).authorization_endpoint);`,
    `export const one = async () => leak((await (await fetch('https://id.example.net/token')).json()).access_token);`,
    `export const one = async () => leak((await (await fetch('https://id.example.net/register')).json()).client_secret);`,
    `export const one = (req) => leak(req.body.client_secret);`,
    `export default { fetch: async (request: Request) => leak((await request.formData()).get('refresh_token')) };`,
    `export default { fetch: async (request: Request) => leak(Object.fromEntries(await request.formData()).client_secret) };`,
    `export const one = (req) => leak(req.body.password);`,
    `export const one = (req) => leak(req.body.accessToken);`,
    `export const one = (req) => leak(req.query.code); // authorization_code`,
    `export default { fetch: (request: Request) => leak(new URL(request.url).searchParams.get('code')) }; // redirect_uri`,
    `import { Hono } from 'hono';\nnew Hono().get('/callback', (c) => leak(c.req.query('code'))); // redirect_uri`,
  ],
  'axios.yaml': [
    `import axios from 'axios';\naxios.interceptors.request.use((config) => leak(config.headers.authorization)); // Authorization`,
    `import axios from 'axios';\naxios.interceptors.response.use((answer) => leak(answer.config.headers.authorization)); // Authorization`,
  ],
  'node-child_process.secrets.yaml': [
    `${command}\nleak(execSync('gh auth token'));`,
    `${command}\nimport { promisify } from 'node:util';\nconst run = promisify(exec);\nexport const one = async () => leak((await run('gh auth token --hostname x')).stdout);`,
    `${command}\nleak(JSON.parse(execSync('az account get-access-token')).accessToken);`,
    `${command}\nleak(JSON.parse(execSync('sf org display --json')).result.accessToken);`,
    `${command}\nimport { promisify } from 'node:util';\nconst run = promisify(exec);\nexport const one = async () => leak(JSON.parse((await run('sf org display --json')).stdout).result.accessToken);`,
  ],
  'azure-identity.secrets.yaml': [
    `import { DefaultAzureCredential } from '@azure/identity';\nexport const one = async () => leak((await new DefaultAzureCredential().getToken('x')).token);`,
    `import { OnBehalfOfCredential } from '@azure/identity';\nexport const one = async () => leak((await new OnBehalfOfCredential({}).getToken('x')).token);`,
    `import { SecretClient } from '@azure/keyvault-secrets';\nexport const one = async () => leak((await new SecretClient().getSecret('x')).value);`,
  ],
  'azure-msal.secrets.yaml': [
    `import { ConfidentialClientApplication } from '@azure/msal-node';\nexport const one = async () => leak((await new ConfidentialClientApplication({}).acquireTokenByClientCredential({})).accessToken);`,
    `import { ConfidentialClientApplication } from '@azure/msal-node';\nexport const one = async () => leak((await new ConfidentialClientApplication({}).acquireTokenByCode({})).accessToken);`,
  ],
  'google-auth-library.secrets.yaml': [
    `import { OAuth2Client } from 'google-auth-library';\nexport const one = async () => leak((await new OAuth2Client().getToken('x')).tokens.refresh_token);`,
    `import { OAuth2Client } from 'google-auth-library';\nexport const one = async () => leak((await new OAuth2Client().getAccessToken()).token);`,
  ],
  'modelcontextprotocol.secrets.yaml': [
    `import type { OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js';\nexport const one = (tokens: OAuthTokens) => leak(tokens.access_token);`,
    `import type { OAuthClientInformationFull } from '@modelcontextprotocol/sdk/shared/auth.js';\nexport const one = (client: OAuthClientInformationFull) => leak(client.client_secret);`,
    `import type { OAuthServerProvider } from '@modelcontextprotocol/sdk/server/auth/provider.js';\nexport class Provider implements OAuthServerProvider { async exchangeAuthorizationCode(client, code) { leak(code); } }`,
    `import type { OAuthServerProvider } from '@modelcontextprotocol/sdk/server/auth/provider.js';\nexport class Provider implements OAuthServerProvider { async exchangeRefreshToken(client, token) { leak(token); } }`,
  ],
  'openid-client.secrets.yaml': [
    `import { refreshTokenGrant } from 'openid-client';\nexport const one = async () => leak((await refreshTokenGrant(config, 'x')).access_token);`,
  ],
  'signed-tokens.yaml': [
    `import jwt from 'jsonwebtoken';\nleak(jwt.sign({}, 'k'));`,
    `import { sign } from 'jsonwebtoken';\nleak(sign({}, 'k'));`,
    `import { SignJWT } from 'jose';\nexport const one = async () => leak(await new SignJWT({}).sign(key));`,
    `import { SignJWT } from 'jose';\nexport const one = async () => leak(await new SignJWT({}).setIssuer('x').setJti('y').sign(key));`,
  ],
};
