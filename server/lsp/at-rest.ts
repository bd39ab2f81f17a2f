/** What both threads do when nobody asks anything: they tidy up, and give back the memory that a burst of edits took. */
import { runInNewContext } from 'node:vm';
import type { ThreadPort } from './analysis/analysis-thread.ts';
import type { Thread } from './protocol/link.ts';

/** Milliseconds without a message after which nobody works. */
const restMs = 5000;

export interface Rest {
  /** Frees what nothing holds any more. */
  collect(): void;
  /** Does the work after so many milliseconds, and returns what takes that back. */
  later(milliseconds: number, work: () => void): () => void;
}

/** The port, which tells `onRest` and collects when no message came for a while after a lint, and once more when none comes then, too: V8 alone lets its heap grow to a multiple of what is alive. */
export function collectingAtRest(port: ThreadPort, rest: Rest = ofV8): ThreadPort {
  const tidying: (() => void)[] = [];
  const { isAwake } = afterLints(rest, () => {
    for (const work of tidying) work();
  });
  return {
    post: (message) => port.post(message),
    onRest: (work) => void tidying.push(work),
    onMessage: (receive) =>
      port.onMessage((message) => {
        isAwake(message.kind === 'lint', () => receive(message));
      }),
  };
}

/** The thread, beside which the one that speaks to it collects in the same way: each edit leaves it with another text of the document. */
export function collectingBeside(thread: Thread, rest: Rest = ofV8): Thread {
  const { isAwake, stop } = afterLints(rest, () => {});
  return {
    ...thread,
    end() {
      stop();
      return thread.end();
    },
    post: (message) => isAwake(message.kind === 'lint', () => thread.post(message)),
    onMessage: (receive) => thread.onMessage((message) => isAwake(false, () => receive(message))),
  };
}

function afterLints({ collect, later }: Rest, tidy: () => void) {
  let takeBack = (): void => {};
  let due: 'all' | 'again' | undefined;

  function wait(): void {
    takeBack = later(restMs, () => {
      if (due === 'all') tidy();
      collect();
      // V8 makes the room for what is young smaller only where little was made for some seconds.
      due = due === 'all' ? 'again' : undefined;
      if (due) wait();
    });
  }

  return {
    isAwake(isLint: boolean, work: () => void): void {
      takeBack();
      work();
      if (isLint) due = 'all';
      if (due) wait();
    },
    stop: () => takeBack(),
  };
}

let collectGarbage: (() => unknown) | undefined;

/** A thread of its own, whose heap is nobody else's. */
export const ofV8: Rest = {
  collect() {
    // Only a context that is made after the flag was set (`startWorker`) has the function; it collects for the whole thread.
    // Where nobody has set the flag, V8 is left to itself.
    collectGarbage ??= globalThis.gc ?? (runInNewContext('globalThis.gc') as (() => unknown) | undefined);
    // The first time frees, the second gives the pages that became free back to the system.
    collectGarbage?.();
    collectGarbage?.();
  },
  later(milliseconds, work) {
    const timer = setTimeout(work, milliseconds).unref();
    return () => clearTimeout(timer);
  },
};
