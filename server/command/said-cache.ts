/** What each rule said in the last run over a workspace, on the disk, under the digest of all that the run read. */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../input/attempt.ts';
import { packed, unpacked } from '../input/packed.ts';
import type { Said } from '../lint-said.ts';
import { keepFile, prune } from './kept-files.ts';

export interface SaidCache {
  /** What was said in the run with this digest. */
  find(name: string, whole: string): Said | undefined;
  /** Takes the place of what was kept under the name; returns why it could not, if so. */
  keep(name: string, whole: string, said: Said): string | undefined;
}

const extension = '.said';
const limits = { files: 100, bytes: 64 * 1024 * 1024 };

/** What was kept in a directory. */
export function openSaidCache(directory: string): SaidCache {
  return {
    find(name, whole) {
      const bytes = attempt(
        () => readFileSync(join(directory, `${name}${extension}`)),
        () => undefined,
      );
      const end = bytes?.indexOf('\n') ?? -1;
      const payload = bytes?.subarray(end + 1);
      if (!payload || bytes?.toString('utf8', 0, Math.max(0, end)) !== digestOf(whole, payload)) return undefined;
      // Written by this program under a name that names its build: what has the digest has the shape.
      return unpacked(payload) as Said | undefined;
    },
    keep(name, whole, said) {
      const payload = packed(said);
      const head = Buffer.from(`${digestOf(whole, payload)}\n`);
      const problem = keepFile(directory, `${name}${extension}`, Buffer.concat([head, payload]));
      if (problem === undefined) prune(directory, extension, limits);
      return problem;
    },
  };
}

function digestOf(whole: string, payload: Uint8Array): string {
  return `${whole} ${hash('sha256', payload)}`;
}
