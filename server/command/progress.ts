/** A sign of life on a terminal when a run takes longer than a second. */
import process from 'node:process';
import { setImmediate as nextTurn } from 'node:timers/promises';

interface ProgressOptions {
  quiet?: boolean;
  output?: string;
}

/** Runs the work; the spinner shows on standard error while a terminal watches, and never in a pipe or in CI. */
export async function withProgress<T>(options: ProgressOptions, work: () => T): Promise<T> {
  const isWatched = process.stderr.isTTY && !options.quiet && !process.env['CI'];
  if (!isWatched) return work();
  const { default: ora } = await import('ora');
  const spinner = ora({ text: 'reading the project', stream: process.stderr, discardStdin: false });
  // The work is one synchronous stretch: the line is written before it, and taken away after it.
  spinner.start();
  spinner.render();
  await nextTurn();
  try {
    return work();
  } finally {
    spinner.stop();
  }
}
