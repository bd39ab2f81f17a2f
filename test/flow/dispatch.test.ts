import { app, flowCases, form, send } from './cases.ts';

const lookedUp = (body: string, prelude = ''): string => `${app}import { tools } from './tools';
${prelude}app.post('/call', async (req) => {
  const token = req.headers.authorization ?? ''; // source
  ${body}
});\n`;

const interfaces = 'export interface Tool { name: string; run(token: string, page: string): Promise<unknown> }\n';
const sending = `${interfaces}export const tools: Tool[] = [
  { name: 'builds', run: async (token, page) => ${send('token')} }, // sink
];\n`;
const paging = `${interfaces}export const tools: Tool[] = [
  { name: 'builds', run: async (token, page) => ${send('page')} },
];\n`;

/** Both a tool that sends the token and, as its twin, one that sends its other argument. */
const tool = (title: string, body: string, prelude = '', more: Record<string, string> = {}) =>
  form(
    title,
    { ...more, 'server.ts': lookedUp(body, prelude), 'tools.ts': sending },
    { ...more, 'server.ts': lookedUp(body, prelude), 'tools.ts': paging },
  );

const registry = `import type { Tool } from './tools';
export class Registry {
  private readonly known = new Map<string, Tool>();
  add(tool: Tool) {
    this.known.set(tool.name, tool);
  }
  async run(name: string, token: string) {
    const tool = this.known.get(name);
    if (!tool) throw new Error('unknown tool');
    return tool.run(token, 'first'); // step
  }
}\n`;

flowCases('flow: tools that are looked up by name', [
  tool(
    'find in a list whose elements have a written type',
    `const tool = tools.find((each) => each.name === req.body.name);
  await tool?.run(token, 'first'); // report`,
  ),
  tool(
    'find and take apart',
    `const { run } = tools.find(({ name }) => name === req.body.name)!;
  await run(token, 'first'); // report`,
  ),
  tool(
    'a Map by name',
    `const byName = new Map(tools.map((each) => [each.name, each]));
  await byName.get(req.body.name)?.run(token, 'first'); // report`,
  ),
  tool(
    'a registry that is filled',
    `await registry.run(req.body.name, token); // report`,
    `import { Registry } from './registry';\nconst registry = new Registry();\nfor (const each of tools) registry.add(each);\n`,
    { 'registry.ts': registry },
  ),
]);

flowCases('flow: a client that is left on the request', [
  form(
    'a method of what the middleware made',
    `${app}class Ci {
  constructor(private token: string, private page: string) {}
  list() {
    return ${send('this.token')}; // sink report
  }
}
app.use((req, _res, next) => {
  (req as any).ci = new Ci(req.headers.authorization ?? '', '1'); // source
  next();
});
app.get('/', (req) => (req as any).ci.list());\n`,
    `${app}class Ci {
  constructor(private token: string, private page: string) {}
  list() {
    return ${send('this.page')};
  }
}
app.use((req, _res, next) => {
  (req as any).ci = new Ci(req.headers.authorization ?? '', '1');
  next();
});
app.get('/', (req) => (req as any).ci.list());\n`,
  ),
]);

flowCases('flow: static members', [
  form(
    'one method leaves it, another one gives it',
    `${app}class Caller {
  private static token = '';
  static enter(token: string) {
    Caller.token = token;
  }
  static current() {
    return Caller.token;
  }
}
app.get('/', (req) => {
  Caller.enter(req.headers.authorization ?? ''); // source
  return ${send('Caller.current()')}; // sink report
});\n`,
    `${app}class Caller {
  private static token = '';
  private static page = '';
  static enter(token: string) {
    Caller.token = token;
  }
  static current() {
    return Caller.page;
  }
}
app.get('/', (req) => {
  Caller.enter(req.headers.authorization ?? '');
  return ${send('Caller.current()')};
});\n`,
  ),
  form(
    'a storage in a static field, read by a static getter',
    `${app}import { AsyncLocalStorage } from 'node:async_hooks';
class Caller {
  private static storage = new AsyncLocalStorage<{ token: string; page: string }>();
  static run<T>(token: string, next: () => T) {
    return this.storage.run({ token, page: '1' }, next);
  }
  static get token() {
    return Caller.storage.getStore()!.token;
  }
}
const list = () => ${send('Caller.token')}; // sink report
app.get('/', (req) => Caller.run(req.headers.authorization ?? '', () => list())); // source\n`,
    `${app}import { AsyncLocalStorage } from 'node:async_hooks';
class Caller {
  private static storage = new AsyncLocalStorage<{ token: string; page: string }>();
  static run<T>(token: string, next: () => T) {
    return this.storage.run({ token, page: '1' }, next);
  }
  static get token() {
    return Caller.storage.getStore()!.page;
  }
}
const list = () => ${send('Caller.token')};
app.get('/', (req) => Caller.run(req.headers.authorization ?? '', () => list()));\n`,
  ),
  form(
    'the defaults of a client in a field',
    `${app}import axios from 'axios';
class Ci {
  private http = axios.create({ baseURL: 'https://ci.example.com' });
  as(token: string) {
    this.http.defaults.headers.common['Authorization'] = token; // sink report
  }
}
const ci = new Ci();
app.use((req, _res, next) => {
  ci.as(req.headers.authorization ?? ''); // source
  next();
});\n`,
    `${app}import axios from 'axios';
class Ci {
  private http = axios.create({ baseURL: 'https://ci.example.com' });
  as(token: string) {
    this.http.defaults.timeout = token.length;
  }
}
const ci = new Ci();
app.use((req, _res, next) => {
  ci.as(req.headers.authorization ?? '');
  next();
});\n`,
  ),
]);
