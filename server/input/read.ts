/** Reading: everything goes through one buffer, because a buffer a file costs twice the time. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { Failure } from '../finding.ts';
import type { InputFile, Skip } from './inventory.ts';
import { attempt } from './attempt.ts';
import { decode, type Decoded } from './encoding.ts';
import { isGenerated, isMinified } from './generated.ts';
import { isSourceName, largestFile } from './kinds.ts';
import { createLines } from './lines.ts';
import { whyUnreadable } from './unreadable.ts';

/** The first `length` bytes are the file's; they are gone with the next read. */
export interface Bytes {
  kind: 'bytes';
  bytes: Uint8Array;
  length: number;
}

export interface Source extends Decoded {
  kind: 'source';
  file: InputFile;
  /** Worth saying in the summary; the file is analysed all the same and the exit code is not touched. */
  warning?: Failure;
}

export type Unread = { kind: 'skip'; skip: Skip } | { kind: 'failure'; failure: Failure };

let buffer = Buffer.allocUnsafeSlow(64 * 1024);

/** Reads a file into the shared buffer; a file that grew above the limit since the walk is skipped. */
export function readBytes(file: InputFile): Bytes | Unread {
  try {
    const length = fill(file.absolute, largestFile, file.size);
    if (length > largestFile) return { kind: 'skip', skip: { path: file.path, reason: 'larger than 1 MiB' } };
    return { kind: 'bytes', bytes: buffer, length };
  } catch (error) {
    return { kind: 'failure', failure: { file: file.path, reason: whyUnreadable(error, 'file') } };
  }
}

/** Decodes what `readBytes` read and leaves out what is binary, generated or minified, unless the file was named. */
export function toSource(file: InputFile, { bytes, length }: Bytes): Source | Unread {
  const skip = (reason: Skip['reason']): Unread => ({ kind: 'skip', skip: { path: file.path, reason } });
  const decoded = decode(bytes, length);
  if (!decoded) return skip('binary');
  // A manifest may well stand on one line.
  const isJudged = !file.isNamed && isSourceName(file.path);
  if (isJudged && isGenerated(decoded.text)) return skip('generated');
  if (isJudged && isMinified(decoded.text)) return skip('minified');
  return decoded.isLossy
    ? { kind: 'source', file, ...decoded, warning: lossWarning(file, decoded) }
    : { kind: 'source', file, ...decoded };
}

/** Reads and decodes a file. */
export function readSource(file: InputFile): Source | Unread {
  const read = readBytes(file);
  return read.kind === 'bytes' ? toSource(file, read) : read;
}

/** The text of a manifest, model or configuration file, or the sentence that says why there is none. */
export function readText(absolute: string): { text: string } | { reason: string } {
  try {
    const limit = 64 * largestFile;
    const length = fill(absolute, limit);
    if (length > limit) return { reason: 'cannot read the file: it is larger than 64 MiB' };
    const text = decode(buffer, length)?.text;
    return text === undefined ? { reason: 'cannot read the file: it is not text; save it as UTF-8' } : { text };
  } catch (error) {
    return { reason: whyUnreadable(error, 'file') };
  }
}

/** True when a file, and not a directory, lies at the path. */
export function isFile(absolute: string): boolean {
  return (
    attempt(
      () => statSync(absolute).isFile(),
      () => undefined,
    ) ?? false
  );
}

/**
 * Reads until the end, not until the size that the walk saw: files are edited while they are analysed. Where a read gives
 * less than there is room for, and no less than that size, it was at the end, and no other read has to say so.
 */
function fill(absolute: string, limit: number, expected = 0): number {
  const descriptor = openSync(absolute, 'r');
  try {
    for (let length = 0; ;) {
      if (length === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
      const count = readSync(descriptor, buffer, length, buffer.length - length, null);
      length += count;
      const isAtEnd = expected > 0 && length >= expected && length < buffer.length;
      if (count === 0 || isAtEnd || length > limit) return length;
    }
  } finally {
    closeSync(descriptor);
  }
}

function lossWarning(file: InputFile, { text, encoding }: Decoded): Failure {
  const { line, column } = createLines(text).at(Math.max(0, text.indexOf('\uFFFD')));
  const name = encoding === 'utf8' ? 'UTF-8' : 'UTF-16';
  return {
    file: file.path,
    line,
    column,
    reason: `not valid ${name}: read with replacement characters; save the file as UTF-8`,
  };
}
