/** What differs between two texts. */
import type { Span } from './finding.ts';

/** One stretch of a text that was replaced, by the offsets before. */
export interface Change extends Span {
  /** By how many UTF-16 units everything behind it moved. */
  by: number;
}

/** The smallest stretch in which the texts differ. */
export function changeBetween(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (same < shorter - start && charBehind(before, same) === charBehind(after, same)) same++;
  return { start, end: before.length - same, by: after.length - before.length };
}

function charBehind(text: string, distance: number): number {
  return text.charCodeAt(text.length - 1 - distance);
}
