/** The command line as it is started (composition root): small, so that whatever is large comes out of the compile cache. */
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { keepCode } from './command/code-cache.ts';
import { compiledLocation, keepCompiled } from './command/compile-cache.ts';
import { optimizeLate } from './command/optimize-late.ts';

declare const bailiwickBuild: string | undefined;

optimizeLate();
// Who wants nothing kept gets nothing kept.
if (!process.argv.includes('--no-cache') && !keepCompiled() && typeof bailiwickBuild === 'string')
  keepCode({
    bundles: dirname(fileURLToPath(import.meta.url)),
    names: ['program.cjs', 'config-file.cjs', 'engine.cjs', 'ts-morph.cjs'],
    directory: compiledLocation(),
    build: bailiwickBuild,
  });
void import('./command/program.ts').then(({ main }) => main());
