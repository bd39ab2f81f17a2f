/** A sign of life on a terminal when a run takes longer than a second. */
import process from 'node:process';
import type { Phase } from '../stopwatch.ts';

interface ProgressOptions {
  quiet?: boolean;
}

/** What is drawn: the spinner of ora, as far as it is needed here. */
export interface Spinner {
  text: string;
  start(): unknown;
  render(): unknown;
  stop(): unknown;
}

export interface Progress {
  /** To be told of every phase that begins. */
  onPhase(phase: Phase): void;
  /** Takes away what was drawn; may be called twice. */
  stop(): void;
}

const firstMs = 1000;
const nextMs = 100;
const words: Partial<Record<Phase, string>> = {
  walk: 'looking for files',
  cache: 'comparing with earlier runs',
  select: 'choosing files',
  manifests: 'linking',
  catalog: 'linking',
  link: 'linking',
  rules: 'asking the rules',
  fix: 'fixing',
};

/**
 * Draws when the first phase begins that is a second or more after the start of the process (0 of the clock), and then
 * at most ten times a second.
 * The work is one synchronous stretch, in which no timer fires: what is promised is a line at the next file or phase
 * after the second, not a spinner that turns while one file takes long.
 */
export function createProgress(spinner: Spinner, now: () => number = () => performance.now()): Progress {
  let drawn: number | undefined;
  let files = 0;
  return {
    onPhase(phase) {
      if (phase === 'parse') files++;
      const time = now();
      if (time < firstMs || (drawn !== undefined && time - drawn < nextMs)) return;
      spinner.text = phase === 'parse' ? `reading file ${files}` : (words[phase] ?? spinner.text);
      if (drawn === undefined) spinner.start();
      else spinner.render();
      drawn = time;
    },
    stop() {
      if (drawn !== undefined) spinner.stop();
      drawn = undefined;
    },
  };
}

/** The progress of a run: on standard error while a terminal watches, and never in a pipe or in CI. */
export async function startProgress({ quiet }: ProgressOptions): Promise<Progress> {
  const { isTTY, columns } = process.stderr;
  // A terminal that says it has no columns would have ora take lines away without end.
  const isWatched = isTTY && columns !== 0 && !quiet && !process.env['CI'];
  if (!isWatched) return { onPhase: () => {}, stop: () => {} };
  const { default: ora } = await import('ora');
  // A hidden cursor needs a handler of signals, and Ctrl+C would then wait for the end of the synchronous work.
  return createProgress(
    ora({ text: 'reading the project', stream: process.stderr, discardStdin: false, hideCursor: false }),
  );
}
