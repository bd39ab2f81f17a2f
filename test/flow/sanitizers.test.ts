import { app, flowCases, form, route, send } from './cases.ts';

const raw = (expression: string): string => `${send(expression)}; // sink report`;
const imports = (text: string, rest: string): string => rest.replace('const app', `${text}\nconst app`);

flowCases('flow: what makes a token another one', [
  form(
    'hashing',
    imports("import { createHash } from 'node:crypto';", route(`await ${raw('header')}`)),
    imports(
      "import { createHash } from 'node:crypto';",
      route(`const digest = createHash('sha256').update(header).digest('hex');
  await ${send('digest')};`),
    ),
  ),
  form(
    'hashing with the web platform',
    route(`const bytes = new TextEncoder().encode(header);
  await ${raw('new TextDecoder().decode(bytes)')}`),
    route(`const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(header));
  await ${send('Buffer.from(bytes).toString()')};`),
  ),
  form(
    'an HMAC of the token',
    imports("import { createHmac } from 'node:crypto';", route(`const key = header;\n  await ${raw('key')}`)),
    imports(
      "import { createHmac } from 'node:crypto';",
      route(`const signature = createHmac('sha256', process.env.KEY ?? '').update(header).digest('base64');
  await ${send('signature')};`),
    ),
  ),
  form(
    'masking',
    route(`const shown = \`\${header.slice(0, 40)}\`;
  await ${raw('shown')}`),
    route(`const shown = header.replace(/./g, '*');
  await ${send('shown')};`),
  ),
  form(
    'length, comparison and type',
    route(`const known = header;
  await ${raw('known')}`),
    route(`const known = [header.length, header === 'x', typeof header, !header, header > 'a', header.startsWith('Bearer')].join();
  await ${send('known')};`),
  ),
  form(
    'on behalf of the user with MSAL',
    imports(
      "import { ConfidentialClientApplication } from '@azure/msal-node';",
      route(`const msal = new ConfidentialClientApplication({ auth: { clientId: 'ci' } });
  const result = await msal.acquireTokenOnBehalfOf({ oboAssertion: header, scopes: ['User.Read'] });
  await ${raw('result ? header : ""')}`),
    ),
    imports(
      "import { ConfidentialClientApplication } from '@azure/msal-node';",
      route(`const msal = new ConfidentialClientApplication({ auth: { clientId: 'ci' } });
  const result = await msal.acquireTokenOnBehalfOf({ oboAssertion: header, scopes: ['User.Read'] });
  await ${send('result.accessToken')};`),
    ),
  ),
  form(
    'on behalf of the user with Azure Identity',
    imports(
      "import { OnBehalfOfCredential } from '@azure/identity';",
      route(`const credential = { getToken: async () => ({ token: header }) };
  const { token } = await credential.getToken();
  await ${raw('token')}`),
    ),
    imports(
      "import { OnBehalfOfCredential } from '@azure/identity';",
      route(`const credential = new OnBehalfOfCredential({ tenantId: 't', clientId: 'c', clientSecret: 's', userAssertionToken: header });
  const { token } = await credential.getToken('https://graph.microsoft.com/User.Read');
  await ${send('token')};`),
    ),
  ),
  form(
    'an exchange by hand in another file',
    {
      'exchange.ts': `export async function exchange(subject: string) {
  return { access_token: subject };
}
`,
      'server.ts': imports(
        "import { exchange } from './exchange';",
        route(`const { access_token } = await exchange(header);
  await ${raw('access_token')}`),
      ),
    },
    {
      'exchange.ts': `export async function exchange(subject: string) {
  const body = new URLSearchParams();
  body.set('grant_type', 'urn:ietf:params:oauth:grant-type:token-exchange');
  body.set('subject_token', subject);
  const response = await fetch(process.env.TOKEN_URL ?? '', { method: 'POST', body });
  return response.json();
}
`,
      'server.ts': imports(
        "import { exchange } from './exchange';",
        route(`const { access_token } = await exchange(header);
  await ${send('access_token')};`),
      ),
    },
  ),
  form(
    'the JWT bearer grant with axios',
    imports("import axios from 'axios';", route(`await ${raw('header')}`)),
    imports(
      "import axios from 'axios';",
      route(`const { data } = await axios.post('https://login.microsoftonline.com/common/oauth2/v2.0/token', new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: header,
    requested_token_use: 'on_behalf_of',
  }));
  await ${send('`Bearer ${data.access_token}`')};`),
    ),
  ),
  form(
    'openid-client',
    imports("import * as oidc from 'openid-client';", route(`await ${raw('header')}`)),
    imports(
      "import * as oidc from 'openid-client';",
      route(`const tokens = await oidc.genericGrantRequest(config, 'urn:ietf:params:oauth:grant-type:token-exchange', { subject_token: header });
  await ${send('tokens.access_token')};`),
    ),
  ),
  form(
    'an exchange helper that the configuration names',
    {
      '.bailiwick.yaml': 'exchangeHelpers: [otherName]\n',
      'server.ts': imports("import { swap } from './swap';", route(`await ${raw('swap(header)')}`)),
      'swap.ts': 'export const swap = (token: string) => token;\n',
    },
    {
      '.bailiwick.yaml': 'exchangeHelpers: [swap]\n',
      'server.ts': imports("import { swap } from './swap';", route(`await ${send('swap(header)')};`)),
      'swap.ts': 'export const swap = (token: string) => token;\n',
    },
  ),
  form(
    'the claims of a verified token',
    imports(
      "import { jwtVerify } from 'jose';",
      route(`await jwtVerify(header, keys, { audience: 'https://ci.example.com' });
  await ${raw('header')}`),
    ),
    imports(
      "import { jwtVerify } from 'jose';",
      route(`const { payload } = await jwtVerify(header, keys, { audience: 'https://ci.example.com' });
  await ${send('payload.sub')};`),
    ),
  ),
]);

const at = (url: string): string => `await fetch(${url}, { headers: { Authorization: header } });`;
const other = `${at("'https://ci.example.com/builds'")} // sink report`;
const body = (url: string): string =>
  `await fetch(${url}, { method: 'POST', headers: { Authorization: header }, body: new URLSearchParams({ token: header }) });`;

flowCases('flow: the authorization server of the token', [
  form('introspection', route(other), route(body("'https://login.example.com/oauth2/introspect'"))),
  form('userinfo', route(other), route(at("'https://login.example.com/oauth2/userinfo'"))),
  form('revocation', route(other), route(body("'https://login.example.com/oauth/revoke'"))),
  form('the token endpoint', route(other), route(body("'https://login.example.com/oauth2/v2.0/token'"))),
  form('JWKS', route(other), route(at("'https://login.example.com/.well-known/jwks.json'"))),
  form(
    'an endpoint whose name says so',
    route(`const buildsEndpoint = process.env.BUILDS_URL ?? '';
  ${at('buildsEndpoint')} // sink report`),
    route(`const introspectionEndpoint = process.env.INTROSPECTION_URL ?? '';
  ${at('introspectionEndpoint')}`),
  ),
  form(
    'an endpoint out of the metadata',
    route(`const metadata = await (await fetch('https://api.example.com/info')).json();
  ${at('metadata.builds_endpoint')} // sink report`),
    route(`const metadata = await (await fetch('https://login.example.com/.well-known/openid-configuration')).json();
  ${at('metadata.userinfo_endpoint')}`),
  ),
  form(
    'an issuer of the configuration',
    { '.bailiwick.yaml': 'issuers: [https://id.example.com]\n', 'server.ts': route(other) },
    {
      '.bailiwick.yaml': 'issuers: [https://id.example.com]\n',
      'server.ts': route(at("'https://id.example.com/session'")),
    },
  ),
  form(
    'the own resource of the configuration',
    { '.bailiwick.yaml': 'resource: [https://mcp.example.com]\n', 'server.ts': route(other) },
    {
      '.bailiwick.yaml': 'resource: [https://mcp.example.com]\n',
      'server.ts': route(at("'https://mcp.example.com/health'")),
    },
  ),
]);

flowCases('flow: one helper, two tokens', [
  form(
    'called with the token of the caller and with the key of the server: one flow',
    `${app}const request = (token: string) => ${send('token')}; // sink report
app.get('/builds', (req) => request(req.headers.authorization ?? '')); // source
app.get('/health', () => request(process.env.CI_TOKEN ?? ''));\n`,
    `${app}const request = (token: string) => ${send('token')};
app.get('/builds', (req) => (req.headers.authorization ? request(process.env.CI_TOKEN ?? '') : null));
app.get('/health', () => request(process.env.CI_TOKEN ?? ''));\n`,
  ),
  form(
    'an identity function gives each caller its own value back',
    `${app}const same = (text: string) => text; // step
app.get('/', async (req) => {
  const caller = same(req.headers.authorization ?? ''); // source
  const own = same(process.env.CI_TOKEN ?? '');
  await ${send('own')};
  await ${send('caller')}; // sink report
});\n`,
    `${app}const same = (text: string) => text;
app.get('/', async (req) => {
  const caller = same(req.headers.authorization ?? '');
  const own = same(process.env.CI_TOKEN ?? '');
  await ${send('own')};
});\n`,
  ),
  form(
    'a header builder used for both',
    {
      'headers.ts': 'export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` }); // step\n',
      'server.ts': `${app}import { bearer } from './headers';
app.get('/', async (req) => {
  await fetch('https://log.example.com', { headers: bearer(process.env.LOG_TOKEN ?? '') });
  await fetch('https://ci.example.com', { headers: bearer(req.headers.authorization ?? '') }); // source sink report
});\n`,
    },
    {
      'headers.ts': 'export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });\n',
      'server.ts': `${app}import { bearer } from './headers';
app.get('/', async (req) => {
  await fetch('https://log.example.com', { headers: bearer(process.env.LOG_TOKEN ?? '') });
  const shape = Object.keys(bearer(req.headers.authorization ?? ''));
  res.json(shape);
});\n`,
    },
  ),
  form(
    'a client in another file, used by two servers',
    {
      'client.ts': `export const load = (token: string) => ${send('token')}; // sink\n`,
      'one.ts': `${app}import { load } from './client';\napp.get('/', (req) => load(req.headers.authorization ?? '')); // source report\n`,
      'two.ts': `${app}import { load } from './client';\napp.get('/', () => load(process.env.CI_TOKEN ?? ''));\n`,
    },
    {
      'client.ts': `export const load = (token: string) => ${send('token')};\n`,
      'one.ts': `${app}import { load } from './client';\napp.get('/', (req) => (req.headers.authorization ? load('key') : null));\n`,
      'two.ts': `${app}import { load } from './client';\napp.get('/', () => load(process.env.CI_TOKEN ?? ''));\n`,
    },
  ),
  form(
    'two positions of one helper',
    `${app}const request = (log: string, token: string) => ${send('token')}; // sink report
app.get('/', (req) => request('builds', req.headers.authorization ?? '')); // source step
app.get('/b', (req) => request(req.headers.authorization ?? '', process.env.CI_TOKEN ?? ''));\n`,
    `${app}const request = (log: string, token: string) => ${send('token')};
app.get('/b', (req) => request(req.headers.authorization ?? '', process.env.CI_TOKEN ?? ''));\n`,
  ),
  form(
    'two fields of one options object',
    `${app}const request = (options: { caller: string; own: string }) => ${send('options.caller')}; // sink report
app.get('/', (req) => request({ caller: req.headers.authorization ?? '', own: process.env.CI_TOKEN ?? '' })); // source\n`,
    `${app}const request = (options: { caller: string; own: string }) => ${send('options.own')};
app.get('/', (req) => request({ caller: req.headers.authorization ?? '', own: process.env.CI_TOKEN ?? '' }));\n`,
  ),
]);
