/** Offsets and the positions of the protocol: zero-based lines, and columns in the units that were negotiated. */
import type { Position, Range } from 'vscode-languageserver';
import type { Span } from '../finding.ts';
import type { Lines } from '../input/lines.ts';

/** Units of a column: UTF-16 unless the client asked for bytes of UTF-8. */
export type PositionEncoding = 'utf-16' | 'utf-8';

/** The position of an offset; offsets outside the text count as its nearest end. */
export function toPosition(lines: Lines, offset: number, encoding: PositionEncoding): Position {
  const { line, column } = lines.at(offset);
  const units = column - 1;
  if (encoding === 'utf-16') return { line: line - 1, character: units };
  return { line: line - 1, character: Buffer.byteLength(lines.text(line).slice(0, units), 'utf8') };
}

/** The range of a span. */
export function toRange(lines: Lines, { start, end }: Span, encoding: PositionEncoding): Range {
  return { start: toPosition(lines, start, encoding), end: toPosition(lines, end, encoding) };
}

/** The offset of a position; positions outside the text count as the nearest one inside. */
export function toOffset(lines: Lines, { line, character }: Position, encoding: PositionEncoding): number {
  const units = encoding === 'utf-16' ? character : unitsOf(lines.text(line + 1), character);
  return lines.offset(line + 1, units + 1);
}

/** The span of a range. */
export function toSpan(lines: Lines, { start, end }: Range, encoding: PositionEncoding): Span {
  return { start: toOffset(lines, start, encoding), end: toOffset(lines, end, encoding) };
}

/** How many UTF-16 units of the text lie before the given number of bytes; a byte inside a character counts as its start. */
export function unitsOf(text: string, bytes: number): number {
  let units = 0;
  let left = bytes;
  for (const character of text) {
    left -= Buffer.byteLength(character, 'utf8');
    if (left < 0) return units;
    units += character.length;
  }
  return units;
}
