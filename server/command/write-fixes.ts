/** `--fix`: the safe fixes of a run, written to the disk. */
import type { Failure, Finding } from '../finding.ts';
import { applyFixes } from '../fix.ts';
import { createRewriter } from '../input/rewrite.ts';
import type { Session } from '../session.ts';

/**
 * Writes the first safe fix of every finding and says how many files changed.
 * A fix is left out whole when one of its files cannot be written as it was read.
 */
export function writeFixes(
  { workspace, text: textOf }: Pick<Session, 'workspace' | 'text'>,
  findings: readonly Finding[],
): { written: number; failures: Failure[] } {
  const rewriter = createRewriter([...workspace.files, ...workspace.documents], textOf);
  const safe = findings.flatMap(({ fixes }) => fixes.filter((fix) => fix.safety === 'safe').slice(0, 1));
  const possible = safe.filter((fix) => fix.edits.every((edit) => rewriter.isPossible(edit.file)));
  let written = 0;
  for (const [path, text] of applyFixes(possible, textOf).texts) if (rewriter.write(path, text)) written++;
  return { written, failures: rewriter.failures };
}
