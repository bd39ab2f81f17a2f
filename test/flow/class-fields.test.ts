import { app, flowCases, form, send } from './cases.ts';

flowCases('flow: class fields', [
  form(
    'a private field set in the constructor',
    `${app}class Ci {
  #token: string;
  constructor(options: { token: string; name: string }) {
    this.#token = options.token; // step
  }
  list() {
    return ${send('this.#token')}; // sink report
  }
}
app.get('/', (req) => new Ci({ token: req.headers.authorization ?? '', name: 'ci' }).list()); // source\n`,
    `${app}class Ci {
  #token: string;
  #name: string;
  constructor(options: { token: string; name: string }) {
    this.#token = options.token;
    this.#name = options.name;
  }
  list() {
    return ${send('this.#name')};
  }
}
app.get('/', (req) => new Ci({ token: req.headers.authorization ?? '', name: 'ci' }).list());\n`,
  ),
  form(
    'a setter method',
    `${app}class Ci {
  private token = '';
  private key = process.env.CI_TOKEN ?? '';
  setToken(token: string) {
    this.token = token; // step
  }
  list() {
    return ${send('this.token')}; // sink report
  }
}
const ci = new Ci();
app.get('/', (req) => {
  ci.setToken(req.headers.authorization ?? ''); // source
  return ci.list();
});\n`,
    `${app}class Ci {
  private token = '';
  private key = process.env.CI_TOKEN ?? '';
  setToken(token: string) {
    this.token = token;
  }
  list() {
    return ${send('this.key')};
  }
}
const ci = new Ci();
app.get('/', (req) => {
  ci.setToken(req.headers.authorization ?? '');
  return ci.list();
});\n`,
  ),
  form(
    'fields of two objects of one class are apart',
    `${app}class Ci {
  constructor(private token: string) {}
  list() {
    return ${send('this.token')}; // sink report
  }
}
app.get('/', (req) => {
  const caller = new Ci(req.headers.authorization ?? ''); // source step
  return caller.list();
});\n`,
    `${app}class Ci {
  constructor(private token: string) {}
  list() {
    return ${send('this.token')};
  }
  isEmpty() {
    return this.token === '';
  }
}
app.get('/', (req) => {
  const caller = new Ci(req.headers.authorization ?? '');
  const own = new Ci(process.env.CI_TOKEN ?? '');
  return caller.isEmpty() ? undefined : own.list();
});\n`,
  ),
  form(
    'a field of the base class that super() sets',
    `${app}class Base {
  constructor(protected readonly token: string, protected readonly url: string) {}
}
class Ci extends Base {
  constructor(token: string) {
    super(token, 'https://ci.example.com'); // step
  }
  list() {
    return ${send('this.token')}; // sink report
  }
}
app.get('/', (req) => new Ci(req.headers.authorization ?? '').list()); // source\n`,
    `${app}class Base {
  constructor(protected readonly token: string, protected readonly key: string) {}
}
class Ci extends Base {
  constructor(token: string) {
    super(token, process.env.CI_TOKEN ?? '');
  }
  list() {
    return ${send('this.key')};
  }
}
app.get('/', (req) => new Ci(req.headers.authorization ?? '').list());\n`,
  ),
  form(
    'a request that a container hands to the constructor',
    `import type { Request } from 'express';
export class Ci {
  constructor(private readonly request: Request) {}
  list() {
    return ${send("this.request.headers.authorization ?? ''")}; // report
  }
}\n`,
    `import type { Request } from 'express';
export class Ci {
  constructor(private readonly request: Request) {}
  list() {
    return ${send('String(this.request.headers.age)')};
  }
}\n`,
  ),
  form(
    'a method that reads what a function has left beside the class',
    `${app}import { AsyncLocalStorage } from 'node:async_hooks';
const storage = new AsyncLocalStorage<{ token?: string; name: string }>();
const within = (token: string | undefined, run: () => unknown) => storage.run({ token, name: 'ci' }, run);
class Ci {
  headers() {
    return { Authorization: storage.getStore()?.token ?? '' };
  }
  list() {
    return fetch('https://ci.example.com/builds', { headers: this.headers() }); // sink report
  }
}
const ci = new Ci();
app.get('/', (req) => within(req.headers.authorization, () => ci.list())); // source\n`,
    `${app}import { AsyncLocalStorage } from 'node:async_hooks';
const storage = new AsyncLocalStorage<{ token?: string; name: string }>();
const within = (token: string | undefined, run: () => unknown) => storage.run({ token, name: 'ci' }, run);
class Ci {
  headers() {
    return { Authorization: storage.getStore()?.name ?? '' };
  }
  list() {
    return fetch('https://ci.example.com/builds', { headers: this.headers() });
  }
}
const ci = new Ci();
app.get('/', (req) => within(req.headers.authorization, () => ci.list()));\n`,
  ),
  form(
    'a method of the parent, by `super`',
    `${app}class Kept {
  protected token = '';
  protected name = 'ci';
  init(token: string) {
    this.token = token; // step
  }
  list() {
    return ${send('this.token')}; // sink report
  }
}
class Ci extends Kept {
  init(token: string) {
    super.init(token); // step
  }
  async list() {
    return super.list();
  }
}
const ci = new Ci();
app.get('/', (req) => { ci.init(req.headers.authorization ?? ''); return ci.list(); }); // source\n`,
    `${app}class Kept {
  protected token = '';
  protected name = 'ci';
  init(token: string) {
    this.token = token;
  }
  list() {
    return ${send('this.name')};
  }
}
class Ci extends Kept {
  init(token: string) {
    super.init(token);
  }
  async list() {
    return super.list();
  }
}
const ci = new Ci();
app.get('/', (req) => { ci.init(req.headers.authorization ?? ''); return ci.list(); });\n`,
  ),
  form(
    'a setter and a field of another name',
    `${app}class Ci {
  private kept = '';
  set token(value: string) {
    this.kept = value; // step
  }
  list() {
    return ${send('this.kept')}; // sink report
  }
}
const ci = new Ci();
app.get('/', (req) => { ci.token = req.headers.authorization ?? ''; return ci.list(); }); // source\n`,
    `${app}class Ci {
  private kept = '';
  set token(value: string) {
    this.kept = String(value.length);
  }
  list() {
    return ${send('this.kept')};
  }
}
const ci = new Ci();
app.get('/', (req) => { ci.token = req.headers.authorization ?? ''; return ci.list(); });\n`,
  ),
  form(
    'an instance out of a container',
    `${app}import { container } from 'tsyringe';
class Ci {
  list(token: string) {
    return ${send('token')}; // sink report
  }
}
app.get('/', (req) => container.resolve(Ci).list(req.headers.authorization ?? '')); // source\n`,
    `${app}import { container } from 'tsyringe';
class Ci {
  list(token: string) {
    return ${send('String(token.length)')};
  }
}
app.get('/', (req) => container.resolve(Ci).list(req.headers.authorization ?? ''));\n`,
  ),
]);
