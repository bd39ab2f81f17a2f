/** `--fix`: the safe fixes of a run, written to the disk. */
import { writeFileSync } from 'node:fs';
import type { Failure, Finding } from '../finding.ts';
import { applyFixes } from '../fix.ts';
import { encode } from '../input/encoding.ts';
import { readSource, type Source } from '../input/read.ts';
import type { Session } from '../session.ts';
import { reasonOf } from './complaint.ts';

/**
 * Writes the first safe fix of every finding and says how many files changed.
 * A fix is left out whole when one of its files cannot be written as it was read. Files are written in place, which
 * keeps their mode and owner and the links that lead to them.
 */
export function writeFixes(
  { workspace, text: textOf }: Pick<Session, 'workspace' | 'text'>,
  findings: readonly Finding[],
): { written: number; failures: Failure[] } {
  const files = new Map(workspace.files.map((file) => [file.path, file]));
  const sources = new Map<string, Source | undefined>();
  const failures: Failure[] = [];

  function sourceOf(path: string): Source | undefined {
    if (sources.has(path)) return sources.get(path);
    const file = files.get(path);
    const read = file && readSource(file);
    // Bytes that were not understood would be lost.
    let source = read?.kind === 'source' && !read.isLossy ? read : undefined;
    if (source && source.text !== textOf(path)) {
      source = undefined;
      failures.push({ file: path, reason: 'was not fixed, because it changed while it was analysed' });
    }
    sources.set(path, source);
    return source;
  }

  const safe = findings.flatMap(({ fixes }) => fixes.filter((fix) => fix.safety === 'safe').slice(0, 1));
  const possible = safe.filter((fix) => fix.edits.every((edit) => sourceOf(edit.file)));
  let written = 0;
  for (const [path, text] of applyFixes(possible, textOf).texts) {
    const source = sourceOf(path);
    if (!source || text === source.text) continue;
    try {
      writeFileSync(source.file.absolute, encode(text, source));
      written++;
    } catch (error) {
      failures.push({ file: path, reason: `was not fixed, because it cannot be written (${reasonOf(error)})` });
    }
  }
  return { written, failures };
}
