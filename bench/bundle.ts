/** Builds ours as it ships, and the programs of the bench in the same form, so that nobody pays for a loader. */
import { build } from 'esbuild';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { cacheFolder, repository, runTool } from './cache.ts';

/** The compiler as it ships; everyone who parses loads this one. */
const compiler = join(repository, 'dist', 'ts-morph.cjs');

/** Builds everything and returns the path of a program by the name of its file. */
export async function buildPrograms(): Promise<(name: string) => string> {
  runTool(process.execPath, ['scripts/build.mjs'], repository);
  const folder = cacheFolder('programs');
  await build({
    entryPoints: readdirSync(join(repository, 'bench', 'programs')).map((file) =>
      join(repository, 'bench', 'programs', file),
    ),
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'warning',
    plugins: [
      {
        name: 'shipped-compiler',
        setup({ onResolve }) {
          onResolve({ filter: /^ts-morph$/ }, () => ({ path: compiler, external: true }));
        },
      },
    ],
  });
  return (name) => join(folder, `${name}.cjs`);
}
