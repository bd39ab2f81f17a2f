/** Files in a cache directory: written whole or not at all, for their user alone, and bounded in number and bytes. */
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { attempt, reasonOf } from '../input/attempt.ts';

const nothing = (): undefined => undefined;

/** Writes a file into the directory, which is made when it is not there; who reads it meanwhile sees it whole. Returns why it could not, if so. */
export function keepFile(directory: string, name: string, content: string | Uint8Array): string | undefined {
  const file = join(directory, name);
  const passing = `${file}.${process.pid}`;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(passing, content, { mode: 0o600 });
    renameSync(passing, file);
    return undefined;
  } catch (error) {
    remove(passing);
    return reasonOf(error);
  }
}

/** Removes a file, if it can be. */
export function remove(file: string): void {
  attempt(() => rmSync(file, { force: true }), nothing);
}

/** Removes the files of a kind (those with the extension, and those that somebody began to write) that were not used for the longest, until the others are within the limits. */
export function prune(directory: string, extension: string, limits: { files: number; bytes: number }): void {
  const names = attempt(() => readdirSync(directory), nothing) ?? [];
  const kept = names
    .filter((name) => name.includes(extension))
    .flatMap((name) => {
      const stats = attempt(() => statSync(join(directory, name)), nothing);
      return stats ? [{ name, size: stats.size, used: stats.mtimeMs }] : [];
    });
  let bytes = 0;
  kept
    .sort((a, b) => b.used - a.used || (a.name < b.name ? -1 : 1))
    .forEach(({ name, size }, index) => {
      bytes += size;
      if (index >= limits.files || bytes > limits.bytes) remove(join(directory, name));
    });
}
