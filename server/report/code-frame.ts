/** A line of source with its number and a mark under the place, safe to print on a terminal. */
import type { Lines } from '../input/lines.ts';
import { printable } from './printable.ts';
import type { Region } from './report.ts';

const maxWidth = 120;

export interface Frame {
  /** The line of source, cut to a width that fits a terminal. */
  source: string;
  /** Spaces and marks of the same width. */
  marks: string;
}

/** The first line of the region, with a mark under the part that belongs to it. */
export function codeFrame(lines: Lines, region: Region): Frame {
  const raw = lines.text(region.line);
  const indent = raw.length - raw.trimStart().length;
  const from = Math.max(region.column - 1, indent);
  const cut = from - indent > maxWidth - 40 ? from - 40 : indent;
  const head = printable(raw.slice(cut, from));
  const end = region.endLine === region.line ? region.endColumn - 1 : raw.length;
  const marked = printable(raw.slice(from, Math.max(end, from + 1)));
  const source = printable(raw.slice(cut)).slice(0, maxWidth);
  const width = Math.max(1, Math.min(marked.length, maxWidth - head.length));
  return { source, marks: ' '.repeat(head.length) + '^'.repeat(width) };
}
