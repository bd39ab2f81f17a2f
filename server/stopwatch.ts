/** Where the time of a run goes: phases may lie inside each other, and each counts only what is its own. */

const phases = [
  'start',
  'walk',
  'cache',
  'manifests',
  'catalog',
  'select',
  'parse',
  'link',
  'rules',
  'findings',
  'fix',
] as const;

/** `start` is whatever lies outside the others: the start of the process, and the little between phases. */
export type Phase = (typeof phases)[number];

/** Milliseconds of each phase; their sum is the whole time that the stopwatch ran. */
export type Times = Record<`${Phase}Ms`, number>;

/** Counts of one session, and the milliseconds that its stopwatch saw. */
export interface Stats extends Times {
  parsedFiles: number;
  /** UTF-16 units of the parsed files. */
  parsedCharacters: number;
}

export interface Stopwatch {
  /** Does the work; its time counts for the phase, except what phases inside it take. */
  time<T>(phase: Phase, work: () => T): T;
  /** What each phase took until now. */
  times(): Times;
}

export interface StopwatchOptions {
  /** The moment from which time counts, as `performance.now()` gives it: 0 is the start of the process. */
  since?: number;
  /** Told of every phase that begins. */
  onPhase?: (phase: Phase) => void;
  /** The clock, in milliseconds. */
  now?: () => number;
}

/** A stopwatch that runs. */
export function createStopwatch(options: StopwatchOptions = {}): Stopwatch {
  const { onPhase, now = () => performance.now() } = options;
  const spent = new Map<Phase, number>();
  let current: Phase = 'start';
  let entered = options.since ?? now();

  function enter(phase: Phase): void {
    const time = now();
    spent.set(current, (spent.get(current) ?? 0) + time - entered);
    [current, entered] = [phase, time];
  }

  return {
    time(phase, work) {
      const outer = current;
      enter(phase);
      onPhase?.(phase);
      try {
        return work();
      } finally {
        enter(outer);
      }
    },
    times() {
      enter(current);
      return Object.fromEntries(phases.map((phase) => [`${phase}Ms`, spent.get(phase) ?? 0])) as Times;
    },
  };
}
