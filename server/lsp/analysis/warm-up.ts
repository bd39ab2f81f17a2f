/** What the analysis thread gets ready once its first answer is out. */
import type { ThreadPort } from './analysis-thread.ts';

/**
 * The port, behind whose first answer the work is done: where that answer took nothing but what earlier processes had
 * read, the first key would have to wait for the compiler.
 */
export function warmingUp(port: ThreadPort, work: () => void, later: (work: () => void) => void = soon): ThreadPort {
  let isWarm = false;
  return {
    ...port,
    post(message) {
      port.post(message);
      if (message.kind !== 'linted' || isWarm) return;
      isWarm = true;
      later(work);
    },
  };
}

function soon(work: () => void): void {
  setTimeout(work, 0);
}
