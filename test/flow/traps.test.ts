import { app, flowCases, form, route, send } from './cases.ts';

const sent = (expression: string): string => `await ${send(expression)}; // sink report`;

flowCases('flow: what is easily missed', [
  form(
    'files without a telling word on the way',
    {
      'server.ts': `${app}import { pass } from './middle';\napp.get('/', (req) => pass(req.headers.authorization)); // source report\n`,
      'middle.ts': `import { go } from './end';\nexport const pass = (a) => go({ a });\n`,
      'end.ts': `export const go = ({ a }) => fetch('https://ci.example.com', { headers: { 'x-upstream': a } }); // sink\n`,
    },
    {
      'server.ts': `${app}import { pass } from './middle';\napp.get('/', (req) => pass(req.headers.authorization));\n`,
      'middle.ts': `import { go } from './end';\nexport const pass = (a) => go({ b: a });\n`,
      'end.ts': `export const go = ({ a }) => fetch('https://ci.example.com', { headers: { 'x-upstream': a } });\n`,
    },
  ),
  form(
    'a callback with the error first',
    `${app}function read(req: any, done: (error: Error | null, token?: string) => void) {
  done(null, req.headers.authorization); // step
}
app.get('/', (req) => read(req, (_error, token) => ${send('token')})); // sink report\n`.replace(
      '// step',
      '// source step',
    ),
    `${app}function read(req: any, done: (error: Error | null, token?: string) => void) {
  done(req.headers.authorization ? null : new Error('missing'));
}
app.get('/', (req) => read(req, (_error, token) => ${send('token')}));\n`,
  ),
  form(
    'a Map in a static field',
    `${app}class Sessions {
  private static tokens = new Map<string, string>();
  private static names = new Map<string, string>();
  static put(id: string, token: string) {
    this.tokens.set(id, token); // step
  }
  static get(id: string) {
    return Sessions.tokens.get(id);
  }
}
app.post('/', (req, res) => {
  Sessions.put(req.params.id, req.headers.authorization ?? ''); // source
  res.end();
});
app.get('/', async (req) => {
  ${sent('Sessions.get(req.params.id)')}
});\n`,
    `${app}class Sessions {
  private static tokens = new Map<string, string>();
  private static names = new Map<string, string>();
  static put(id: string, token: string) {
    this.tokens.set(id, token);
  }
  static get(id: string) {
    return Sessions.names.get(id);
  }
}
app.post('/', (req, res) => {
  Sessions.put(req.params.id, req.headers.authorization ?? '');
  res.end();
});
app.get('/', async (req) => {
  ${sent('Sessions.get(req.params.id)')}
});\n`,
  ),
  form(
    'a switch',
    route(`let token;
  switch (req.query.mode) {
    case 'own':
      token = process.env.CI_TOKEN;
      break;
    default:
      token = header;
  }
  ${sent('token')}`),
    route(`let token;
  switch (header.length) {
    case 1:
      token = process.env.CI_TOKEN;
      break;
    default:
      token = '';
  }
  ${sent('token')}`),
  ),
  form(
    'calls in a map under Promise.all',
    `${app}const load = (path: string, token: string) => ${send('token')}; // sink report
app.get('/', (req) => Promise.all(['a', 'b'].map((path) => load(path, req.headers.authorization ?? '')))); // source step\n`,
    `${app}const load = (path: string, token: string) => ${send('path')};
app.get('/', (req) => Promise.all(['a', 'b'].map((path) => load(path, req.headers.authorization ?? ''))));\n`,
  ),
  form(
    'a class instance in an AsyncLocalStorage',
    {
      'context.ts': `import { AsyncLocalStorage } from 'node:async_hooks';
class Context {
  constructor(readonly auth: { token: string; name: string }) {}
}
const storage = new AsyncLocalStorage<Context>();
export const run = (token: string, work: () => unknown) => storage.run(new Context({ token, name: 'ci' }), work);
export function current() {
  const found = storage.getStore();
  if (!found) throw new Error('outside of a request');
  return found;
}
`,
      'server.ts': `${app}import { current, run } from './context';
app.get('/', (req) =>
  run(req.headers.authorization ?? '', async () => { // source
    ${sent('current().auth.token')}
  }),
);\n`,
    },
    {
      'context.ts': `import { AsyncLocalStorage } from 'node:async_hooks';
class Context {
  constructor(readonly auth: { token: string; name: string }) {}
}
const storage = new AsyncLocalStorage<Context>();
export const run = (token: string, work: () => unknown) => storage.run(new Context({ token, name: 'ci' }), work);
export const current = () => storage.getStore()!;
`,
      'server.ts': `${app}import { current, run } from './context';
app.get('/', (req) =>
  run(req.headers.authorization ?? '', async () => {
    ${sent('current().auth.name')}
  }),
);\n`,
    },
  ),
]);

flowCases('flow: what looks like a flow', [
  form(
    'an object of the same class made with another token',
    `${app}class Client {
  constructor(private token: string) {}
  list() {
    return ${send('this.token')}; // sink report
  }
}
const own = new Client(process.env.CI_TOKEN ?? '');
app.get('/own', () => own.list());
app.get('/', (req) => new Client(req.headers.authorization ?? '').list()); // source\n`,
    `${app}class Client {
  constructor(private token: string) {}
  list() {
    return ${send('this.token')};
  }
}
const own = new Client(process.env.CI_TOKEN ?? '');
app.get('/own', () => own.list());
app.get('/', (req) => (new Client(req.headers.authorization ?? '') ? own.list() : null));\n`,
  ),
  form(
    'a variable of the same name in an inner scope',
    `${app}let current = '';
const use = () => ${send('current')}; // sink report
app.get('/', (req) => {
  current = req.headers.authorization ?? ''; // source
  return use();
});\n`,
    `${app}let current = '';
const use = () => ${send('current')};
app.get('/', (req) => {
  const current = req.headers.authorization ?? '';
  return current ? use() : null;
});\n`,
  ),
  form(
    'a spread that replaces the header',
    route(`const own = { accept: '*/*' };
  await fetch('https://ci.example.com', { headers: { authorization: header, ...own } }); // sink report`),
    route(`const own = { authorization: process.env.CI_TOKEN ?? '' };
  await fetch('https://ci.example.com', { headers: { authorization: header, ...own } });`),
  ),
  form(
    'the headers of the caller with a key of the server put over them',
    route(
      `await fetch('https://ci.example.com', { headers: { ...req.headers, authorization: header } }); // sink report`,
    ),
    `${app}app.get('/', async (req) => {
  await fetch('https://ci.example.com', { headers: { ...req.headers, authorization: process.env.CI_TOKEN } });
});\n`,
  ),
]);
