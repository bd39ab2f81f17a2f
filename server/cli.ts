/** The command line as it is started (composition root): small, so that whatever is large comes out of the compile cache. */
import process from 'node:process';
import { keepCompiled } from './command/compile-cache.ts';
import { optimizeLate } from './command/optimize-late.ts';

optimizeLate();
// Who wants nothing kept gets nothing kept.
if (!process.argv.includes('--no-cache')) keepCompiled();
void import('./command/program.ts').then(({ main }) => main());
