/** Writes texts back to the files that they came from, which keep their encoding, mode, owner and the links to them. */
import { writeFileSync } from 'node:fs';
import type { Failure } from '../finding.ts';
import { reasonOf } from './attempt.ts';
import { encode } from './encoding.ts';
import type { InputFile } from './inventory.ts';
import { readSource, type Source } from './read.ts';

export interface Rewriter {
  /** False, with a failure where there is something to say, when the file cannot be written as it was read. */
  isPossible(path: string): boolean;
  /** True when the file was changed. */
  write(path: string, text: string): boolean;
  readonly failures: Failure[];
}

/** A rewriter of files whose text is still what `textOf` says. */
export function createRewriter(files: readonly InputFile[], textOf: (path: string) => string): Rewriter {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const sources = new Map<string, Source | undefined>();
  const failures: Failure[] = [];

  function sourceOf(path: string): Source | undefined {
    if (sources.has(path)) return sources.get(path);
    const file = byPath.get(path);
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

  return {
    isPossible: (path) => sourceOf(path) !== undefined,
    write(path, text) {
      const source = sourceOf(path);
      if (!source || text === source.text) return false;
      try {
        writeFileSync(source.file.absolute, encode(text, source));
        return true;
      } catch (error) {
        failures.push({ file: path, reason: `was not fixed, because it cannot be written (${reasonOf(error)})` });
        return false;
      }
    },
    failures,
  };
}
