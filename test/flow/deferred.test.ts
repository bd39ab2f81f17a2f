import { app, flowCases, form } from './cases.ts';

const lines = (...texts: string[]): string => `${texts.join('\n')}\n`;
const axios = `${app}import axios from 'axios';`;
const own = "own = process.env.CI_TOKEN ?? '';";

/** A client whose interceptor signs with `field`; the head of its class may hold more than the token. */
const signing = (field: string, hook = `c.headers.Authorization = this.${field};`, head = "token = '';"): string[] => [
  `${head.startsWith('abstract') ? 'abstract ' : ''}class Ci {`,
  `  ${head} ${own}`,
  "  http = axios.create({ baseURL: 'https://ci.example.com' });",
  '  constructor() { this.sign(); }',
  '  sign() {',
  '    this.http.interceptors.request.use((c) => {',
  `      ${hook}`,
  `      return c;${field === 'token' ? ' // sink report' : ''}`,
  '    });',
  '  }',
  '  setToken(token: string) { this.token = token; }',
  "  list() { return this.http.get('/builds'); }",
  '}',
];

const locally = [
  "app.get('/', (req) => {",
  '  const ci = new Ci();',
  "  ci.setToken(req.headers.authorization ?? ''); // source",
  '  return ci.list();',
  '});',
];

flowCases('flow: handlers that read an object which changes later', [
  form(
    'an interceptor of the constructor, and a setter',
    lines(axios, ...signing('token'), ...locally),
    lines(axios, ...signing('own'), ...locally),
  ),
  form(
    'a client that is kept in a field of another object',
    lines(
      axios,
      ...signing('token'),
      'class Builds {',
      '  ci = new Ci();',
      '  list(token: string) { this.ci.setToken(token); return this.ci.list(); }',
      '}',
      "app.get('/', (req) => new Builds().list(req.headers.authorization ?? '')); // source",
    ),
    lines(
      axios,
      ...signing('own'),
      'class Builds {',
      '  ci = new Ci();',
      '  list(token: string) { this.ci.setToken(token); return this.ci.list(); }',
      '}',
      "app.get('/', (req) => new Builds().list(req.headers.authorization ?? ''));",
    ),
  ),
  form(
    'the only object of a class',
    lines(
      axios,
      ...signing(
        'token',
        undefined,
        "static one: Ci | undefined; static get() { return (Ci.one ??= new Ci()); } token = '';",
      ),
      "app.get('/', (req) => {",
      '  const ci = Ci.get();',
      "  ci.setToken(req.headers.authorization ?? ''); // source",
      '  return ci.list();',
      '});',
    ),
    lines(
      axios,
      ...signing(
        'own',
        undefined,
        "static one: Ci | undefined; static get() { return (Ci.one ??= new Ci()); } token = '';",
      ),
      "app.get('/', (req) => {",
      '  const ci = Ci.get();',
      "  ci.setToken(req.headers.authorization ?? '');",
      '  return ci.list();',
      '});',
    ),
  ),
  form(
    'a method that the interceptor of a class above calls',
    lines(
      axios,
      ...signing(
        'token',
        'Object.assign(c.headers, this.headers());',
        "abstract headers(): Record<string, string>; token = '';",
      ),
      'class Builds extends Ci { headers() { return { Authorization: this.token }; } }',
      ...locally.map((line) => line.replace('new Ci', 'new Builds')),
    ),
    lines(
      axios,
      ...signing(
        'own',
        'Object.assign(c.headers, this.headers());',
        "abstract headers(): Record<string, string>; token = '';",
      ),
      'class Builds extends Ci { headers() { return { Authorization: this.own }; } }',
      ...locally.map((line) => line.replace('new Ci', 'new Builds')),
    ),
  ),
  form(
    'a hook that is made with the client',
    lines(
      `${app}import ky, { type KyInstance } from 'ky';`,
      'class Ci {',
      "  token = '';",
      '  http: KyInstance;',
      '  constructor() {',
      "    this.http = ky.create({ hooks: { beforeRequest: [(r) => { r.headers.set('Authorization', this.token); }] } }); // sink report",
      '  }',
      '  setToken(token: string) { this.token = token; }',
      "  list() { return this.http.get('https://ci.example.com'); }",
      '}',
      ...locally,
    ),
    // What the constructor reads at once it reads before anybody sets it.
    lines(
      `${app}import ky, { type KyInstance } from 'ky';`,
      'class Ci {',
      "  token = process.env.CI_TOKEN ?? '';",
      '  http: KyInstance;',
      '  constructor() {',
      '    this.http = ky.create({ headers: { Authorization: this.token } });',
      '  }',
      '  setToken(token: string) { this.token = token; }',
      "  list() { return this.http.get('https://ci.example.com'); }",
      '}',
      ...locally,
    ),
  ),
]);
