/** The analysis thread as a worker of Node: how it is started, and how it speaks. */
import { setFlagsFromString } from 'node:v8';
import { parentPort, Worker } from 'node:worker_threads';
import type { ThreadPort } from './analysis-thread.ts';
import { collectingBeside } from '../at-rest.ts';
import type { Thread } from '../protocol/link.ts';
import type { FromAnalysis, ToAnalysis } from '../messages.ts';

/** A thread that tells line by line what it prints, because standard output belongs to the protocol. */
export interface PrintingThread extends Thread {
  onPrint(told: (text: string) => void): void;
}

/** Starts a worker on the bundle; what it says and that it ends is kept until somebody listens. */
export function startWorker(bundle: string): PrintingThread {
  // Both threads tidy up at rest (`at-rest.ts`); a flag of V8 counts for threads and contexts that are made after it.
  setFlagsFromString('--expose-gc');
  const worker = new Worker(bundle, { stdout: true, stderr: true });
  const messages = kept<FromAnalysis>();
  const death = kept<string>();
  let reason = 'the thread ended';
  worker.on('message', messages.tell);
  worker.on('error', (error) => (reason = error.message));
  worker.on('exit', () => death.tell(reason));
  const thread = collectingBeside({
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    post: (message) => worker.postMessage(message),
    onMessage: messages.listen,
    onDeath: death.listen,
    end: async () => void (await worker.terminate()),
  });
  return {
    ...thread,
    onPrint(told) {
      for (const stream of [worker.stdout, worker.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => told(text.trimEnd()));
    },
  };
}

/** Hands on what is told, in its order; what is told before anybody listens, then. */
function kept<T>(): { tell(message: T): void; listen(receive: (message: T) => void): void } {
  let waiting: T[] = [];
  let receiver: ((message: T) => void) | undefined;
  return {
    tell(message) {
      if (receiver) receiver(message);
      else waiting.push(message);
    },
    listen(receive) {
      receiver = receive;
      const early = waiting;
      waiting = [];
      for (const message of early) receive(message);
    },
  };
}

/** The port of the thread that this code runs in; undefined in the main thread. */
export function workerPort(): ThreadPort | undefined {
  const port = parentPort;
  return port
    ? {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        post: (message) => port.postMessage(message),
        onMessage: (receive) => void port.on('message', (message: ToAnalysis) => receive(message)),
      }
    : undefined;
}
