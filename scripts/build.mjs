/** Bundles what ships. The compiler inside ts-morph is a bundle of its own that loads at first use. */
import { build } from 'esbuild';
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'cjs',
  // Short names would make loading slower, not faster; see ARCHITECTURE.md.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
};

// Nothing asks for the texts of lib.d.ts, and they are a quarter of the package.
const withoutLibraryTexts = {
  name: 'without-library-texts',
  setup({ onLoad }) {
    onLoad({ filter: /ts-morph-common\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const contents = source.replace(/^const libFiles = \[\{\n[\s\S]*?\n {4}\}\];$/m, 'const libFiles = [];');
      if (contents.length > source.length / 2) throw new Error(`${path} does not hold its library texts as it used to`);
      return { contents, loader: 'js' };
    });
  },
};

// Each export is read from the other bundle when it is first used, and is a plain property from then on.
const lazyCompiler = {
  name: 'lazy-compiler',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^ts-morph$/ }, () => ({ path: 'ts-morph', namespace: 'lazy' }));
    onResolve({ filter: /^\.\/ts-morph\.cjs$/, namespace: 'lazy' }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace: 'lazy' }, async () => {
      const names = Object.keys(await import('ts-morph')).filter((name) => /^[A-Za-z]\w*$/.test(name));
      const contents = `for (const name of ${JSON.stringify(names)})
        Object.defineProperty(exports, name, { configurable: true, enumerable: true, get() {
          const value = require('./ts-morph.cjs')[name];
          Object.defineProperty(exports, name, { value });
          return value;
        } });`;
      return { contents, loader: 'js', resolveDir: '.' };
    });
  },
};

const entries = { cli: 'server/cli.ts', server: 'server/main.ts' };
const entryPoints = Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(path)));

rmSync('dist', { recursive: true, force: true });
const bundles = await Promise.allSettled([
  build({ ...common, entryPoints: ['ts-morph'], outfile: 'dist/ts-morph.cjs', plugins: [withoutLibraryTexts] }),
  build({
    ...common,
    entryPoints,
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    plugins: [lazyCompiler],
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: `const moduleUrl = require('node:url').pathToFileURL(__filename).href;` },
  }),
]);
// esbuild has said what is wrong, with its place.
if (bundles.some(({ status }) => status === 'rejected')) process.exit(1);
if (existsSync('dist/cli.cjs')) chmodSync('dist/cli.cjs', 0o755);
