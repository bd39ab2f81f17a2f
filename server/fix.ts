/** Applies fixes: each whole or not at all, none over another. */
import type { Edit, Fix } from './finding.ts';
import { gather } from './gather.ts';

/**
 * The fixes that go together: each whole, and none that overlaps an earlier one, which is left for the next round. Two
 * may share an edit, such as a function that both of them need.
 */
export function compatible(fixes: readonly Fix[]): Fix[] {
  const taken = new Map<string, Edit[]>();
  return fixes.filter(({ edits }) => {
    if (edits.some((edit) => (taken.get(edit.file) ?? []).some((other) => overlaps(edit, other)))) return false;
    for (const edit of edits) gather(taken, edit.file, edit);
    return true;
  });
}

/** The edits of fixes that go together, each once. */
export function editsOf(fixes: readonly Fix[]): Edit[] {
  const all = fixes.flatMap((fix) => fix.edits);
  return all.filter((edit, index) => all.findIndex((other) => isSame(edit, other)) === index);
}

/**
 * The texts after the fixes, for the files that change, and how many fixes were applied.
 * A fix that overlaps an earlier one is left for the next round.
 */
export function applyFixes(
  fixes: readonly Fix[],
  textOf: (file: string) => string,
): { texts: Map<string, string>; applied: number } {
  const chosen = compatible(fixes);
  const taken = new Map<string, Edit[]>();
  for (const edit of editsOf(chosen)) gather(taken, edit.file, edit);
  const texts = new Map<string, string>();
  for (const [file, edits] of taken) {
    let text = textOf(file);
    // From the end to the start; of insertions at one place the last goes in first, so that the first stands first.
    for (const edit of edits.toReversed().sort((a, b) => b.start - a.start || b.end - a.end))
      text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
    texts.set(file, text);
  }
  return { texts, applied: chosen.length };
}

function isSame(a: Edit, b: Edit): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end && a.text === b.text;
}

function overlaps(a: Edit, b: Edit): boolean {
  if (isSame(a, b)) return false;
  // Two insertions at one place have no order of their own: the second waits.
  if (a.start === a.end && b.start === b.end) return a.start === b.start;
  return a.start < b.end && b.start < a.end;
}
