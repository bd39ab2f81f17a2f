/** The protocol thread of the language server, with the pages of the rules. */
import process from 'node:process';
import manifest from '../../package.json' with { type: 'json' };
import pages from '../../rules/pages.json' with { type: 'json' };
import { serve } from '../lsp/protocol/server.ts';
import { openTransport } from '../lsp/protocol/transport.ts';
import type { PrintingThread } from '../lsp/analysis/worker.ts';

/** Listens to the client; what a thread prints is told in its log. */
export function startServer(first: PrintingThread, startAgain: () => PrintingThread): void {
  const connection = openTransport(process.argv);
  let ready: PrintingThread | undefined = first;
  serve(connection, {
    version: manifest.version,
    pages,
    spawn() {
      const thread = ready ?? startAgain();
      ready = undefined;
      thread.onPrint((text) => connection.console.log(text));
      return thread;
    },
  });
  connection.listen();
}
