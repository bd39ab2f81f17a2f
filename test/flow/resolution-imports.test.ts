import { app, client, flowCases, send, server } from './cases.ts';

const handler = (call: string): string =>
  `app.get('/', (req) => ${call}(req.headers.authorization)); // source report\n`;
const keyed = (call: string): string =>
  `app.get('/', (req) => ${call}(req.headers.authorization ? process.env.CI_TOKEN : ''));\n`;
const ownKey = server.replace(/load\(req.*$/m, "load(process.env.CI_TOKEN ?? ''));");
const unmarked = client.replace(' // sink', '');
const other = `${unmarked}export const count = (token: string) => token.length;\n`;

flowCases('flow: imports and exports', [
  {
    title: 'an import under another name',
    flow: {
      'server.ts': `${app}import { load as fetchBuilds } from './client';\n${handler('fetchBuilds')}`,
      'client.ts': client,
    },
    twin: {
      'server.ts': `${app}import { count as load } from './client';\napp.get('/', (req) => load(req.headers.authorization));\n`,
      'client.ts': other,
    },
  },
  {
    title: 'an export under another name',
    flow: {
      'server.ts': server,
      'client.ts': `const request = (token: string) => ${send('token')}; // sink\nexport { request as load };\n`,
    },
    twin: {
      'server.ts': `${app}import { load } from './client';\napp.get('/', (req) => load(req.headers.authorization));\n`,
      'client.ts': `const request = (token: string) => ${send('token')};\nconst count = (token: string) => token.length;\nexport { request, count as load };\n`,
    },
  },
  {
    title: 'a default export',
    flow: {
      'server.ts': `${app}import load from './client';\n${handler('load')}`,
      'client.ts': `export default async function (token: string) { return ${send('token')}; } // sink\n`,
    },
    twin: {
      'server.ts': `${app}import load from './client';\n${keyed('load')}`,
      'client.ts': `export default async function (token: string) { return ${send('token')}; }\n`,
    },
  },
  {
    title: 'a namespace import',
    flow: { 'server.ts': `${app}import * as ci from './client';\n${handler('ci.load')}`, 'client.ts': client },
    twin: {
      'server.ts': `${app}import * as ci from './client';\napp.get('/', (req) => ci.count(req.headers.authorization));\n`,
      'client.ts': other,
    },
  },
  {
    title: 'a re-export under another name',
    flow: {
      'server.ts': `${app}import { builds } from './ci';\n${handler('builds')}`,
      'ci.ts': `export { load as builds } from './client';\n`,
      'client.ts': client,
    },
    twin: {
      'server.ts': `${app}import { builds } from './ci';\napp.get('/', (req) => builds(req.headers.authorization));\n`,
      'ci.ts': `export { count as builds, load } from './client';\n`,
      'client.ts': other,
    },
  },
  {
    title: 'a barrel of barrels with export *',
    flow: {
      'server.ts': `${app}import { load } from './lib';\n${handler('load')}`,
      'lib/index.ts': `export * from './ci';\nexport * from './log';\n`,
      'lib/log.ts': `export const log = (text: string) => console.log(text);\n`,
      'lib/ci/index.ts': `export * from './client';\n`,
      'lib/ci/client.ts': client,
    },
    twin: {
      'server.ts': `${app}import { count } from './lib';\napp.get('/', (req) => count(req.headers.authorization));\n`,
      'lib/index.ts': `export * from './ci';\n`,
      'lib/ci/index.ts': `export * from './client';\n`,
      'lib/ci/client.ts': other,
    },
  },
  {
    title: 'export * as a namespace',
    flow: {
      'server.ts': `${app}import { ci } from './lib';\n${handler('ci.load')}`,
      'lib.ts': `export * as ci from './client';\n`,
      'client.ts': client,
    },
    twin: {
      'server.ts': `${app}import { ci } from './lib';\n${keyed('ci.load')}`,
      'lib.ts': `export * as ci from './client';\n`,
      'client.ts': unmarked,
    },
  },
  {
    title: 'an own export goes before the one of export *',
    flow: {
      'server.ts': `${app}import { load } from './lib';\n${handler('load')}`,
      'lib.ts': `export * from './stub';\n${client}`,
      'stub.ts': `export const load = (token: string) => token.length;\n`,
    },
    twin: {
      'server.ts': `${app}import { load } from './lib';\napp.get('/', (req) => load(req.headers.authorization));\n`,
      'lib.ts': `export * from './client';\nexport const load = (token: string) => token.length;\n`,
      'client.ts': unmarked,
    },
  },
  {
    title: 'barrels that export each other',
    flow: {
      'server.ts': `${app}import { load } from './a';\n${handler('load')}`,
      'a.ts': `export * from './b';\n`,
      'b.ts': `export * from './a';\nexport * from './client';\n`,
      'client.ts': client,
    },
    twin: {
      'server.ts': `${app}import { load } from './a';\n${keyed('load')}`,
      'a.ts': `export * from './b';\n`,
      'b.ts': `export * from './a';\nexport * from './client';\n`,
      'client.ts': unmarked,
    },
  },
  {
    title: 'CommonJS with module.exports',
    flow: {
      'server.js': `const app = require('express')();\nconst { load } = require('./client');\n${handler('load')}`,
      'client.js': `const load = (token) => ${send('token')}; // sink\nmodule.exports = { load };\n`,
    },
    twin: {
      'server.js': `const app = require('express')();\nconst { load } = require('./client');\n${keyed('load')}`,
      'client.js': `const load = (token) => ${send('token')};\nmodule.exports = { load };\n`,
    },
  },
  {
    title: 'CommonJS with exports.name',
    flow: {
      'server.js': `const app = require('express')();\nconst ci = require('./client');\n${handler('ci.load')}`,
      'client.js': `exports.load = function (token) { return ${send('token')}; }; // sink\n`,
    },
    twin: {
      'server.js': `const app = require('express')();\nconst ci = require('./client');\napp.get('/', (req) => ci.count(req.headers.authorization));\n`,
      'client.js': `exports.load = function (token) { return ${send('token')}; };\nexports.count = (token) => token.length;\n`,
    },
  },
  {
    title: 'a function as module.exports',
    flow: {
      'server.js': `const app = require('express')();\nconst load = require('./client');\n${handler('load')}`,
      'client.js': `module.exports = function load(token) { return ${send('token')}; }; // sink\n`,
    },
    twin: {
      'server.js': `const app = require('express')();\nconst load = require('./client');\n${keyed('load')}`,
      'client.js': `module.exports = function load(token) { return ${send('token')}; };\n`,
    },
  },
  {
    title: 'a compiled CommonJS module',
    flow: {
      'server.js': `"use strict";\nconst express_1 = __importDefault(require("express"));\nconst client_1 = require("./client");\nconst app = (0, express_1.default)();\n${handler('(0, client_1.load)')}`,
      'client.js': `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.load = load;\nfunction load(token) { return ${send('token')}; } // sink\n`,
    },
    twin: {
      'server.js': `"use strict";\nconst express_1 = __importDefault(require("express"));\nconst client_1 = require("./client");\nconst app = (0, express_1.default)();\n${keyed('(0, client_1.load)')}`,
      'client.js': `"use strict";\nexports.load = load;\nfunction load(token) { return ${send('token')}; }\n`,
    },
  },
  {
    title: 'a dynamic import that is awaited',
    flow: {
      'server.ts': `${app}app.get('/', async (req) => {\n  const { load } = await import('./client');\n  await load(req.headers.authorization); // source report\n});\n`,
      'client.ts': client,
    },
    twin: {
      'server.ts': `${app}app.get('/', async (req) => {\n  const { count } = await import('./client');\n  count(req.headers.authorization);\n});\n`,
      'client.ts': other,
    },
  },
  {
    title: 'a dynamic import with then',
    flow: {
      'server.ts': `${app}app.get('/', (req) => import('./client').then((ci) => ci.load(req.headers.authorization))); // source report\n`,
      'client.ts': client,
    },
    twin: {
      'server.ts': `${app}app.get('/', (req) => import('./client').then((ci) => ci.load(req.ip)));\n`,
      'client.ts': unmarked,
    },
  },
  {
    title: 'an import with the extension of the compiled file',
    flow: { 'server.mts': server.replace('./client', './client.mjs'), 'client.mts': client },
    twin: { 'server.mts': ownKey.replace('./client', './client.mjs'), 'client.mts': unmarked },
  },
  {
    title: 'a constant that travels between files',
    flow: {
      'server.ts': `${app}import { clients } from './clients';\napp.get('/', (req) => clients.ci.load(req.headers.authorization)); // source report\n`,
      'clients.ts': `import { load } from './client';\nexport const clients = { ci: { load } };\n`,
      'client.ts': client,
    },
    twin: {
      'server.ts': `${app}import { clients } from './clients';\napp.get('/', (req) => clients.ci.count(req.headers.authorization));\n`,
      'clients.ts': `import { load, count } from './client';\nexport const clients = { ci: { load, count } };\n`,
      'client.ts': other,
    },
  },
]);
