import assert from 'node:assert/strict';
import type { Catalog, State } from '../../server/models/catalog.ts';
import { catalogOfAll, walk } from './walk.ts';

describe('outbound models', () => {
  let catalog: Catalog;
  before(() => (catalog = catalogOfAll()));
  const has = (root: string, path: string, test: (state: State) => boolean): void => {
    assert.ok(walk(catalog, root, path.split(' ')).some(test), `${root} ${path}`);
  };

  const credentials: [string, string][] = [
    ['global:fetch', '(1 .headers .Authorization'],
    ['global:fetch', '(1 .headers .cookie'],
    ['package:undici', '.request (1 .headers .authorization'],
    ['package:undici', '.fetch (1 .headers .authorization'],
    ['package:node-fetch', '(1 .headers .authorization'],
    ['package:axios', '(0 .headers .authorization'],
    ['package:axios', '.create () .post (2 .headers .authorization'],
    ['package:axios', '.create () .defaults .headers .common .Authorization'],
    ['package:axios', '.interceptors .request .use (0 () .headers .Authorization'],
    ['package:got', '.extend () .get (1 .headers .authorization'],
    ['package:ky', '.create (0 .headers .authorization'],
    ['package:superagent', '.get () .set =Authorization (1'],
    ['package:node:https', '.request (1 .headers .authorization'],
    ['package:node:https', '.request () .setHeader =authorization (1'],
    ['package:http-proxy', '.createProxyServer () .web (0 .headers .authorization'],
    ['package:@octokit/rest', '.Octokit (0 .auth'],
    ['package:googleapis', '.google .auth .OAuth2 new .setCredentials (0 .access_token'],
    ['package:@microsoft/microsoft-graph-client', '.Client .initWithMiddleware (0 .authProvider .getAccessToken ()'],
    ['exported:@azure/identity#TokenCredential', '.getToken () .token'],
    ['package:openai', 'new .responses .create (0 .tools [] .authorization'],
    ['package:@openai/agents', '.hostedMcpTool (0 .authorization'],
    ['package:@anthropic-ai/sdk', 'new .beta .messages .create (0 .mcp_servers [] .authorization_token'],
    ['package:@ai-sdk/mcp', '.createMCPClient (0 .transport .headers .Authorization'],
    ['package:@langchain/mcp-adapters', '.MultiServerMCPClient (0 .mcpServers .wiki .headers .Authorization'],
    ['package:@mastra/mcp', '.MCPClient (0 .servers .wiki .requestInit .headers .Authorization'],
    ['package:@modelcontextprotocol/sdk', '.StreamableHTTPClientTransport (1 .requestInit .headers .Authorization'],
    ['package:@modelcontextprotocol/client', '.StreamableHTTPClientTransport (1 .authProvider .token ()'],
    ['exported:@a2a-js/sdk#AuthenticationHandler', '.headers () .Authorization'],
    ['package:@slack/web-api', '.WebClient (0'],
    ['package:stripe', '(0'],
    ['unmodelled', '(0 .accessToken'],
    ['unresolved', '(2 .headers .authorization'],
  ];
  for (const [root, path] of credentials) {
    it(`takes ${root} ${path} for a credential that leaves`, () => {
      has(root, path, (state) => state.sinks.some(({ row }) => row.kind === 'outbound-credential'));
    });
  }

  const verifiers: [string, string, string][] = [
    ['token-verification', 'package:jose', '.jwtVerify'],
    ['token-decode', 'package:jose', '.decodeJwt'],
    ['token-verification', 'package:jsonwebtoken', '.verify'],
    ['token-decode', 'package:jsonwebtoken', '.decode'],
    ['token-verification', 'package:express-jwt', '.expressjwt'],
    ['token-verification', 'package:passport-jwt', '.Strategy'],
    ['token-verification', 'package:fast-jwt', '.createVerifier'],
    ['token-verification', 'package:hono', '.verify'],
    ['token-verification', 'package:hono', '.jwk'],
    ['token-verification', 'package:express-oauth2-jwt-bearer', '.auth'],
    ['token-verification', 'package:aws-jwt-verify', '.CognitoJwtVerifier .create'],
    ['token-verification', 'package:mcp-auth', '.MCPAuth new .bearerAuth =jwt'],
    ['token-verification', 'package:@okta/jwt-verifier', 'new .verifyAccessToken'],
    ['token-verification', 'package:@clerk/backend', '.verifyToken'],
    ['token-verification', 'package:@scalekit-sdk/node', '.Scalekit new .validateToken'],
    ['introspection', 'package:openid-client', '.tokenIntrospection'],
    ['introspection', 'package:google-auth-library', '.OAuth2Client new .getTokenInfo'],
    ['userinfo', 'package:openid-client', '.fetchUserInfo'],
    ['token-verification', 'package:@supabase/supabase-js', '.createClient () .auth .getUser'],
    ['endpoint-gate', 'package:@modelcontextprotocol/sdk', '.requireBearerAuth'],
    ['endpoint-gate', 'package:@modelcontextprotocol/server', '.verifyBearerToken'],
    ['endpoint-gate', 'package:mcp-handler', '.withMcpAuth'],
  ];
  for (const [kind, root, path] of verifiers) {
    it(`knows the ${kind} ${root} ${path}`, () => {
      has(root, path, (state) => state.verifiers.some((row) => row.kind === kind));
    });
  }

  const scopes: [string, string, string][] = [
    ['delegated', 'package:googleapis', '.google .auth .OAuth2 new .generateAuthUrl (0 .scope'],
    ['application', 'package:google-auth-library', '.GoogleAuth (0 .scopes'],
    ['delegated', 'package:@azure/identity', '.DeviceCodeCredential new .getToken (0'],
    ['application', 'package:@azure/identity', '.DefaultAzureCredential new .getToken (0'],
    ['on-behalf-of', 'package:@azure/identity', '.OnBehalfOfCredential new .getToken (0'],
    [
      'application',
      'package:@azure/msal-node',
      '.ConfidentialClientApplication new .acquireTokenByClientCredential (0 .scopes',
    ],
    [
      'on-behalf-of',
      'package:@azure/msal-node',
      '.ConfidentialClientApplication new .acquireTokenOnBehalfOf (0 .scopes',
    ],
    ['delegated', 'package:@octokit/oauth-app', '.OAuthApp (0 .defaultScopes'],
    ['delegated', 'package:passport-google-oauth20', '.Strategy (0 .scope'],
    ['delegated', 'package:openid-client', '.buildAuthorizationUrl (1 .scope'],
    ['delegated', 'package:arctic', '.Google new .createAuthorizationURL (2'],
    ['delegated', 'package:better-auth', '.betterAuth (0 .socialProviders .github .scope'],
    ['delegated', 'global:URL', 'new .searchParams .set =scope (1'],
  ];
  for (const [flow, root, path] of scopes) {
    it(`sees scopes requested at ${root} ${path}`, () => {
      has(root, path, (state) => state.scopes.some((row) => row.flow === flow));
    });
  }

  it('clears a token by exchange and by hashing', () => {
    has('package:@azure/msal-node', '.ConfidentialClientApplication new .acquireTokenOnBehalfOf', (state) =>
      state.sanitizers.some((row) => row.kind === 'token-exchange'),
    );
    has('package:node:crypto', '.createHash () .digest', (state) =>
      state.sanitizers.some((row) => row.kind === 'hash'),
    );
  });
});
