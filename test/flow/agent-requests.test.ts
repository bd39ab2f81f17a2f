import { app, flowCases, form, route, send } from './cases.ts';

const sent = (expression: string): string => `await ${send(expression)}; // sink report`;
const call = (init: string): string => `await fetch('https://ci.example.com', ${init}); // sink report`;

flowCases('flow: how agents build requests', [
  form(
    'a header that is there only with a token',
    route(call('{ headers: { Accept: "*/*", ...(header && { Authorization: header }) } }')),
    route(call('{ headers: { Accept: "*/*", ...(header && { "X-Known": "yes" }) } }')),
  ),
  form(
    'a conditional header object',
    route(call('{ headers: header ? { Authorization: `Bearer ${header}` } : undefined }')),
    route(call('{ headers: header ? { Authorization: `Bearer ${process.env.CI_TOKEN}` } : undefined }')),
  ),
  form(
    'options of the caller merged with headers of a helper',
    `${app}const auth = (token?: string) => (token ? { Authorization: \`Bearer \${token}\` } : {});
async function request(path: string, options: RequestInit & { token?: string } = {}) {
  const { token, ...init } = options;
  return fetch('https://ci.example.com' + path, { ...init, headers: { ...init.headers, ...auth(token) } }); // sink report
}
app.get('/', (req) => request('/builds', { method: 'POST', token: req.headers.authorization })); // source step\n`,
    `${app}const auth = (token?: string) => (token ? { Authorization: \`Bearer \${process.env.CI_TOKEN}\` } : {});
async function request(path: string, options: RequestInit & { token?: string } = {}) {
  const { token, ...init } = options;
  return fetch('https://ci.example.com' + path, { ...init, headers: { ...init.headers, ...auth(token) } });
}
app.get('/', (req) => request('/builds', { method: 'POST', token: req.headers.authorization }));\n`,
  ),
  form(
    'Headers made of the options, and put back',
    route(`const init: RequestInit = { method: 'POST' };
  const headers = new Headers(init.headers);
  headers.set('Authorization', header);
  init.headers = headers;
  ${call('init')}`),
    route(`const init: RequestInit = { method: 'POST' };
  const headers = new Headers(init.headers);
  headers.set('Authorization', header);
  ${call('init')}`),
  ),
  form(
    'a header that is deleted again',
    route(`const headers: Record<string, string> = { Authorization: header };
  headers.Accept = '*/*';
  ${call('{ headers }')}`),
    route(`const headers: Record<string, string> = { Authorization: header };
  delete headers.Authorization;
  ${call('{ headers }')}`),
  ),
  form(
    'a client that is made once for each token',
    `${app}import axios, { type AxiosInstance } from 'axios';
const clients = new Map<string, AxiosInstance>();
async function clientFor(token: string) {
  const known = clients.get(token);
  if (known) return known;
  const made = axios.create({ headers: { Authorization: token } }); // sink report
  clients.set(token, made);
  return made;
}
app.get('/', async (req) => (await clientFor(req.headers.authorization ?? '')).get('/builds')); // source step\n`,
    `${app}import axios, { type AxiosInstance } from 'axios';
const clients = new Map<string, AxiosInstance>();
async function clientFor(token: string) {
  const known = clients.get(token);
  if (known) return known;
  const made = axios.create({ headers: { Authorization: process.env.CI_TOKEN } });
  clients.set(token, made);
  return made;
}
app.get('/', async (req) => (await clientFor(req.headers.authorization ?? '')).get('/builds'));\n`,
  ),
  form(
    'a retry around the call',
    {
      'retry.ts': `export async function retry<T>(run: (attempt: number) => Promise<T>, times = 3): Promise<T> {
  for (let attempt = 0; attempt < times; attempt++) {
    try {
      return await run(attempt);
    } catch {}
  }
  throw new Error('failed');
}
`,
      'server.ts': `${app}import { retry } from './retry';
const load = (token: string) => ${send('token')}; // sink report
app.get('/', (req) => retry(() => load(req.headers.authorization ?? ''))); // source step\n`,
    },
    {
      'retry.ts': `export async function retry<T>(run: (attempt: number) => Promise<T>, times = 3): Promise<T> {
  return run(times);
}
`,
      'server.ts': `${app}import { retry } from './retry';
const load = (token: string) => ${send('token')};
app.get('/', (req) => retry((attempt) => load(req.headers.authorization ? String(attempt) : '')));\n`,
    },
  ),
  form(
    'the header read in a loop over names',
    route(`let token = '';
  for (const name of ['authorization', 'x-forwarded-authorization']) {
    const value = req.headers[name];
    if (typeof value === 'string' && value.startsWith('Bearer ')) token = value.slice(7);
  }
  token ||= header;
  ${sent('token')}`),
    route(`let token = process.env.CI_TOKEN ?? '';
  for (const name of ['accept', 'x-request-id']) {
    const value = req.headers[name];
    if (typeof value === 'string') token = process.env[value] ?? '';
  }
  ${sent('token')}`),
  ),
]);
