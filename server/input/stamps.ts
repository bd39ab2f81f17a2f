/** Whether files are still what they were, without reading them. */
import { statSync } from 'node:fs';
import { attempt } from './attempt.ts';

/** Milliseconds in which a file system may give two states of a file one time. */
const grain = 50;
/** Milliseconds to which a kernel may round the time of a change. */
const tickMs = 20;
let doubts = 0;

/** True when nothing happened to any of the files since the moment of each, in milliseconds since 1970. */
export function areOlder<F extends { absolute: string }>(files: readonly F[], momentOf: (file: F) => number): boolean {
  return files.every((file) => {
    const stats = attempt(
      () => statSync(file.absolute),
      () => undefined,
    );
    return stats !== undefined && Math.max(stats.ctimeMs, stats.mtimeMs) < momentOf(file) - tickMs;
  });
}

/** A text for each path that differs when the file there does; '' where there is none. */
export function stampsOf(paths: Iterable<string>): Map<string, string> {
  const now = Date.now();
  return new Map(Array.from(paths, (path) => [path, stampOf(path, now)]));
}

function stampOf(path: string, now: number): string {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) return '';
    const { mtimeMs, ctimeMs, size, ino } = stats;
    // So young a file may change once more within the same tick: its next stamp must not be this one.
    const doubt = Math.max(mtimeMs, ctimeMs) > now - grain ? ` ${++doubts}` : '';
    return `${mtimeMs} ${ctimeMs} ${size} ${ino}${doubt}`;
  } catch {
    // Whoever reads it says why it cannot be read.
    return 'unreadable';
  }
}

/** The paths whose stamps differ, those that came and those that went. */
export function changedBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const gone = [...before.keys()].filter((path) => !after.has(path));
  return [...gone, ...[...after].filter(([path, stamp]) => before.get(path) !== stamp).map(([path]) => path)];
}
