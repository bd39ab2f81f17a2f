import { app, client, flowCases, form, route } from './cases.ts';

flowCases('flow: headers', [
  form(
    'a header object built by a helper',
    {
      'headers.ts': `export function buildHeaders(token: string, accept = 'application/json') {
  return { Accept: accept, Authorization: \`Bearer \${token}\` }; // step
}
`,
      'server.ts': route(
        `await fetch('https://ci.example.com', { headers: buildHeaders(header) }); // sink report`,
      ).replace('const app', "import { buildHeaders } from './headers';\nconst app"),
    },
    {
      'headers.ts': `export function buildHeaders(token: string, accept = 'application/json') {
  return { Accept: accept, 'X-Request-Length': token.length };
}
`,
      'server.ts': route(`await fetch('https://ci.example.com', { headers: buildHeaders(header) });`).replace(
        'const app',
        "import { buildHeaders } from './headers';\nconst app",
      ),
    },
  ),
  form(
    'a header set on an object step by step',
    route(`const headers: Record<string, string> = { Accept: 'application/json' };
  if (header) headers['Authorization'] = header; // step
  await fetch('https://ci.example.com', { headers }); // sink report`),
    route(`const headers: Record<string, string> = { Accept: 'application/json' };
  if (header) headers['Authorization'] = process.env.CI_TOKEN ?? '';
  await fetch('https://ci.example.com', { headers });`),
  ),
  form(
    'Headers with set',
    route(`const headers = new Headers();
  headers.set('authorization', header); // step
  await fetch('https://ci.example.com', { headers }); // sink report`),
    route(`const headers = new Headers();
  headers.set('authorization', process.env.CI_TOKEN ?? '');
  headers.set('x-size', String(header.length));
  await fetch('https://ci.example.com', { headers });`),
  ),
  form(
    'Headers with append and an object',
    route(`const headers = new Headers({ Accept: 'application/json' });
  headers.append('Authorization', header); // step
  await fetch('https://ci.example.com', { headers }); // sink report`),
    route(`const headers = new Headers({ Accept: header });
  await fetch('https://ci.example.com', { headers: { 'X-Known': String(headers.has('Accept')) } });`),
  ),
  form(
    'header entries in an array',
    route(`await fetch('https://ci.example.com', { headers: [['Authorization', header]] }); // sink report`),
    route(`await fetch('https://ci.example.com', { headers: [['Accept', header ? 'text/plain' : '*/*']] });`),
  ),
  form(
    'headers spread into others',
    route(`const base = { Authorization: header };
  await fetch('https://ci.example.com', { headers: { Accept: '*/*', ...base } }); // sink report`),
    route(`const base = { Accept: header, Origin: 'https://example.com' };
  await fetch('https://ci.example.com', { headers: { Authorization: process.env.CI_TOKEN, 'X-Origin': base.Origin } });`),
  ),
  form(
    'a Request object',
    route(`const request = new Request('https://ci.example.com', { headers: { Authorization: header } });
  await fetch(request); // sink report`),
    route(`const request = new Request('https://ci.example.com', { headers: { Accept: header ? 'a' : 'b' } });
  await fetch(request);`),
  ),
  form(
    'an options object built elsewhere',
    {
      'client.ts': `const options = (token: string) => ({ method: 'GET', headers: { Authorization: token } });
export async function load(token: string) {
  const init = { ...options(token), cache: 'no-store' as const };
  return fetch('https://ci.example.com', init); // sink
}
`,
      'server.ts': `${app}import { load } from './client';
app.get('/', (req) => load(req.headers.authorization ?? '')); // source report\n`,
    },
    {
      'client.ts': `const options = (token: string) => ({ method: token ? 'GET' : 'HEAD', headers: { Accept: '*/*' } });
export async function load(token: string) {
  const init = { ...options(token), cache: 'no-store' as const };
  return fetch('https://ci.example.com', init);
}
`,
      'server.ts': `${app}import { load } from './client';
app.get('/', (req) => load(req.headers.authorization ?? ''));\n`,
    },
  ),
]);

flowCases('flow: clients', [
  form(
    'an SDK client built by a factory and used elsewhere',
    {
      'github.ts': `import { Octokit } from '@octokit/rest';
export const createClient = (auth: string) => new Octokit({ auth }); // sink
`,
      'issues.ts': `import { createClient } from './github';
export async function issues(token: string) {
  const github = createClient(token); // step
  return github.issues.list();
}
`,
      'server.ts': `${app}import { issues } from './issues';
app.get('/', (req) => issues(req.headers.authorization ?? '')); // source report\n`,
    },
    {
      'github.ts': `import { Octokit } from '@octokit/rest';
export const createClient = (auth: string | undefined) => new Octokit({ auth });
`,
      'issues.ts': `import { createClient } from './github';
export async function issues(user: string) {
  const github = createClient(process.env.GITHUB_TOKEN);
  return github.issues.list({ creator: user });
}
`,
      'server.ts': `${app}import { issues } from './issues';
app.get('/', (req) => issues(req.headers.authorization ?? ''));\n`,
    },
  ),
  form(
    'an axios instance made in one file, its defaults set in another',
    {
      'http.ts': `import axios from 'axios';
export const http = axios.create({ baseURL: 'https://ci.example.com' });
`,
      'server.ts': `${app}import { http } from './http';
app.get('/', async (req) => {
  http.defaults.headers.common['Authorization'] = req.headers.authorization; // source sink report
  return http.get('/builds');
});\n`,
    },
    {
      'http.ts': `import axios from 'axios';
export const http = axios.create({ baseURL: 'https://ci.example.com' });
`,
      'server.ts': `${app}import { http } from './http';
app.get('/', async (req) => {
  http.defaults.timeout = Number(req.headers.authorization?.length);
  return http.get('/builds');
});\n`,
    },
  ),
  form(
    'an interceptor',
    `${app}import axios from 'axios';
app.get('/', async (req) => {
  const http = axios.create();
  http.interceptors.request.use((config) => {
    config.headers.Authorization = req.headers.authorization; // source
    return config; // sink report
  });
  return http.get('https://ci.example.com');
});\n`,
    `${app}import axios from 'axios';
app.get('/', async (req) => {
  const http = axios.create();
  http.interceptors.request.use((config) => {
    config.headers['X-Size'] = req.headers.authorization?.length;
    return config;
  });
  return http.get('https://ci.example.com');
});\n`,
  ),
  form(
    'a client of the project, kept in a Map by session',
    {
      'client.ts': `export class Client {
  constructor(readonly options: { token: string }) {}
  ${client.replace('export const load = (token: string) =>', 'load() { return').replace('; // sink', '; } // sink').replace('Authorization: token', 'Authorization: this.options.token')}}
`,
      'server.ts': `${app}import { Client } from './client';
const clients = new Map<string, Client>();
app.post('/', (req, res) => {
  clients.set(req.params.id, new Client({ token: req.headers.authorization ?? '' })); // source report
  res.end();
});
app.get('/', (req) => clients.get(req.params.id)?.load());\n`,
    },
    {
      'client.ts': `export class Client {
  constructor(readonly options: { token: string }) {}
  load() { return fetch('https://ci.example.com', { headers: { 'X-Size': String(this.options.token.length) } }); }
}
`,
      'server.ts': `${app}import { Client } from './client';
const clients = new Map<string, Client>();
app.post('/', (req, res) => {
  clients.set(req.params.id, new Client({ token: req.headers.authorization ?? '' }));
  res.end();
});
app.get('/', (req) => clients.get(req.params.id)?.load());\n`,
    },
  ),
  form(
    'a provider callback of an SDK',
    `${app}import { Client } from '@microsoft/microsoft-graph-client';
app.get('/', async (req) => {
  const graph = Client.init({ authProvider: (done) => done(null, req.headers.authorization ?? '') }); // source sink report
  return graph.api('/me').get();
});\n`,
    `${app}import { Client } from '@microsoft/microsoft-graph-client';
app.get('/', async (req) => {
  const graph = Client.init({ authProvider: (done) => done(null, req.headers.authorization ? own() : '') });
  return graph.api('/me').get();
});
const own = () => process.env.GRAPH_TOKEN ?? '';\n`,
  ),
]);
