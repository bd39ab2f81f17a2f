/** What differs between two texts. */
import type { Span } from './finding.ts';

/** One stretch of a text that was replaced, by the offsets before. */
export interface Change extends Span {
  /** By how many UTF-16 units everything behind it moved. */
  by: number;
}

// Texts are compared by stretches of this length as long as they are the same: a file has hundreds of them.
const stretch = 1024;

/** The smallest stretch in which the texts differ. */
export function changeBetween(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  const start = sameLength(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const same = sameLength(shorter - start, (from, to) => behind(before, from, to) === behind(after, from, to));
  return { start, end: before.length - same, by: after.length - before.length };
}

// How far two texts of the length are the same, which `isSame` says of each part.
function sameLength(length: number, isSame: (from: number, to: number) => boolean): number {
  let at = 0;
  while (at + stretch <= length && isSame(at, at + stretch)) at += stretch;
  let step = stretch;
  while (step > 1) {
    step /= 2;
    if (at + step <= length && isSame(at, at + step)) at += step;
  }
  return at;
}

function behind(text: string, from: number, to: number): string {
  return text.slice(text.length - to, text.length - from);
}
