import { app, flowCases, form, route, send } from './cases.ts';

const request = `const request = (token: string) => ${send('token')}; // sink report\n`;

// Every round puts what it is given under eight names: more ways than anyone follows to their end.
const everywhere = `const render = (x: unknown): void => {
${Array.from({ length: 8 }, (_, at) => `  render({ part${at}: x });\n`).join('')}};\n`;

flowCases('flow: functions as values', [
  form(
    'a callback that gets the token as its parameter',
    `${app}function withToken(req: express.Request, use: (token: string) => Promise<Response>) {
  return use(req.headers.authorization ?? ''); // source step
}
app.get('/', (req) => withToken(req, (token) => ${send('token')})); // sink report\n`,
    `${app}function withToken(req: express.Request, use: (token: string, length: number) => Promise<Response>) {
  return use(req.headers.authorization ?? '', 1);
}
app.get('/', (req) => withToken(req, (_token, length) => ${send('String(length)')}));\n`,
  ),
  form(
    'a named function passed as callback',
    `${app}${request}const each = (token: string, use: (token: string) => Promise<Response>) => use(token);
app.get('/', (req) => each(req.headers.authorization ?? '', request)); // source step\n`,
    `${app}${request}const each = (token: string, use: (token: string) => number) => use(token);
app.get('/', (req) => each(req.headers.authorization ?? '', (text) => text.length));\n`,
  ),
  form(
    'a handler that is declared elsewhere',
    `${app}async function list(req: express.Request) {
  return ${send('req.headers.authorization')}; // source sink report
}
app.get('/', list);\n`,
    `${app}async function list(req: express.Request) {
  return ${send('process.env.CI_TOKEN')};
}
app.get('/', list);\n`,
  ),
  form(
    'a factory that returns the handler',
    `${app}const forward = (url: string) => async (req: express.Request) =>
  fetch(url, { headers: { Authorization: req.headers.authorization ?? '' } }); // source sink report
app.get('/', forward('https://ci.example.com'));\n`,
    `${app}const forward = (url: string, key: string) => async (req: express.Request) =>
  fetch(url, { headers: { Authorization: key } });
app.get('/', forward('https://ci.example.com', process.env.CI_TOKEN ?? ''));\n`,
  ),
  form(
    'a factory without types, called where the handler is wanted',
    `${app}function forward() {
  return async (req) => ${send('req.headers.authorization')}; // source sink report
}
app.get('/', forward());\n`,
    `${app}function forward(key) {
  return async (req) => ${send('key')};
}
app.get('/', forward(process.env.CI_TOKEN));\n`,
  ),
  form(
    'a wrapper around the handler',
    `${app}const caught = (handler: (req: any, res: any) => Promise<unknown>) => (req: any, res: any) => handler(req, res).catch(console.error);
app.get('/', caught(async (req, res) => {
  res.json(await ${send('req.headers.authorization')}); // source sink report
}));\n`,
    `${app}const caught = (handler: (req: any, res: any) => Promise<unknown>) => (req: any, res: any) => handler({}, res).catch(console.error);
app.get('/', caught(async (request, res) => {
  res.json(await ${send('request.headers.authorization')});
}));\n`,
  ),
  form(
    'a closure made in one function and called in another',
    `${app}const connect = (token: string) => () => ${send('token')}; // sink report
app.get('/', (req) => {
  const load = connect(req.headers.authorization ?? ''); // source step
  return load();
});\n`,
    `${app}const connect = (token: string) => () => ${send('String(token.length)')};
app.get('/', (req) => {
  const load = connect(req.headers.authorization ?? '');
  return load();
});\n`,
  ),
  form(
    'a callback that returns the token to the one who calls it',
    `${app}const load = async (getToken: () => string) => ${send('getToken()')}; // sink report
app.get('/', (req) => load(() => req.headers.authorization ?? '')); // source step\n`,
    `${app}const load = async (getToken: () => string) => ${send('getToken()')};
app.get('/', (req) => load(() => process.env.CI_TOKEN ?? req.ip ?? ''));\n`,
  ),
  form(
    'a callback whose result its caller hands back, only to who gave the callback',
    `${app}const traced = async <T>(name: string, run: () => Promise<T>) => {
  const result = await run();
  return result;
};
app.get('/', async (req) => {
  const token = await traced('read', async () => req.headers.authorization ?? ''); // source
  return ${send('token')}; // sink report
});\n`,
    `${app}const traced = async <T>(name: string, run: () => Promise<T>) => {
  const result = await run();
  return result;
};
app.get('/me', async (req, res) => res.json((await traced('who', async () => req.headers.authorization ?? '')).length));
app.get('/', async () => {
  const token = await traced('own', async () => process.env.CI_TOKEN ?? '');
  return ${send('token')};
});\n`,
  ),
  form(
    'a value that is followed although another one goes everywhere',
    `${app}${everywhere}app.get('/', (req) => ${send("req.headers.authorization ?? ''")}); // source sink report
app.get('/page', (req) => render(req.headers.authorization));\n`,
    `${app}${everywhere}app.get('/', (req) => ${send("process.env.CI_TOKEN ?? ''")});
app.get('/page', (req) => render(req.headers.authorization));\n`,
  ),
  form(
    'bind, call and apply',
    `${app}${request}app.get('/', (req) => request.call(null, req.headers.authorization ?? '')); // source step\n`,
    `${app}${request}app.get('/', (req) => request.call(req.headers.authorization, process.env.CI_TOKEN ?? ''));\n`,
  ),
  form(
    'a bound function',
    `${app}${request}app.get('/', (req) => {
  const load = request.bind(null, req.headers.authorization ?? ''); // source step
  return load();
});\n`,
    `${app}${request}app.get('/', (req) => {
  const load = request.bind(null, process.env.CI_TOKEN ?? '');
  return load(req.headers.authorization);
});\n`,
  ),
  form(
    'a table of functions, one picked by name',
    `${app}${request}const tools = { builds: request, size: (token: string) => token.length };
app.get('/', (req) => tools.builds(req.headers.authorization ?? '')); // source step\n`,
    `${app}${request}const tools = { builds: request, size: (token: string) => token.length };
app.get('/', (req) => tools.size(req.headers.authorization ?? ''));\n`,
  ),
  form(
    'methods of an object literal',
    `${app}const ci = {
  request(token: string) {
    return ${send('token')}; // sink report
  },
  list(token: string) {
    return this.request(token); // step
  },
};
app.get('/', (req) => ci.list(req.headers.authorization ?? '')); // source step\n`,
    `${app}const ci = {
  request(token: string) {
    return ${send('token')};
  },
  list(token: string) {
    return this.request(token ? process.env.CI_TOKEN ?? '' : '');
  },
};
app.get('/', (req) => ci.list(req.headers.authorization ?? ''));\n`,
  ),
  form(
    'recursion with a counter',
    `${app}async function load(token: string, tries: number): Promise<Response> {
  const response = await ${send('token')}; // sink report
  return response.ok ? response : load(token, tries - 1);
}
app.get('/', (req) => load(req.headers.authorization ?? '', 3)); // source step\n`,
    `${app}async function load(token: string, key: string): Promise<Response> {
  const response = await ${send('key')};
  return response.ok ? response : load(token, key);
}
app.get('/', (req) => load(req.headers.authorization ?? '', ''));\n`,
  ),
]);

flowCases('flow: parameters', [
  form(
    'a default parameter that is replaced',
    `${app}const load = (token = process.env.CI_TOKEN) => ${send('token')}; // sink report
app.get('/', (req) => load(req.headers.authorization)); // source step\n`,
    `${app}const load = (token = process.env.CI_TOKEN) => ${send('token')};
app.get('/', (req) => (req.headers.authorization ? load() : undefined));\n`,
  ),
  form(
    'a default parameter that holds the token',
    route(`const load = (token = header) => ${send('token')}; // sink report
  return load();`),
    route(`const load = (token = header.length) => ${send('String(token)')};
  return load();`),
  ),
  form(
    'destructuring',
    `${app}app.get('/', async ({ headers: { authorization: token } }) => { // source
  await ${send('token')}; // sink report
});\n`,
    `${app}app.get('/', async ({ headers: { host: token } }) => {
  await ${send('token')};
});\n`,
  ),
  form(
    'destructuring with defaults',
    `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
const server = new McpServer({ name: 'ci', version: '1' });
server.registerTool('list', {}, async (_args, { authInfo: { token, clientId } = {} }) => { // source
  await ${send('`Bearer ${token}`')}; // sink report
  return { content: [] };
});\n`,
    `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
const server = new McpServer({ name: 'ci', version: '1' });
server.registerTool('list', {}, async (_args, { authInfo: { token, clientId } = {} }) => {
  await ${send('`Bearer ${clientId}`')};
  return { content: [] };
});\n`,
  ),
  form(
    'destructuring in the parameter of a helper',
    `${app}const load = async ({ token, retries = 3 }: { token: string; retries?: number }) => ${send('token')}; // sink report
app.get('/', (req) => load({ token: req.headers.authorization ?? '' })); // source step\n`,
    `${app}const load = async ({ token, key }: { token: string; key: string }) => ${send('key')};
app.get('/', (req) => load({ token: req.headers.authorization ?? '', key: process.env.CI_TOKEN ?? '' }));\n`,
  ),
  form(
    'a nested pattern with another name and a default',
    `${app}const load = async ({ auth: { bearer: key = '' } = {} }: any) => ${send('key')}; // sink report
app.get('/', (req) => load({ auth: { bearer: req.headers.authorization, user: req.ip } })); // source step\n`,
    `${app}const load = async ({ auth: { user: key = '' } = {} }: any) => ${send('key')};
app.get('/', (req) => load({ auth: { bearer: req.headers.authorization, user: req.ip } }));\n`,
  ),
  form(
    'what is left of a pattern',
    `${app}const load = async ({ url, ...rest }: any) => fetch(url, rest); // sink report
app.get('/', (req) => load({ url: 'https://ci.example.com', headers: { authorization: req.headers.authorization } })); // source step\n`,
    `${app}const load = async ({ headers, ...rest }: any) => fetch('https://ci.example.com', rest);
app.get('/', (req) => load({ method: 'POST', headers: { authorization: req.headers.authorization } }));\n`,
  ),
  form(
    'rest parameters',
    `${app}const load = async (path: string, ...credentials: string[]) => ${send('credentials[0]')}; // sink report
app.get('/', (req) => load('/builds', req.headers.authorization ?? '')); // source step\n`,
    `${app}const load = async (token: string, ...paths: string[]) => ${send('paths[0]')};
app.get('/', (req) => load(req.headers.authorization ?? '', '/builds'));\n`,
  ),
  form(
    'spread arguments',
    `${app}const load = async (path: string, token: string) => ${send('token')}; // sink report
app.get('/', (req) => {
  const args = ['/builds', req.headers.authorization ?? ''] as const; // source
  return load(...args); // step
});\n`,
    `${app}const load = async (path: string, token: string) => ${send('path')};
app.get('/', (req) => load('/builds', ...[req.headers.authorization ?? '']));\n`,
  ),
]);
