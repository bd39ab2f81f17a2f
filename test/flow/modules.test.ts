import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createModuleResolver, type ModuleResolver } from '../../server/flow/modules/modules.ts';

type Tree = Record<string, string | object>;

function repository(tree: Tree): ModuleResolver {
  const paths = Object.keys(tree);
  const named = (pattern: RegExp): string[] => paths.filter((path) => pattern.test(path));
  return createModuleResolver({
    files: named(/(?<!\.d)\.[mc]?[jt]sx?$/),
    packageFiles: named(/(^|\/)package\.json$/),
    tsconfigFiles: named(/(^|\/)(tsconfig.*|jsconfig)\.json$/),
    workspaceFiles: named(/(^|\/)pnpm-workspace\.yaml$/),
    denoFiles: named(/(^|\/)deno\.jsonc?$/),
    read(path) {
      const content = tree[path];
      return typeof content === 'object' ? JSON.stringify(content) : content;
    },
  });
}

/** `file`, `pkg:name` with `/subpath`, the built-in's name, or `missing`. */
function resolved(tree: Tree, from: string, specifier: string): string {
  const found = repository(tree).resolve(from, specifier);
  if (found.kind === 'file') return found.file;
  if (found.kind === 'package') return `pkg:${found.name}${found.subpath && ` ${found.subpath}`}`;
  return found.kind === 'builtin' ? found.name : 'missing';
}

function table(tree: Tree, rows: [from: string, specifier: string, expected: string][]): void {
  for (const [from, specifier, expected] of rows) {
    it(`${specifier} in ${from} is ${expected}`, () => assert.equal(resolved(tree, from, specifier), expected));
  }
}

describe('modules: relative', () => {
  table(
    {
      'src/server.ts': '',
      'src/auth.ts': '',
      'src/view.tsx': '',
      'src/both.ts': '',
      'src/both.js': '',
      'src/esm.mts': '',
      'src/old.cts': '',
      'src/plain.jsx': '',
      'src/user.service.ts': '',
      'src/tools/index.ts': '',
      'src/legacy/package.json': { main: './lib/start' },
      'src/legacy/lib/start.js': '',
      'main.ts': '',
    },
    [
      ['src/server.ts', './auth', 'src/auth.ts'],
      ['src/server.ts', './auth.js', 'src/auth.ts'],
      ['src/server.ts', './auth.ts', 'src/auth.ts'],
      ['src/server.ts', './view.jsx', 'src/view.tsx'],
      ['src/server.ts', './view.js', 'src/view.tsx'],
      ['src/server.ts', './both.js', 'src/both.ts'],
      ['src/server.ts', './esm.mjs', 'src/esm.mts'],
      ['src/server.ts', './old.cjs', 'src/old.cts'],
      ['src/server.ts', './plain', 'src/plain.jsx'],
      ['src/server.ts', './user.service', 'src/user.service.ts'],
      ['src/server.ts', './tools', 'src/tools/index.ts'],
      ['src/server.ts', './tools/', 'src/tools/index.ts'],
      ['src/tools/index.ts', '..', 'missing'],
      ['src/tools/index.ts', '../auth', 'src/auth.ts'],
      ['src/tools/index.ts', '.', 'src/tools/index.ts'],
      ['src/server.ts', './legacy', 'src/legacy/lib/start.js'],
      ['src/server.ts', './auth.ts?raw', 'src/auth.ts'],
      ['src/server.ts', '../main.js', 'main.ts'],
      ['main.ts', '../outside', 'missing'],
      ['src/server.ts', './data.json', 'missing'],
      ['src/server.ts', '/src/auth.ts', 'missing'],
    ],
  );
});

describe('modules: names that speak for themselves', () => {
  table({ 'a.ts': '' }, [
    ['a.ts', 'node:http', 'node:http'],
    ['a.ts', 'http', 'node:http'],
    ['a.ts', 'fs/promises', 'node:fs/promises'],
    ['a.ts', 'express', 'pkg:express'],
    ['a.ts', '@modelcontextprotocol/sdk/server/mcp.js', 'pkg:@modelcontextprotocol/sdk server/mcp.js'],
    ['a.ts', 'npm:hono@4/jwt', 'pkg:hono jwt'],
    ['a.ts', 'npm:@hono/node-server@^1.2', 'pkg:@hono/node-server'],
    ['a.ts', 'jsr:@std/http@1/file-server', 'pkg:@std/http file-server'],
    ['a.ts', 'https://esm.sh/hono@4', 'pkg:hono'],
    ['a.ts', 'https://esm.sh/v135/@supabase/supabase-js@2?target=deno', 'pkg:@supabase/supabase-js'],
    ['a.ts', 'https://cdn.jsdelivr.net/npm/jose@5/+esm', 'pkg:jose +esm'],
    ['a.ts', 'https://deno.land/std@0.200.0/http/server.ts', 'missing'],
    ['a.ts', 'cloudflare:workers', 'pkg:cloudflare:workers'],
    ['a.ts', '~/auth', 'missing'],
    ['a.ts', '@/auth', 'missing'],
    ['a.ts', '#auth', 'missing'],
    ['a.ts', '$lib/auth', 'missing'],
    ['a.ts', '', 'missing'],
  ]);
});

describe('modules: tsconfig', () => {
  table(
    {
      'config/base.json': '{ "compilerOptions": { "paths": { "@base/*": ["../shared/*"] } } } // above',
      'shared/log.ts': '',
      'tsconfig.json': `{
        // comments and trailing commas are usual
        "extends": ["@tsconfig/node20/tsconfig.json", "./config/base"],
        "compilerOptions": { "baseUrl": "./app", },
      }`,
      'app/auth/token.ts': '',
      'app/http.ts': '',
      'web/tsconfig.json':
        '{ "compilerOptions": { "paths": { "@/*": ["./src/*"], "@/ui/*": ["./ui/*"], "~config": ["./config.ts"], "sdk": ["./node_modules/@acme/sdk/dist/index.d.ts"] } } }',
      'web/src/a.ts': '',
      'web/src/lib/b.ts': '',
      'web/ui/button.tsx': '',
      'web/config.ts': '',
      'vite/tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
      'vite/tsconfig.app.json':
        '{ "extends": "../tsconfig.json", "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"] } } }',
      'vite/src/x.ts': '',
      'loop/tsconfig.json': '{ "extends": "./tsconfig.json" }',
      'loop/a.ts': '',
    },
    [
      ['app/http.ts', '@base/log', 'shared/log.ts'],
      ['app/http.ts', 'auth/token', 'app/auth/token.ts'],
      ['app/http.ts', 'http', 'node:http'],
      ['app/http.ts', 'express', 'pkg:express'],
      ['web/src/a.ts', '@/lib/b', 'web/src/lib/b.ts'],
      ['web/src/a.ts', '@/ui/button', 'web/ui/button.tsx'],
      ['web/src/a.ts', '~config', 'web/config.ts'],
      ['web/src/a.ts', '@/lib/generated', 'missing'],
      ['web/src/a.ts', 'sdk', 'pkg:@acme/sdk dist/index.d.ts'],
      ['web/src/a.ts', '@base/log', 'pkg:@base/log'],
      ['vite/src/x.ts', '@/x', 'vite/src/x.ts'],
      ['loop/a.ts', 'express', 'pkg:express'],
    ],
  );

  it('a broken tsconfig only costs its aliases', () => {
    assert.equal(resolved({ 'tsconfig.json': '{ "compilerOptions": ', 'a.ts': '', 'b.ts': '' }, 'a.ts', './b'), 'b.ts');
  });
});

describe('modules: package.json', () => {
  table(
    {
      'package.json': {
        name: '@acme/agent',
        exports: { '.': './dist/index.js', './tools/*': { types: './dist/tools/*.d.ts', import: './dist/tools/*.js' } },
        imports: { '#auth': './src/auth.js', '#lib/*': './src/lib/*.js', '#db': 'pg', '#fs': 'node:fs' },
        dependencies: { web: 'npm:hono@4', near: 'file:./vendor/near' },
      },
      'src/index.ts': '',
      'src/auth.ts': '',
      'src/lib/x.ts': '',
      'src/tools/mail.ts': '',
      'vendor/near/package.json': { main: 'near.js' },
      'vendor/near/near.js': '',
    },
    [
      ['src/index.ts', '#auth', 'src/auth.ts'],
      ['src/index.ts', '#lib/x', 'src/lib/x.ts'],
      ['src/index.ts', '#db', 'pkg:pg'],
      ['src/index.ts', '#fs', 'node:fs'],
      ['src/index.ts', '#none', 'missing'],
      ['src/auth.ts', '@acme/agent', 'src/index.ts'],
      ['src/auth.ts', '@acme/agent/tools/mail', 'src/tools/mail.ts'],
      ['src/auth.ts', 'web/jwt', 'pkg:hono jwt'],
      ['src/auth.ts', 'near', 'vendor/near/near.js'],
    ],
  );
});

describe('modules: workspaces', () => {
  table(
    {
      'package.json': { workspaces: ['packages/*'] },
      'packages/core/package.json': { name: '@acme/core', main: 'dist/index.js', types: 'dist/index.d.ts' },
      'packages/core/src/index.ts': '',
      'packages/core/src/token.ts': '',
      'packages/auth/package.json': {
        name: '@acme/auth',
        exports: {
          '.': { '@acme/source': './src/main.ts', import: './dist/main.mjs' },
          './server': {
            browser: './dist/browser.js',
            types: './dist/types/server/index.d.ts',
            require: './dist/cjs/server/index.js',
          },
          './secret': null,
        },
      },
      'packages/auth/src/main.ts': '',
      'packages/auth/src/browser.ts': '',
      'packages/auth/src/server/index.ts': '',
      'packages/bare/package.json': { name: 'bare' },
      'packages/bare/index.js': '',
      'packages/out/package.json': { name: 'out', main: './build/entry.js' },
      'packages/out/tsconfig.json': '{ "compilerOptions": { "outDir": "build", "rootDir": "code" } }',
      'packages/out/code/entry.ts': '',
      'packages/app/package.json': { name: 'app', dependencies: { '@acme/core': 'workspace:*', hono: '^4' } },
      'packages/app/a.ts': '',
      'packages/app/tsconfig.json':
        '{ "compilerOptions": { "paths": { "linked": ["./node_modules/@acme/core/src/token.ts"] } } }',
      'examples/hono/package.json': { name: 'hono', private: true, dependencies: { hono: '^4' } },
      'examples/hono/index.ts': '',
    },
    [
      ['packages/app/a.ts', '@acme/core', 'packages/core/src/index.ts'],
      ['packages/app/a.ts', '@acme/core/dist/token.js', 'packages/core/src/token.ts'],
      ['packages/app/a.ts', 'linked', 'packages/core/src/token.ts'],
      ['packages/app/a.ts', '../core/dist/token.js', 'packages/core/src/token.ts'],
      ['packages/app/a.ts', '../core/token.js', 'missing'],
      ['packages/app/a.ts', '@acme/core/src/token', 'packages/core/src/token.ts'],
      ['packages/app/a.ts', '@acme/auth', 'packages/auth/src/main.ts'],
      ['packages/app/a.ts', '@acme/auth/server', 'packages/auth/src/server/index.ts'],
      ['packages/app/a.ts', '@acme/auth/none', 'pkg:@acme/auth none'],
      ['packages/app/a.ts', 'bare', 'packages/bare/index.js'],
      ['packages/app/a.ts', 'out', 'packages/out/code/entry.ts'],
      ['packages/app/a.ts', 'hono', 'pkg:hono'],
      ['examples/hono/index.ts', 'hono', 'pkg:hono'],
      ['examples/hono/index.ts', '@acme/core', 'packages/core/src/index.ts'],
    ],
  );

  it('a member of the own workspace goes before a stranger of the same name', () => {
    const tree: Tree = {
      'one/pnpm-workspace.yaml': 'packages:\n  - libs/**\n  - "!libs/old"\n',
      'one/libs/old/package.json': { name: 'log' },
      'one/libs/old/index.ts': '',
      'one/libs/new/deep/package.json': { name: 'log' },
      'one/libs/new/deep/index.ts': '',
      'one/libs/old2/package.json': { name: 'user' },
      'one/libs/old2/index.ts': '',
    };
    assert.equal(resolved(tree, 'one/libs/old2/index.ts', 'log'), 'one/libs/new/deep/index.ts');
  });
});

describe('modules: Deno', () => {
  table(
    {
      'functions/deno.json':
        '{ "imports": { "hono": "npm:hono@4", "@shared/": "../shared/", "zod": "https://esm.sh/zod@3" } }',
      'functions/chat/index.ts': '',
      'shared/cors.ts': '',
      'edge/deno.jsonc': '{ "importMap": "./maps/import_map.json" }',
      'edge/maps/import_map.json': '{ "imports": { "auth": "../auth.ts" } }',
      'edge/auth.ts': '',
      'edge/index.ts': '',
    },
    [
      ['functions/chat/index.ts', 'hono', 'pkg:hono'],
      ['functions/chat/index.ts', 'hono/jwt', 'pkg:hono jwt'],
      ['functions/chat/index.ts', '@shared/cors.ts', 'shared/cors.ts'],
      ['functions/chat/index.ts', 'zod', 'pkg:zod'],
      ['edge/index.ts', 'auth', 'edge/auth.ts'],
    ],
  );
});

describe('modules: package facts', () => {
  it('the nearest package.json owns a file', () => {
    const facts = repository({
      'package.json': { name: 'root' },
      'agent/package.json': { name: 'agent', dependencies: { jose: '^5' }, devDependencies: { mocha: '12' } },
    }).packageOf('agent/src/a.ts');
    assert.deepEqual(
      facts && [facts.dir, facts.name, facts.dependencies.get('jose'), facts.dependencies.get('mocha')],
      ['agent', 'agent', '^5', '12'],
    );
  });

  const lockfiles: [name: string, file: string, text: string][] = [
    [
      'npm',
      'package-lock.json',
      '{ "lockfileVersion": 3, "packages": { "node_modules/jose": { "version": "5.9.6" }, "agent/node_modules/other": { "version": "1.0.0" } } }',
    ],
    [
      'npm, nested',
      'package-lock.json',
      '{ "packages": { "node_modules/jose": { "version": "4.0.0" }, "agent/node_modules/jose": { "version": "5.9.6" } } }',
    ],
    [
      'pnpm',
      'pnpm-lock.yaml',
      "lockfileVersion: '9.0'\n\nimporters:\n\n  agent:\n    dependencies:\n      jose:\n        specifier: ^5\n        version: 5.9.6(typescript@5.0.0)\n\npackages:\n\n  a: {}\n",
    ],
    [
      'yarn 1',
      'yarn.lock',
      '# yarn lockfile v1\n\n\njose@^4:\n  version "4.0.0"\n\n"jose@^5", jose@~5.9:\n  version "5.9.6"\n  resolved "https://registry.yarnpkg.com/jose"\n',
    ],
    [
      'yarn berry',
      'yarn.lock',
      '__metadata:\n  version: 8\n\n"jose@npm:^5":\n  version: 5.9.6\n  resolution: "jose@npm:5.9.6"\n',
    ],
    ['bun', 'bun.lock', '{ "lockfileVersion": 1, "packages": { "jose": ["jose@5.9.6", "", {}, "sha512"], } }'],
  ];
  for (const [name, file, text] of lockfiles) {
    it(`reads the pinned version from a lockfile of ${name}`, () => {
      const resolver = repository({
        'agent/package.json': { name: 'agent', dependencies: { jose: '^5' } },
        [file]: text,
      });
      assert.equal(resolver.installedVersion('agent/src/a.ts', 'jose'), '5.9.6');
      assert.equal(resolver.installedVersion('agent/src/a.ts', 'absent'), undefined);
    });
  }

  it('a lockfile with conflict markers pins nothing', () => {
    assert.equal(repository({ 'package-lock.json': '<<<<<<< HEAD\n{' }).installedVersion('a.ts', 'jose'), undefined);
  });
});

describe('modules: once resolved', () => {
  it('the same question from the same directory gives the same answer object', () => {
    const resolver = repository({ 'src/a.ts': '', 'src/b.ts': '' });
    assert.equal(resolver.resolve('src/a.ts', './b'), resolver.resolve('src/b.ts', './b'));
  });
});
