/** Bundles what ships. The compiler inside ts-morph is a bundle of its own. */
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { compilerOf } from './compiler-source.mjs';
import { notices } from './notices.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'cjs',
  // jsonc-parser's CommonJS build asks for its parts in a way that no bundler sees.
  mainFields: ['module', 'main'],
  // Short names would make loading slower, not faster; see ARCHITECTURE.md.
  minifyWhitespace: true,
  minifySyntax: true,
  // `notices.mjs` says them whole.
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

// Of `server/command/`: where nothing changed, nobody needs the engine that is behind them.
const ofEngine = ['./lint-run.ts', './mcp.ts', './init.ts'];

// What only some commands need is read only by those: eight megabytes take longer than many a command does.
const largeApart = {
  name: 'large-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^ts-morph$/ }, () => ({ path: './ts-morph.cjs', external: true }));
    onResolve({ filter: /command[\\/](program|language-server)\.ts$/, namespace: 'file' }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: `./${basename(path, '.ts')}.cjs`, external: true } : undefined,
    );
    onResolve({ filter: /^\.\/[a-z-]+\.ts$/, namespace: 'file' }, ({ path, kind }) =>
      kind === 'dynamic-import' && ofEngine.includes(path) ? { path: './engine.cjs', external: true } : undefined,
    );
    onResolve({ filter: /^@modelcontextprotocol\/server/ }, () => ({ path: './mcp-sdk.cjs', external: true }));
    onResolve({ filter: /rules[\\/]pages\.json$/ }, () => ({ path: './pages.json', external: true }));
  },
};

// zod brings the texts of fifty languages and reads them all.
const inEnglish = {
  name: 'in-english',
  setup({ onLoad }) {
    onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: '', loader: 'js' }));
  },
};

// commander can start programs as its commands. Ours are none, and who looks for such a door finds none.
const startsNothing = {
  name: 'starts-nothing',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer, path }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path, namespace: 'absent' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: '', loader: 'js' }));
  },
};

const compact = (path) => JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));

// JSON.parse reads a long literal faster than the compiler of the language does.
const dataAsText = {
  name: 'data-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /rules[\\/][a-z-]+\.json$/ }, ({ path }) => {
      return { contents: `module.exports = JSON.parse(${JSON.stringify(compact(path))});`, loader: 'js' };
    });
  },
};

// Modules that are run when one of their functions is first called: the compiler, the reader of Python, the
// shapes, the pages of the rules, the long table of permissions.
const later =
  /[\\/](facts[\\/](typescript|comment-places)|models[\\/]published-permissions|command[\\/]pages|documents[\\/]python|config-file)\.ts$/;
// Those that match `apart` are bundles of their own.
const runLater = (apart) => ({
  name: 'run-later',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/[a-z-]+\.cjs$/, namespace: 'later' }, ({ path }) => ({ path, external: true }));
    onResolve({ filter: /^\..*\.ts$/ }, ({ path, resolveDir, importer, namespace }) => {
      // A neighbour is imported by its name alone.
      if (!later.test(join(resolveDir, path))) return undefined;
      const isFromOutside = namespace !== 'later' && !/[\\/]facts[\\/]/.test(importer);
      return { path: join(resolveDir, path), namespace: isFromOutside ? 'later' : 'file' };
    });
    onLoad({ filter: /.*/, namespace: 'later' }, ({ path }) => {
      const exported = [...readFileSync(path, 'utf8').matchAll(/^export (?!type |interface )(.*)/gm)];
      const names = exported.map(([, declared]) => /^function (\w+)/.exec(declared)?.[1]);
      if (names.includes(undefined)) throw new Error(`${path} exports something else than functions`);
      const load = `let real; const load = () => (real ??= require(${JSON.stringify(required(path))}));`;
      const lines = names.map((name) => `export const ${name} = (...given) => load().${name}(...given);`);
      return { contents: [load, ...lines].join('\n'), loader: 'js', resolveDir: dirname(path) };
    });

    function required(path) {
      return apart.test(path) ? `./${basename(path, '.ts')}.cjs` : `./${basename(path)}`;
    }
  },
});

const engineEntry = ofEngine.map((path) => `export * from '${path}';`).join('\n');
const serverEntry = `export { McpServer } from '@modelcontextprotocol/server';
export { serveStdio } from '@modelcontextprotocol/server/stdio';`;

// Names what is built, so that nothing of another build is taken over: no result, and no code that V8 would believe by its length.
function buildName() {
  const sources = ['server', 'rules'].flatMap((directory) =>
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => `${parentPath}/${name}`),
  );
  const hash = createHash('sha256');
  for (const path of [
    'package-lock.json',
    'package.json',
    'scripts/build.mjs',
    ...sources.sort((a, b) => (a < b ? -1 : 1)),
  ])
    hash.update(`${path}\0`).update(readFileSync(path));
  return hash.digest('hex');
}

const location = `const moduleUrl = require('node:url').pathToFileURL(__filename).href;`;
const bundle = (entry, outfile, { firstLine = '', apart = /^$/ } = {}) =>
  build({
    ...common,
    ...entry,
    outfile,
    plugins: [largeApart, runLater(apart), startsNothing, inEnglish, dataAsText],
    // Node would read a bundle from end to end before it runs it as what is imported.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'moduleUrl', bailiwickBuild: JSON.stringify(buildName()) },
    banner: { js: firstLine + location },
  });

const file = (path) => ({ entryPoints: [path] });
const command = { firstLine: '#!/usr/bin/env node\n' };
// The shapes of a configuration bring zod, and most projects have none.
const shaped = { apart: /config-file\.ts$/ };

const compiler = compilerOf('server/facts');
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
// A third of the program, of which the compiler of the language would read every byte at every start.
writeFileSync('dist/pages.json', compact('rules/pages.json'));
const bundles = await Promise.allSettled([
  build({
    ...common,
    stdin: { contents: compiler.source, resolveDir: '.' },
    outfile: 'dist/ts-morph.cjs',
  }),
  build({
    ...common,
    stdin: { contents: serverEntry, resolveDir: '.' },
    outfile: 'dist/mcp-sdk.cjs',
    plugins: [inEnglish],
  }),
  bundle(file('server/cli.ts'), 'dist/cli.cjs', command),
  bundle(file('server/command/program.ts'), 'dist/program.cjs', shaped),
  bundle(file('server/config-file.ts'), 'dist/config-file.cjs'),
  bundle({ stdin: { contents: engineEntry, resolveDir: 'server/command' } }, 'dist/engine.cjs', shaped),
  build({
    ...common,
    entryPoints: ['client/extension.ts'],
    outfile: 'dist/client.cjs',
    external: ['vscode'],
    // A small file loads no slower for it, and the package has a limit.
    minifyIdentifiers: true,
  }),
  bundle(file('server/main.ts'), 'dist/server.cjs', command),
  bundle(file('server/command/language-server.ts'), 'dist/language-server.cjs'),
]);
// esbuild has said what is wrong, with its place.
if (bundles.some(({ status }) => status === 'rejected')) process.exit(1);
const metafiles = bundles.map(({ value }) => value.metafile);
// The compiler comes inside of a package that wraps it.
const others = [
  ['node_modules/@ts-morph/common', undefined],
  ['node_modules/typescript', compiler.version],
];
writeFileSync('dist/NOTICES.txt', notices(metafiles, others));
for (const command of ['dist/cli.cjs', 'dist/server.cjs']) chmodSync(command, 0o755);
