/** The language server over stdio or node-ipc: one bundle, run as the protocol thread and as the analysis thread (composition root). */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import manifest from '../package.json' with { type: 'json' };
import pages from '../rules/pages.json' with { type: 'json' };
import { keepCompiled } from './command/compile-cache.ts';
import { serve } from './lsp/server.ts';
import { openTransport } from './lsp/transport.ts';
import { startWorker, workerPort } from './lsp/worker.ts';

const port = workerPort();
if (port) {
  keepCompiled();
  // Only here: the protocol thread answers without the compiler.
  void import('./command/start-analysis.ts').then(({ startAnalysis }) => startAnalysis(port));
} else {
  process.on('uncaughtException', (error) => {
    process.stderr.write(`bailiwick: the language server failed: ${error.message}\n`);
    if (process.env['BAILIWICK_DEBUG']) process.stderr.write(`${error.stack ?? ''}\n`);
    process.exit(1);
  });
  const connection = openTransport(process.argv);
  serve(connection, {
    version: manifest.version,
    pages,
    spawn: () => startWorker(fileURLToPath(import.meta.url), (text) => connection.console.log(text)),
  });
  connection.listen();
}
