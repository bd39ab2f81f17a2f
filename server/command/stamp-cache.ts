/**
 * Which state of its files a workspace was in when the file system said of each of them what it says now: an unchanged
 * workspace is then known without reading it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../input/attempt.ts';
import { keepFile, prune } from './kept-files.ts';

export interface StampCache {
  /** The digest of the bytes that went with the stamp of a workspace. */
  find(name: string, stamp: string): string | undefined;
  /** Takes the place of what was kept under the name; what cannot be kept costs the next run a look at the bytes. */
  keep(name: string, stamp: string, whole: string): void;
}

const extension = '.stamp';
const limits = { files: 1000, bytes: 1024 * 1024 };
const line = /^([0-9a-f]{64}) ([0-9a-f]{64})\n$/;

/** What was kept in a directory. */
export function openStampCache(directory: string): StampCache {
  return {
    find(name, stamp) {
      const kept = attempt(
        () => readFileSync(join(directory, `${name}${extension}`), 'utf8'),
        () => undefined,
      );
      const [, then, whole] = line.exec(kept ?? '') ?? [];
      return then === stamp ? whole : undefined;
    },
    keep(name, stamp, whole) {
      if (keepFile(directory, `${name}${extension}`, `${stamp} ${whole}\n`) === undefined)
        prune(directory, extension, limits);
    },
  };
}
