/**
 * When which project is linted: one at a time, those that somebody waits for first, and never a state that is past.
 * An edit is answered first by what it changes nearby, and by the whole when nobody types any more.
 */
import { type Link, ThreadDied } from '../protocol/link.ts';
import type { LintAnswer } from '../messages.ts';

export interface ScheduleOptions {
  link(): Link;
  /** True when a client can be told later what a first answer did not see. */
  mayCorrect(): boolean;
  /** Does the work after so many milliseconds; a timer unless told. */
  later?(milliseconds: number, work: () => void): void;
  onBegin(project: string, isScan: boolean): void;
  /** `failure` says why there is no answer. */
  onEnd(project: string, outcome: { answer: LintAnswer } | { failure: string } | 'aborted'): void;
}

export interface Schedule {
  /** These are all projects; new ones are linted, and `anew` says which others must be. */
  set(projects: readonly string[], anew: readonly string[]): void;
  /** Something that counts for the projects changed. */
  touch(projects: Iterable<string>): void;
  /** Resolves when the state of now, or a later one, was linted as a whole; at once for what is no project. */
  current(project: string): Promise<void>;
  /** Resolves when there is a first answer for the state of now, or a later one. */
  first(project: string): Promise<void>;
  isCurrent(project: string): boolean;
  /** True when the state of now was answered, though perhaps not as a whole; also of what is no project. */
  isAnswered(project: string): boolean;
  /** True when the project was linted as a whole since it is there. */
  isScanned(project: string): boolean;
  /** The thread is ready and knows nothing. */
  restart(): void;
  /** Raised by `abort`, one for each lint that runs. */
  readonly flags: SharedArrayBuffer;
}

interface Planned {
  wanted: number;
  /** The last state that was linted as a whole, and the last one that was answered at all. */
  done: number;
  answered: number;
  /** False until the project was linted as a whole once from a fresh start: that work is never lost to an edit. */
  isScanned: boolean;
  waiting: { state: number; isFirstEnough: boolean; resolve(): void }[];
  /** False while an edit may follow. */
  isQuiet: boolean;
}

const flagCount = 64;
// A lint that does not look at its flag for so long hangs.
const graceMs = 10_000;
// Who types pauses less between two keys.
const quietMs = 200;

/** An empty schedule; `later` is how it waits, so that a test needs no clock. */
export function createSchedule({ link, mayCorrect, later = byTimer, onBegin, onEnd }: ScheduleOptions): Schedule {
  const planned = new Map<string, Planned>();
  const shared = new SharedArrayBuffer(flagCount * Int32Array.BYTES_PER_ELEMENT);
  const flags = new Int32Array(shared);
  let running: { project: string; flag: number; grace?: NodeJS.Timeout } | undefined;
  let nextFlag = 0;

  function pick(): [string, Planned] | undefined {
    const due = [...planned].filter(
      ([, { wanted, answered, done, isQuiet }]) => answered < wanted || (done < wanted && isQuiet),
    );
    return due.find(([, { waiting }]) => waiting.length > 0) ?? due[0];
  }

  function pump(): void {
    const picked = running ? undefined : pick();
    if (!picked || !link().isReady) return;
    const [project, plan] = picked;
    const state = plan.wanted;
    const isFirstEnough = plan.answered < state && mayCorrect();
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
        plan.answered = state;
        if (!('answer' in outcome) || outcome.answer.isWhole) {
          plan.isScanned = true;
          plan.done = state;
        } else if (plan.wanted === state) whenQuiet(plan);
      }
      onEnd(project, outcome);
      settle(plan);
      pump();
    };
    link()
      .request({ kind: 'lint', project, flag, isFirstEnough })
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
    const isReady = ({ state, isFirstEnough }: Planned['waiting'][number]): boolean =>
      state <= (isFirstEnough ? plan.answered : plan.done);
    const ready = plan.waiting.filter(isReady);
    plan.waiting = plan.waiting.filter((each) => !isReady(each));
    for (const { resolve } of ready) resolve();
  }

  function whenQuiet(plan: Planned): void {
    const state = plan.wanted;
    plan.isQuiet = false;
    later(quietMs, () => {
      if (plan.wanted !== state) return;
      plan.isQuiet = true;
      pump();
    });
  }

  function wait(project: string, isFirstEnough: boolean): Promise<void> {
    const plan = planned.get(project);
    if (!plan || (isFirstEnough ? plan.answered : plan.done) >= plan.wanted) return Promise.resolve();
    return new Promise((resolve) => {
      plan.waiting.push({ state: plan.wanted, isFirstEnough, resolve });
      pump();
    });
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
        if (!plan)
          planned.set(project, { wanted: 1, done: 0, answered: 0, isScanned: false, waiting: [], isQuiet: true });
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
    current: (project) => wait(project, false),
    first: (project) => wait(project, true),
    isCurrent(project) {
      const plan = planned.get(project);
      return !plan || plan.done >= plan.wanted;
    },
    isAnswered(project) {
      const plan = planned.get(project);
      return !plan || plan.answered >= plan.wanted;
    },
    isScanned: (project) => planned.get(project)?.isScanned ?? true,
    restart() {
      for (const plan of planned.values()) {
        plan.wanted++;
        plan.isScanned = false;
      }
      pump();
    },
  };
}

function byTimer(milliseconds: number, work: () => void): void {
  setTimeout(work, milliseconds).unref();
}
