import { app, flowCases, form, route, send } from './cases.ts';

const sent = (expression: string): string => `await ${send(expression)}; // sink report`;

flowCases('flow: arrays', [
  form(
    'an element by index',
    route(`const values = ['a', header];
  ${sent('values[1]')}`),
    route(`const values = [header, process.env.CI_TOKEN ?? ''];
  ${sent('values[1]')}`),
  ),
  form(
    'a pattern',
    route(`const [first, second] = ['a', header];
  ${sent('second')}`),
    route(`const [first, second] = ['a', header];
  ${sent('first')}`),
  ),
  form(
    'push and for of',
    route(`const values: string[] = [];
  values.push(header);
  for (const value of values) ${sent('value')}`),
    route(`const values: string[] = [];
  const others: string[] = [];
  values.push(header);
  for (const value of others) ${sent('value')}`),
  ),
  form(
    'a list of handlers that is filled and looked through',
    route(`interface Step { name: string; run(text: string): Promise<void> }
  const steps: Step[] = [];
  const later: Step[] = [];
  const first: Step = { name: 'first', run: async (text) => {
    ${sent('text')}
  } };
  later.push(first);
  steps.push(...later);
  const step = steps.find(({ name }) => name === 'first');
  await step?.run(header);`),
    route(`interface Step { name: string; run(text: string): Promise<void> }
  const steps: Step[] = [];
  const first: Step = { name: 'first', run: async (text) => {
    ${sent('text')}
  } };
  steps.push(first);
  const step = steps.find(({ name }) => name === 'first');
  await step?.run('a');`),
  ),
  form(
    'map',
    route(`const values = [header].map((value) => 'Bearer ' + value);
  ${sent('values[0]')}`),
    route(`const values = [header].map((value) => value.length);
  ${sent('String(values[0])')}`),
  ),
  form(
    'filter and find',
    route(`const value = [header, ''].filter(Boolean).find((text) => text !== '');
  ${sent('value')}`),
    route(`const value = [header, ''].filter(Boolean).some((text) => text !== '');
  ${sent('String(value)')}`),
  ),
  form(
    'forEach',
    route(`const load = (value: string) => ${send('value')}; // sink report
  [header].forEach((value) => load(value)); // step`),
    route(`const load = (value: number) => ${send('String(value)')};
  [header].forEach((_value, index) => load(index));`),
  ),
  form(
    'reduce',
    route(`const headers = [header].reduce((all, value) => ({ ...all, Authorization: value }), {});
  await fetch('https://ci.example.com', { headers }); // sink report`),
    route(`const size = [header].reduce((sum, value) => sum + value.length, 0);
  ${sent('String(size)')}`),
  ),
  form(
    'spread, concat, flat, at',
    route(`const values = [...[header].concat(['b'])].flat();
  ${sent('values.at(-1)')}`),
    route(`const values = [...[header].concat(['b'])].flat();
  ${sent('String(values.includes("a"))')}`),
  ),
  form(
    'an array of objects',
    route(`const servers = [{ name: 'ci', token: header }];
  for (const { token } of servers) ${sent('token')}`),
    route(`const servers = [{ name: 'ci', token: header }];
  for (const { name } of servers) ${sent('name')}`),
  ),
  form(
    'Object.entries and fromEntries',
    route(`const headers = Object.fromEntries(Object.entries({ Authorization: header }));
  await fetch('https://ci.example.com', { headers }); // sink report`),
    route(`const headers = Object.fromEntries(Object.keys({ Authorization: header }).map((name) => [name, '']));
  await fetch('https://ci.example.com', { headers });`),
  ),
]);

flowCases('flow: Map and Set', [
  form(
    'a Map with a constant key',
    route(`const values = new Map<string, string>();
  values.set('caller', header);
  ${sent("values.get('caller')")}`),
    route(`const values = new Map<string, string>();
  values.set('caller', header);
  ${sent("values.get('own')")}`),
  ),
  form(
    'a Map with entries given to its constructor',
    route(`const values = new Map([['caller', header]]);
  for (const value of values.values()) ${sent('value')}`),
    route(`const values = new Map([['caller', header]]);
  for (const value of values.keys()) ${sent('value')}`),
  ),
  form(
    'a Map keyed by session, across requests',
    `${app}const tokens = new Map<string, string>();
app.post('/session', (req, res) => {
  tokens.set(req.params.session, req.headers.authorization ?? ''); // source
  res.end();
});
app.get('/', async (req) => {
  const token = tokens.get(req.params.session);
  ${sent('token')}
});\n`,
    `${app}const tokens = new Map<string, string>();
const seen = new Map<string, string>();
app.post('/session', (req, res) => {
  seen.set(req.params.session, req.headers.authorization ?? '');
  res.end();
});
app.get('/', async (req) => {
  const token = tokens.get(req.params.session);
  ${sent('token')}
});\n`,
  ),
  form(
    'a Map of sessions in a module of its own',
    {
      'sessions.ts': `const sessions = new Map<string, { token: string; user: string }>();
export const open = (id: string, token: string) => sessions.set(id, { token, user: id }); // step
export const find = (id: string) => sessions.get(id);
`,
      'server.ts': `${app}import { open, find } from './sessions';
app.post('/', (req, res) => {
  open(req.params.id, req.headers.authorization ?? ''); // source
  res.end();
});
app.get('/', async (req) => {
  const session = find(req.params.id);
  ${sent('session?.token')}
});\n`,
    },
    {
      'sessions.ts': `const sessions = new Map<string, { token: string; user: string }>();
export const open = (id: string, token: string) => sessions.set(id, { token, user: id });
export const find = (id: string) => sessions.get(id);
`,
      'server.ts': `${app}import { open, find } from './sessions';
app.post('/', (req, res) => {
  open(req.params.id, req.headers.authorization ?? '');
  res.end();
});
app.get('/', async (req) => {
  const session = find(req.params.id);
  ${sent('session?.user')}
});\n`,
    },
  ),
  form(
    'a WeakMap keyed by the session object',
    `${app}const tokens = new WeakMap<object, string>();
app.use((req, _res, next) => {
  tokens.set(req.session, req.headers.authorization ?? ''); // source
  next();
});
app.get('/', async (req) => {
  ${sent('tokens.get(req.session)')}
});\n`,
    `${app}const users = new WeakMap<object, string>();
app.use((req, _res, next) => {
  users.set(req.session, String(Boolean(req.headers.authorization)));
  next();
});
app.get('/', async (req) => {
  ${sent('users.get(req.session)')}
});\n`,
  ),
  form(
    'an object used as a table of sessions',
    `${app}const tokens: Record<string, string> = {};
app.post('/', (req, res) => {
  tokens[req.params.id] = req.headers.authorization ?? ''; // source
  res.end();
});
app.get('/', async (req) => {
  ${sent('tokens[req.params.id]')}
});\n`,
    `${app}const tokens: Record<string, string> = { ci: '' };
const seen: Record<string, string> = {};
app.post('/', (req, res) => {
  seen[req.params.id] = req.headers.authorization ?? '';
  res.end();
});
app.get('/', async (req) => {
  ${sent('tokens[req.params.id]')}
});\n`,
  ),
  form(
    'a Set',
    route(`const values = new Set<string>();
  values.add(header);
  for (const value of values) ${sent('value')}`),
    route(`const values = new Set<string>();
  values.add(header);
  ${sent('String(values.size + Number(values.has(header)))')}`),
  ),
  form(
    'a vault looked up by user',
    `${app}import { vault } from './vault';
app.get('/', async (req) => {
  const caller = { token: req.headers.authorization ?? '', user: req.params.user }; // source
  ${sent('caller.token')}
});\n`,
    `${app}import { vault } from './vault';
app.get('/', async (req) => {
  const caller = { token: req.headers.authorization ?? '', user: req.params.user };
  ${sent('await vault.get(caller.user)')}
});\n`,
  ),
]);
