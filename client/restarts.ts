/** A server that ended by itself is started again: at once, then ever later, and not for ever. */

/** Milliseconds before each further start. */
const delays = [0, 1_000, 4_000, 15_000];
/** Ends that lie further back, in milliseconds, no longer count. */
const memory = 180_000;

/** How long to wait after the newest of these ends, all in milliseconds; undefined when it has been tried often enough. */
export function restartDelay(ends: readonly number[]): number | undefined {
  const newest = ends.at(-1) ?? 0;
  const recent = ends.filter((end) => newest - end < memory);
  return delays[recent.length - 1];
}

export interface RestartOptions {
  now(): number;
  /** Calls after so many milliseconds; the result calls it off. */
  later(milliseconds: number, start: () => void): () => void;
  start(): void;
  /** Told when the server ends for the first time. */
  tellRestart(): void;
  /** Told when it is not started again. */
  tellEnd(): void;
}

export interface Restarts {
  /** The server ended and nobody had asked it to; says whether it will be started again. */
  ended(): boolean;
  /** Forgets what was, since a person started the server or is leaving. */
  reset(): void;
}

/** Keeps the count; a person is told once that the server is started again, and once that it no longer is. */
export function createRestarts(options: RestartOptions): Restarts {
  let ends: number[] = [];
  let isTold = false;
  let callOff = (): void => {};
  return {
    ended() {
      callOff();
      ends.push(options.now());
      const delay = restartDelay(ends);
      if (delay === undefined) {
        options.tellEnd();
        return false;
      }
      callOff = options.later(delay, options.start);
      if (!isTold) options.tellRestart();
      isTold = true;
      return true;
    },
    reset() {
      callOff();
      ends = [];
    },
  };
}
