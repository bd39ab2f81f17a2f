/** Bundles the suites for the extension host, which loads CommonJS; mocha stays a package. */
import { build, type BuildOptions } from 'esbuild';
import { readdirSync, rmSync } from 'node:fs';

const sources = 'test/editor/suites';
const target = 'out/editor';

const common: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode', 'mocha'],
  sourcemap: 'inline',
  logLevel: 'warning',
};

/** The names of the suites: each is a folder of files. */
export const suiteNames = readdirSync(sources, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** Writes a bundle for each suite, and resolves with the path of the module that runs one. */
export async function bundleSuites(): Promise<string> {
  rmSync(target, { recursive: true, force: true });
  const entry = `${target}/index.cjs`;
  await build({ ...common, entryPoints: [`${sources}/index.ts`], outfile: entry });
  for (const suite of suiteNames) {
    const resolveDir = `${sources}/${suite}`;
    const contents = readdirSync(resolveDir)
      .sort()
      .map((file) => `import './${file}';`);
    await build({ ...common, stdin: { contents: contents.join('\n'), resolveDir }, outfile: `${target}/${suite}.cjs` });
  }
  return entry;
}
