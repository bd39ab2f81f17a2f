/** The analysis thread as a worker of Node: how it is started, and how it speaks. */
import { setFlagsFromString } from 'node:v8';
import { parentPort, Worker } from 'node:worker_threads';
import type { ThreadPort } from './analysis-thread.ts';
import { collectingBeside } from './at-rest.ts';
import type { Thread } from './link.ts';
import type { FromAnalysis, ToAnalysis } from './messages.ts';

/** Starts a worker on the bundle; what it prints is told line by line, because standard output belongs to the protocol. */
export function startWorker(bundle: string, onPrint: (text: string) => void): Thread {
  // Both threads tidy up at rest (`at-rest.ts`); a flag of V8 counts for threads and contexts that are made after it.
  setFlagsFromString('--expose-gc');
  const worker = new Worker(bundle, { stdout: true, stderr: true });
  let reason = 'the thread ended';
  for (const stream of [worker.stdout, worker.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => onPrint(text.trimEnd()));
  worker.on('error', (error) => (reason = error.message));
  return collectingBeside({
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    post: (message) => worker.postMessage(message),
    onMessage: (receive) => void worker.on('message', (message: FromAnalysis) => receive(message)),
    onDeath: (told) => void worker.on('exit', () => told(reason)),
    end: async () => void (await worker.terminate()),
  });
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
