/** The language server over stdio or node-ipc, as it is started (composition root): small, so that both of its threads read what is large at the same time. */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { keepCompiled } from './command/compile-cache.ts';
import { startWorker, workerPort } from './lsp/analysis/worker.ts';

const bundle = fileURLToPath(import.meta.url);
const port = workerPort();
keepCompiled();
if (port) {
  void import('./command/language-server.ts').then(({ analyse }) => analyse(port));
} else {
  process.on('uncaughtException', (error) => {
    process.stderr.write(`bailiwick: the language server failed: ${error.message}\n`);
    if (process.env['BAILIWICK_DEBUG']) process.stderr.write(`${error.stack ?? ''}\n`);
    process.exit(1);
  });
  const first = startWorker(bundle);
  void import('./command/language-server.ts').then(({ speak }) => speak(first, () => startWorker(bundle)));
}
