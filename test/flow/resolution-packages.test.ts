import { app, client, flowCases, send, server } from './cases.ts';

const unmarked = client.replace(' // sink', '');
const count = 'export const load = (token: string) => token.length;\n';
const silent = `${app}import { load } from './client';\napp.get('/', (req) => load(req.headers.authorization));\n`;
const from = (specifier: string, text = server): string => text.replace('./client', specifier);
const json = (value: object): string => JSON.stringify(value);

/** The same project with a client that only counts: the twin of most resolutions is another file behind the specifier. */
function project(specifier: string, target: string, rest: Record<string, string>, entry = 'server.ts') {
  return {
    flow: { [entry]: from(specifier), [target]: client, ...rest },
    twin: { [entry]: from(specifier, silent), [target]: count, 'unused/client.ts': unmarked, ...rest },
  };
}

flowCases('flow: tsconfig', [
  {
    title: 'paths',
    ...project('@/client', 'src/client.ts', {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } } // aliases',
    }),
  },
  {
    title: 'baseUrl',
    ...project('ci/client', 'src/ci/client.ts', { 'tsconfig.json': json({ compilerOptions: { baseUrl: 'src' } }) }),
  },
  {
    title: 'extends',
    ...project(
      '~ci',
      'app/ci/client.ts',
      {
        'app/tsconfig.json': json({ extends: '../config/base.json' }),
        'config/base.json': json({ compilerOptions: { paths: { '~ci': ['../app/ci/client.ts'] } } }),
      },
      'app/server.ts',
    ),
  },
  {
    title: 'references',
    ...project('@/client', 'src/client.ts', {
      'tsconfig.json': json({ files: [], references: [{ path: './tsconfig.app.json' }] }),
      'tsconfig.app.json': json({ compilerOptions: { baseUrl: '.', paths: { '@/*': ['src/*'] } } }),
    }),
  },
  {
    title: 'the nearest tsconfig counts',
    flow: {
      'tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./stub/*'] } } }),
      'api/tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./src/*'] } } }),
      'api/server.ts': from('@/client'),
      'api/src/client.ts': client,
      'stub/client.ts': count,
    },
    twin: {
      'tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./src/*'] } } }),
      'api/tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./stub/*'] } } }),
      'api/server.ts': from('@/client', silent),
      'src/client.ts': unmarked,
      'api/stub/client.ts': count,
    },
  },
]);

flowCases('flow: package exports', [
  {
    title: 'a subpath of the own package by its name',
    ...project('@acme/agent/client', 'src/client.ts', {
      'package.json': json({ name: '@acme/agent', exports: { './*': './dist/*.js' } }),
      'tsconfig.json': json({ compilerOptions: { outDir: 'dist', rootDir: 'src' } }),
    }),
  },
  {
    title: 'imports of the own package',
    ...project('#ci', 'src/client.ts', {
      'package.json': json({ name: '@acme/agent', imports: { '#ci': './src/client.ts' } }),
    }),
  },
  {
    title: 'conditions of exports',
    ...project(
      '@acme/ci',
      'packages/ci/src/client.ts',
      {
        'package.json': json({ workspaces: ['packages/*'] }),
        'packages/ci/package.json': json({
          name: '@acme/ci',
          exports: { '.': { types: './dist/client.d.ts', import: './dist/client.js' } },
        }),
        'packages/ci/tsconfig.json': json({ compilerOptions: { outDir: 'dist', rootDir: 'src' } }),
        'packages/api/package.json': json({ name: 'api', dependencies: { '@acme/ci': '*' } }),
      },
      'packages/api/server.ts',
    ),
  },
  {
    title: 'a package of the registry is no file of the project',
    flow: {
      'package.json': json({ name: 'api', dependencies: { 'ci-client': '1.0.0' } }),
      'server.ts': server,
      'client.ts': client,
    },
    twin: {
      'package.json': json({ name: 'api', dependencies: { 'ci-client': '1.0.0' } }),
      'server.ts': from('ci-client', silent),
      'ci-client.ts': unmarked,
    },
  },
]);

const member = (name: string, rest: object = {}): string => json({ name, main: './src/index.ts', ...rest });

flowCases('flow: workspaces', [
  {
    title: 'npm',
    ...project(
      '@acme/ci',
      'packages/ci/src/index.ts',
      {
        'package.json': json({ workspaces: ['packages/*'] }),
        'packages/ci/package.json': member('@acme/ci'),
        'packages/api/package.json': member('api', { dependencies: { '@acme/ci': '^1' } }),
      },
      'packages/api/src/server.ts',
    ),
  },
  {
    title: 'pnpm',
    ...project(
      '@acme/ci',
      'libs/deep/ci/src/index.ts',
      {
        'pnpm-workspace.yaml': "packages:\n  - 'libs/**'\n  - apps/*\n",
        'package.json': json({ name: 'root', private: true }),
        'libs/deep/ci/package.json': member('@acme/ci'),
        'apps/api/package.json': member('api', { dependencies: { '@acme/ci': 'workspace:*' } }),
      },
      'apps/api/src/server.ts',
    ),
  },
  {
    title: 'yarn, with the object form',
    ...project(
      '@acme/ci',
      'packages/ci/src/index.ts',
      {
        'package.json': json({ workspaces: { packages: ['packages/*'], nohoist: ['**/react'] } }),
        'packages/ci/package.json': member('@acme/ci'),
        'packages/api/package.json': member('api', { dependencies: { '@acme/ci': '1.0.0' } }),
      },
      'packages/api/src/server.ts',
    ),
  },
  {
    title: 'a file deep in a member, as TypeScript behind the compiled name',
    flow: {
      'package.json': json({ workspaces: ['packages/*'] }),
      'packages/ci/package.json': member('@acme/ci'),
      'packages/ci/src/client.ts': client,
      'packages/api/package.json': member('api', { dependencies: { '@acme/ci': '*' } }),
      'packages/api/src/server.ts': from('@acme/ci/dist/client.js'),
    },
    twin: {
      'package.json': json({ workspaces: ['packages/*'] }),
      'packages/ci/package.json': member('@acme/ci'),
      'packages/ci/src/client.ts': count,
      'packages/ci/src/index.ts': unmarked,
      'packages/api/package.json': member('api', { dependencies: { '@acme/ci': '*' } }),
      'packages/api/src/server.ts': from('@acme/ci/dist/client.js', silent),
    },
  },
  {
    title: 'the flow goes over three packages',
    flow: {
      'package.json': json({ workspaces: ['packages/*'] }),
      'packages/ci/package.json': member('@acme/ci'),
      'packages/ci/src/index.ts': `export { load } from '@acme/http';\n`,
      'packages/http/package.json': member('@acme/http'),
      'packages/http/src/index.ts': `export function load(token: string) {\n  return ${send("'Bearer ' + token")}; // sink\n}\n`,
      'packages/api/package.json': member('api'),
      'packages/api/src/server.ts': from('@acme/ci'),
    },
    twin: {
      'package.json': json({ workspaces: ['packages/*'] }),
      'packages/ci/package.json': member('@acme/ci'),
      'packages/ci/src/index.ts': `export { size as load } from '@acme/http';\n`,
      'packages/http/package.json': member('@acme/http'),
      'packages/http/src/index.ts': `export function load(token: string) {\n  return ${send("'Bearer ' + token")};\n}\nexport const size = (token: string) => token.length;\n`,
      'packages/api/package.json': member('api'),
      'packages/api/src/server.ts': from('@acme/ci', silent),
    },
  },
]);
