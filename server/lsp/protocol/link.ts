/** The protocol thread's end of the analysis thread, which is started again when it dies. */
import type { FromAnalysis, ToAnalysis } from '../messages.ts';

/** A thread that runs, or what a test takes for one. */
export interface Thread {
  post(message: ToAnalysis): void;
  onMessage(receive: (message: FromAnalysis) => void): void;
  /** Told once, when the thread is gone without having been ended. */
  onDeath(told: (reason: string) => void): void;
  end(): Promise<void>;
}

export interface LinkOptions {
  spawn(): Thread;
  /** What a new thread must be told to stand where the old one stood. */
  replay(): ToAnalysis[];
  /** A thread is ready; `isAgain` when it replaces one that died. */
  onReady(message: Extract<FromAnalysis, { kind: 'ready' }>, isAgain: boolean): void;
  onDeath(reason: string): void;
  /** Does the work after so many milliseconds, and says how to keep it from being done; a timer unless told. */
  later?(milliseconds: number, work: () => void): () => void;
}

/** A message that wants an answer, without its number. */
export type Request = { [K in 'lint' | 'ask']: Omit<Extract<ToAnalysis, { kind: K }>, 'id'> }['lint' | 'ask'];
export type Reply = Exclude<FromAnalysis, { kind: 'ready' }>;

export interface Link {
  /** Tells the thread; while there is none, `replay` stands for it. */
  tell(message: ToAnalysis): void;
  /** The reply; rejects with `ThreadDied` when the thread dies before. */
  request(message: Request): Promise<Reply>;
  /** Ends a thread that does not answer; another one takes its place. */
  replace(reason: string): void;
  readonly isReady: boolean;
  end(): Promise<void>;
}

export class ThreadDied extends Error {
  override readonly name = 'ThreadDied';
}

const firstPause = 100;
const longPause = 30_000;
// Beyond it a thread is started only when there is something new to tell: the old texts killed it every time.
const patience = 5;

/** Starts the thread at once. */
export function createLink(options: LinkOptions): Link {
  const { later = byTimer } = options;
  let thread: Thread | undefined;
  let isReady = false;
  let isEnded = false;
  let deaths = 0;
  let cancelStart: (() => void) | undefined;
  let nextId = 1;
  const open = new Map<number, { resolve(reply: Reply): void; reject(error: Error): void }>();

  function start(): void {
    cancelStart = undefined;
    const started = options.spawn();
    thread = started;
    started.onDeath((reason) => {
      if (thread === started) died(reason);
    });
    started.onMessage((message) => {
      if (thread !== started) return;
      if (message.kind === 'ready') {
        isReady = true;
        for (const each of options.replay()) started.post(each);
        return options.onReady(message, deaths > 0);
      }
      if (message.kind === 'linted') deaths = 0;
      open.get(message.id)?.resolve(message);
      open.delete(message.id);
    });
  }

  function died(reason: string): void {
    thread = undefined;
    isReady = false;
    if (isEnded) return;
    deaths++;
    const waiting = [...open.values()];
    open.clear();
    options.onDeath(reason);
    if (deaths < patience) startLater(firstPause * 2 ** (deaths - 1));
    for (const { reject } of waiting) reject(new ThreadDied(reason));
  }

  function startLater(milliseconds: number): void {
    cancelStart = later(milliseconds, start);
  }

  start();
  return {
    tell(message) {
      if (isReady) thread?.post(message);
      else if (!thread && !cancelStart && !isEnded) startLater(longPause);
    },
    request(message) {
      return new Promise((resolve, reject) => {
        if (!thread || !isReady) return reject(new ThreadDied('there is no analysis now'));
        const id = nextId++;
        open.set(id, { resolve, reject });
        thread.post({ ...message, id });
      });
    },
    replace(reason) {
      const old = thread;
      died(reason);
      void old?.end();
    },
    get isReady() {
      return isReady;
    },
    async end() {
      isEnded = true;
      cancelStart?.();
      await thread?.end();
    },
  };
}

function byTimer(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
}
