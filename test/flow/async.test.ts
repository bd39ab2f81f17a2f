import { app, flowCases, form, route, send } from './cases.ts';

const sent = (expression: string): string => `await ${send(expression)}; // sink report`;

flowCases('flow: promises', [
  form(
    'an async function that is awaited',
    route(`const read = async () => header;
  ${sent('await read()')}`),
    route(`const read = async () => header.length;
  ${sent('String(await read())')}`),
  ),
  form(
    'then',
    `${app}const read = async (req: express.Request) => req.headers.authorization ?? ''; // source
app.get('/', (req) => read(req).then((token) => ${send('token')})); // sink report\n`,
    `${app}const read = async (req: express.Request) => req.headers.authorization ?? '';
app.get('/', (req) => read(req).then((token) => token.length).then((size) => ${send('String(size)')}));\n`,
  ),
  form(
    'a chain of then',
    `${app}const read = async (req: express.Request) => req.headers.authorization ?? ''; // source
app.get('/', (req) =>
  read(req)
    .then((token) => ({ token, at: Date.now() }))
    .then(({ token }) => ${send('token')}) // sink report
    .catch(console.error),
);\n`,
    `${app}const read = async (req: express.Request) => req.headers.authorization ?? '';
app.get('/', (req) =>
  read(req)
    .then((token) => ({ token, at: Date.now() }))
    .then(({ at }) => ${send('String(at)')})
    .catch(console.error),
);\n`,
  ),
  form(
    'Promise.all and a pattern',
    route(`const [token, user] = await Promise.all([Promise.resolve(header), 'me']);
  ${sent('token')}`),
    route(`const { length } = await Promise.all([Promise.resolve(header), 'me']);
  ${sent('String(length)')}`),
  ),
  form(
    'a named function given to then',
    `${app}const request = (token: string) => ${send('token')}; // sink report
const read = async (req: express.Request) => req.headers.authorization ?? ''; // source step
app.get('/', (req) => read(req).then(request));\n`,
    `${app}const request = (token: string) => ${send('token')};
const own = async (req: express.Request) => (req.headers.authorization ? process.env.CI_TOKEN ?? '' : '');
app.get('/', (req) => own(req).then(request));\n`,
  ),
  form(
    'new Promise with resolve',
    route(`const token = await new Promise<string>((resolve) => resolve(header));
  ${sent('token')}`),
    route(`const token = await new Promise<string>((resolve) => resolve(String(header.length)));
  ${sent('token')}`),
  ),
  form(
    'for await over an async generator',
    `${app}async function* tokens(req: express.Request) {
  yield req.headers.authorization ?? ''; // source
}
app.get('/', async (req) => {
  for await (const token of tokens(req)) ${sent('token')}
});\n`,
    `${app}async function* sizes(req: express.Request) {
  yield (req.headers.authorization ?? '').length;
}
app.get('/', async (req) => {
  for await (const size of sizes(req)) ${sent('String(size)')}
});\n`,
  ),
  form(
    'try, catch and finally',
    route(`let token;
  try {
    token = header.slice(7);
  } catch {
    token = '';
  }
  ${sent('token')}`),
    route(`let token;
  try {
    token = header ? 'yes' : 'no';
  } finally {
    console.log('done');
  }
  ${sent('token')}`),
  ),
]);

flowCases('flow: closures', [
  form(
    'a variable of the function around',
    route(`const load = () => ${send('header')}; // sink report
  await load();`),
    route(`const load = (header: string) => ${send('header')};
  await load('');`),
  ),
  form(
    'a variable of the module, written in one route and read in another',
    `${app}let last: string | undefined;
app.post('/', (req, res) => {
  last = req.headers.authorization; // source
  res.end();
});
app.get('/', async () => {
  ${sent('last')}
});\n`,
    `${app}let last: number | undefined;
app.post('/', (req, res) => {
  last = req.headers.authorization?.length;
  res.end();
});
app.get('/', async () => {
  ${sent('String(last)')}
});\n`,
  ),
  form(
    'an exported variable that a setter in its module fills',
    {
      'state.ts': `export let token = '';
export const setToken = (value: string) => {
  token = value; // step
};
`,
      'server.ts': `${app}import { setToken, token } from './state';
app.use((req, _res, next) => {
  setToken(req.headers.authorization ?? ''); // source
  next();
});
app.get('/', async () => {
  ${sent('token')}
});\n`,
    },
    {
      'state.ts': `export let token = '';
export let isSet = false;
export const setToken = (value: string) => {
  isSet = value !== '';
};
`,
      'server.ts': `${app}import { setToken, token } from './state';
app.use((req, _res, next) => {
  setToken(req.headers.authorization ?? '');
  next();
});
app.get('/', async () => {
  ${sent('token')}
});\n`,
    },
  ),
  form(
    'an object of functions that share a variable',
    `${app}function session() {
  let token = '';
  return {
    set(value: string) {
      token = value; // step
    },
    load: () => ${send('token')}, // sink report
  };
}
const current = session();
app.get('/', (req) => {
  current.set(req.headers.authorization ?? ''); // source
  return current.load();
});\n`,
    `${app}function session() {
  let token = '';
  let size = 0;
  return {
    set(value: string) {
      size = value.length;
    },
    load: () => ${send('token')},
  };
}
const current = session();
app.get('/', (req) => {
  current.set(req.headers.authorization ?? '');
  return current.load();
});\n`,
  ),
]);

flowCases('flow: AsyncLocalStorage', [
  form(
    'run and getStore across files',
    {
      'context.ts': `import { AsyncLocalStorage } from 'node:async_hooks';
export const requests = new AsyncLocalStorage<{ token: string; id: string }>();
`,
      'server.ts': `${app}import { requests } from './context';
import { load } from './client';
app.use((req, _res, next) => requests.run({ token: req.headers.authorization ?? '', id: '' }, next)); // source report
app.get('/', () => load());\n`,
      'client.ts': `import { requests } from './context';
export const load = () => ${send('requests.getStore()?.token')}; // sink\n`,
    },
    {
      'context.ts': `import { AsyncLocalStorage } from 'node:async_hooks';
export const requests = new AsyncLocalStorage<{ token: string; id: string }>();
`,
      'server.ts': `${app}import { requests } from './context';
import { load } from './client';
app.use((req, _res, next) => requests.run({ token: req.headers.authorization ?? '', id: '' }, next));
app.get('/', () => load());\n`,
      'client.ts': `import { requests } from './context';
export const load = () => ${send('requests.getStore()?.id')};\n`,
    },
  ),
  form(
    'a helper around getStore',
    {
      'context.ts': `import { AsyncLocalStorage } from 'async_hooks';
const storage = new AsyncLocalStorage<Map<string, string>>();
export const withToken = <T>(token: string, run: () => T): T => storage.run(new Map([['token', token]]), run); // step
export const currentToken = (): string => storage.getStore()?.get('token') ?? '';
`,
      'server.ts': `${app}import { currentToken, withToken } from './context';
app.get('/', (req) =>
  withToken(req.headers.authorization ?? '', async () => { // source
    ${sent('currentToken()')}
  }),
);\n`,
    },
    {
      'context.ts': `import { AsyncLocalStorage } from 'async_hooks';
const storage = new AsyncLocalStorage<{ user: string }>();
export const withToken = <T>(token: string, run: () => T): T => storage.run({ user: userOf(token) }, run);
export const currentUser = (): string => storage.getStore()?.user ?? '';
const userOf = (token: string): string => (token === process.env.ADMIN ? 'admin' : 'guest');
`,
      'server.ts': `${app}import { currentUser, withToken } from './context';
app.get('/', (req) =>
  withToken(req.headers.authorization ?? '', async () => {
    ${sent('currentUser()')}
  }),
);\n`,
    },
  ),
  form(
    'enterWith',
    `${app}import { AsyncLocalStorage } from 'node:async_hooks';
const storage = new AsyncLocalStorage<string>();
app.use((req, _res, next) => {
  storage.enterWith(req.headers.authorization ?? ''); // source
  next();
});
app.get('/', async () => {
  ${sent('storage.getStore()')}
});\n`,
    `${app}import { AsyncLocalStorage } from 'node:async_hooks';
const storage = new AsyncLocalStorage<number>();
app.use((req, _res, next) => {
  storage.enterWith(req.headers.authorization?.length ?? 0);
  next();
});
app.get('/', async () => {
  ${sent('String(storage.getStore())')}
});\n`,
  ),
  form(
    'two storages are apart',
    `${app}import { AsyncLocalStorage } from 'node:async_hooks';
const tokens = new AsyncLocalStorage<string>();
const users = new AsyncLocalStorage<string>();
app.use((req, _res, next) => tokens.run(req.headers.authorization ?? '', () => users.run(req.ip ?? '', next))); // source
app.get('/', async () => {
  ${sent('tokens.getStore()')}
});\n`,
    `${app}import { AsyncLocalStorage } from 'node:async_hooks';
const tokens = new AsyncLocalStorage<string>();
const users = new AsyncLocalStorage<string>();
app.use((req, _res, next) => tokens.run(req.headers.authorization ?? '', () => users.run(req.ip ?? '', next)));
app.get('/', async () => {
  ${sent('users.getStore()')}
});\n`,
  ),
]);
