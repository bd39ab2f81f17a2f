/** What the analysis thread does when nobody asks it anything: it tidies up, and gives back the memory that a burst of edits took. */
import type { ThreadPort } from './analysis-thread.ts';

/** Milliseconds without a message after which nobody works. */
const restMs = 5000;

export interface Rest {
  /** Frees what nothing holds any more. */
  collect(): void;
  /** Does the work after so many milliseconds, and returns what takes that back. */
  later(milliseconds: number, work: () => void): () => void;
}

/** The port, which tells `onRest` and collects once when no message came for a while after a lint: V8 alone lets its heap grow to a multiple of what is alive. */
export function collectingAtRest(port: ThreadPort, { collect, later }: Rest = ofV8): ThreadPort {
  let takeBack = (): void => {};
  let isDue = false;
  const tidying: (() => void)[] = [];
  return {
    post: (message) => port.post(message),
    onRest: (work) => void tidying.push(work),
    onMessage: (receive) =>
      port.onMessage((message) => {
        takeBack();
        receive(message);
        isDue ||= message.kind === 'lint';
        if (!isDue) return;
        takeBack = later(restMs, () => {
          isDue = false;
          for (const work of tidying) work();
          collect();
        });
      }),
  };
}

const ofV8: Rest = {
  collect() {
    // There since `startWorker`. The first time frees, the second gives the pages that became free back to the system.
    globalThis.gc?.();
    globalThis.gc?.();
  },
  later(milliseconds, work) {
    const timer = setTimeout(work, milliseconds).unref();
    return () => clearTimeout(timer);
  },
};
