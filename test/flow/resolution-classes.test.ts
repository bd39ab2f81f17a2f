import { app, flowCases, form, send } from './cases.ts';

const ci = `export class Ci {
  async list(token: string) {
    return ${send('token')}; // sink
  }
  async size(token: string) {
    return token.length;
  }
}
`;

flowCases('flow: methods of classes', [
  form(
    'through new X()',
    {
      'ci.ts': ci,
      'server.ts': `${app}import { Ci } from './ci';\nconst ci = new Ci();\napp.get('/', (req) => ci.list(req.headers.authorization ?? '')); // source report\n`,
    },
    {
      'ci.ts': ci,
      'server.ts': `${app}import { Ci } from './ci';\nconst ci = new Ci();\napp.get('/', (req) => ci.size(req.headers.authorization ?? ''));\n`,
    },
  ),
  form(
    'through a type annotation',
    {
      'ci.ts': ci,
      'server.ts': `${app}import type { Ci } from './ci';\nexport const routes = (ci: Ci) => app.get('/', (req) => ci.list(req.headers.authorization ?? '')); // source report\n`,
    },
    {
      'ci.ts': ci,
      'server.ts': `${app}import type { Ci } from './ci';\nexport const routes = (ci: Ci) => app.get('/', (req) => ci.size(req.headers.authorization ?? ''));\n`,
    },
  ),
  form(
    'through a constructor parameter property',
    {
      'ci.ts': ci,
      'api.ts': `import type { Ci } from './ci';
export class Api {
  constructor(private readonly ci: Ci) {}
  builds(token: string) {
    return this.ci.list(token); // step
  }
  size(token: string) {
    return this.ci.size(token);
  }
}
`,
      'server.ts': `${app}import { Api } from './api';\nexport const routes = (api: Api) => app.get('/', (req) => api.builds(req.headers.authorization ?? '')); // source report\n`,
    },
    {
      'ci.ts': ci,
      'api.ts': `import type { Ci } from './ci';
export class Api {
  constructor(private readonly ci: Ci) {}
  size(token: string) {
    return this.ci.size(token);
  }
}
`,
      'server.ts': `${app}import { Api } from './api';\nexport const routes = (api: Api) => app.get('/', (req) => api.size(req.headers.authorization ?? ''));\n`,
    },
  ),
  form(
    'through an interface with one implementation',
    {
      'port.ts': `export interface Builds { list(token: string): Promise<unknown> }\n`,
      'ci.ts': `import type { Builds } from './port';\n${ci.replace('class Ci', 'class Ci implements Builds')}`,
      'server.ts': `${app}import type { Builds } from './port';\nexport const routes = (builds: Builds) => app.get('/', (req) => builds.list(req.headers.authorization ?? '')); // source report\n`,
    },
    {
      'port.ts': `export interface Builds { list(token: string): Promise<unknown> }\n`,
      'ci.ts': `import type { Builds } from './port';\n${ci.replace('class Ci', 'class Ci implements Builds')}`,
      'server.ts': `${app}import type { Builds } from './port';\nexport const routes = (builds: Builds) => app.get('/', (req) => builds.list(req.headers.authorization ? 'key' : ''));\n`,
    },
  ),
  form(
    'through an interface that a factory implements with an object',
    {
      'ci.ts': `export interface Builds { list(token: string): Promise<unknown> }
export function createBuilds(): Builds {
  return {
    list: async (token) => ${send('token')}, // sink
  };
}
`,
      'server.ts': `${app}import { createBuilds } from './ci';\nconst builds = createBuilds();\napp.get('/', (req) => builds.list(req.headers.authorization ?? '')); // source report\n`,
    },
    {
      'ci.ts': `export interface Builds { list(token: string): Promise<unknown> }
export function createBuilds(): Builds {
  return { list: async (token) => ${send('String(token.length)')} };
}
`,
      'server.ts': `${app}import { createBuilds } from './ci';\nconst builds = createBuilds();\napp.get('/', (req) => builds.list(req.headers.authorization ?? ''));\n`,
    },
  ),
  form(
    'an interface with two implementations is not guessed, a class is',
    {
      'ci.ts': ci,
      'server.ts': `${app}import { Ci } from './ci';\ninterface Builds { list(token: string): Promise<unknown> }
class Fake implements Builds { async list(token: string) { return token.length; } }
const ci = process.env.FAKE ? new Fake() : new Ci();
app.get('/', (req) => ci.list(req.headers.authorization ?? '')); // source report\n`,
    },
    {
      'ci.ts': ci,
      'server.ts': `${app}interface Builds { list(token: string): Promise<unknown> }
class Fake implements Builds { async list(token: string) { return token.length; } }
const ci: Builds = new Fake();
app.get('/', (req) => ci.list(req.headers.authorization ?? ''));\n`,
    },
  ),
  form(
    'an inherited method',
    {
      'base.ts': `export abstract class Base {
  protected request(token: string) {
    return ${send('token')}; // sink
  }
}
`,
      'server.ts': `${app}import { Base } from './base';
class Ci extends Base {
  list(token: string) {
    return this.request(token); // report
  }
}
app.get('/', (req) => new Ci().list(req.headers.authorization ?? '')); // source step\n`,
    },
    {
      'base.ts': `export abstract class Base {
  protected request(token: string) {
    return ${send('token')};
  }
}
`,
      'server.ts': `${app}import { Base } from './base';
class Ci extends Base {
  protected override request(token: string) {
    return token.length;
  }
  list(token: string) {
    return this.request(token);
  }
}
app.get('/', (req) => new Ci().list(req.headers.authorization ?? ''));\n`,
    },
  ),
  form(
    'a method that super calls',
    `${app}class Base {
  list(token: string) {
    return ${send('token')}; // sink report
  }
}
class Ci extends Base {
  override list(token: string) {
    return super.list(token); // step
  }
}
app.get('/', (req) => new Ci().list(req.headers.authorization ?? '')); // source step\n`,
    `${app}class Base {
  list(token: string) {
    return ${send('token')};
  }
}
class Ci extends Base {
  override list(token: string) {
    return super.list(token ? 'key' : '');
  }
}
app.get('/', (req) => new Ci().list(req.headers.authorization ?? ''));\n`,
  ),
  form(
    'a static method',
    `${app}class Ci {
  static list(token: string) {
    return ${send('token')}; // sink report
  }
}
app.get('/', (req) => Ci.list(req.headers.authorization ?? '')); // source step\n`,
    `${app}class Ci {
  static list(token: string) {
    return ${send('token')};
  }
  static size(token: string) {
    return token.length;
  }
}
app.get('/', (req) => Ci.size(req.headers.authorization ?? ''));\n`,
  ),
  form(
    'a getter',
    `${app}class Ci {
  constructor(private readonly token: string) {}
  get headers() {
    return { Authorization: this.token }; // step
  }
}
app.get('/', (req) => fetch('https://ci.example.com', { headers: new Ci(req.headers.authorization ?? '').headers })); // source sink report\n`,
    `${app}class Ci {
  constructor(private readonly token: string) {}
  get headers() {
    return { Accept: 'application/json' };
  }
}
app.get('/', (req) => fetch('https://ci.example.com', { headers: new Ci(req.headers.authorization ?? '').headers }));\n`,
  ),
  form(
    'an arrow function in a field, passed as callback',
    `${app}class Ci {
  private forward = (token: string) => ${send('token')}; // sink report
  handle = (req: express.Request) => this.forward(req.headers.authorization ?? ''); // source step
}
app.get('/', new Ci().handle);\n`,
    `${app}class Ci {
  private forward = (token: string) => ${send('token')};
  handle = (req: express.Request) => this.forward(req.headers.authorization ? 'key' : '');
}
app.get('/', new Ci().handle);\n`,
  ),
  form(
    'a method bound to its object',
    `${app}class Routes {
  async list(req: express.Request) {
    return ${send('req.headers.authorization')}; // source sink report
  }
}
const routes = new Routes();
app.get('/', routes.list.bind(routes));\n`,
    `${app}class Routes {
  async list(req: express.Request) {
    return ${send('req.ip')};
  }
}
const routes = new Routes();
app.get('/', routes.list.bind(routes));\n`,
  ),
]);
