/** When which project is linted: one at a time, those that somebody waits for first, and never a state that is past. */
import { type Link, ThreadDied } from './link.ts';
import type { LintAnswer } from './messages.ts';

export interface ScheduleOptions {
  link(): Link;
  onBegin(project: string, isScan: boolean): void;
  /** `failure` says why there is no answer. */
  onEnd(project: string, outcome: { answer: LintAnswer } | { failure: string } | 'aborted'): void;
}

export interface Schedule {
  /** These are all projects; new ones are linted, and `anew` says which others must be. */
  set(projects: readonly string[], anew: readonly string[]): void;
  /** Something that counts for the projects changed. */
  touch(projects: Iterable<string>): void;
  /** Resolves when the state of now, or a later one, was linted; at once for what is no project. */
  current(project: string): Promise<void>;
  isCurrent(project: string): boolean;
  /** The thread is ready and knows nothing. */
  restart(): void;
  /** Raised by `abort`, one for each lint that runs. */
  readonly flags: SharedArrayBuffer;
}

interface Planned {
  wanted: number;
  done: number;
  /** False until the project was linted once from a fresh start: that work is never lost to an edit. */
  isScanned: boolean;
  waiting: { state: number; resolve(): void }[];
}

const flagCount = 64;
// A lint that does not look at its flag for so long hangs.
const graceMs = 10_000;

export function createSchedule({ link, onBegin, onEnd }: ScheduleOptions): Schedule {
  const planned = new Map<string, Planned>();
  const shared = new SharedArrayBuffer(flagCount * Int32Array.BYTES_PER_ELEMENT);
  const flags = new Int32Array(shared);
  let running: { project: string; flag: number; grace?: NodeJS.Timeout } | undefined;
  let nextFlag = 0;

  function pick(): string | undefined {
    const due = [...planned].filter(([, { wanted, done }]) => done < wanted);
    return (due.find(([, { waiting }]) => waiting.length > 0) ?? due[0])?.[0];
  }

  function pump(): void {
    const project = running ? undefined : pick();
    const plan = project === undefined ? undefined : planned.get(project);
    if (project === undefined || !plan || !link().isReady) return;
    const state = plan.wanted;
    const flag = (nextFlag = (nextFlag + 1) % flagCount);
    Atomics.store(flags, flag, 0);
    const run = { project, flag };
    running = run;
    onBegin(project, !plan.isScanned);
    const ended = (outcome: Parameters<typeof onEnd>[1]): void => {
      clearTimeout(running?.grace);
      running = undefined;
      if (planned.get(project) !== plan) outcome = 'aborted';
      else if (outcome !== 'aborted') {
        plan.isScanned = true;
        plan.done = state;
      }
      onEnd(project, outcome);
      settle(plan);
      pump();
    };
    link()
      .request({ kind: 'lint', project, flag })
      .then(
        (reply) => {
          if (reply.kind === 'linted') ended({ answer: reply.answer });
          else if (reply.kind === 'failed') ended({ failure: reply.reason });
          else ended('aborted');
        },
        (error: unknown) => ended(error instanceof ThreadDied ? 'aborted' : { failure: String(error) }),
      );
  }

  function settle(plan: Planned): void {
    const ready = plan.waiting.filter(({ state }) => state <= plan.done);
    plan.waiting = plan.waiting.filter(({ state }) => state > plan.done);
    for (const { resolve } of ready) resolve();
  }

  function abort(project: string): void {
    if (running?.project !== project) return;
    Atomics.store(flags, running.flag, 1);
    running.grace ??= setTimeout(() => link().replace('the analysis did not answer'), graceMs);
  }

  return {
    flags: shared,
    set(projects, anew) {
      for (const [project, plan] of planned) {
        if (projects.includes(project)) continue;
        planned.delete(project);
        abort(project);
        for (const { resolve } of plan.waiting) resolve();
      }
      for (const project of projects) {
        const plan = planned.get(project);
        if (!plan) planned.set(project, { wanted: 1, done: 0, isScanned: false, waiting: [] });
        else if (anew.includes(project)) {
          plan.wanted++;
          plan.isScanned = false;
          abort(project);
        }
      }
      pump();
    },
    touch(projects) {
      for (const project of projects) {
        const plan = planned.get(project);
        if (!plan) continue;
        plan.wanted++;
        if (plan.isScanned) abort(project);
      }
      pump();
    },
    current(project) {
      const plan = planned.get(project);
      if (!plan || plan.done >= plan.wanted) return Promise.resolve();
      return new Promise((resolve) => {
        plan.waiting.push({ state: plan.wanted, resolve });
        pump();
      });
    },
    isCurrent(project) {
      const plan = planned.get(project);
      return !plan || plan.done >= plan.wanted;
    },
    restart() {
      for (const plan of planned.values()) {
        plan.wanted++;
        plan.isScanned = false;
      }
      pump();
    },
  };
}
