/** What the two threads of the language server run: each reads only its own half. */
import type { ThreadPort } from '../lsp/analysis/analysis-thread.ts';
import type { PrintingThread } from '../lsp/analysis/worker.ts';

/** Runs the analysis thread until its port is closed. */
export async function analyse(port: ThreadPort): Promise<void> {
  const { startAnalysis } = await import('./start-analysis.ts');
  startAnalysis(port);
}

/** Speaks with the client until the process ends, with the thread that was started and with others when it dies. */
export async function speak(first: PrintingThread, startAgain: () => PrintingThread): Promise<void> {
  const { startServer } = await import('./start-server.ts');
  startServer(first, startAgain);
}
