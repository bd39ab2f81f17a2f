/**
 * Results of earlier runs on the disk, each under a digest of everything that it was made from: an answer is taken over
 * only where nothing is different, and there is nothing to invalidate. What cannot be read, was cut off or was written by
 * another version is no answer.
 */
import { createHash } from 'node:crypto';
import { readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../input/attempt.ts';
import { fileDigest } from '../input/digest.ts';
import type { LintResult } from '../lint.ts';
import { keepFile, prune } from './kept-files.ts';

export interface ResultCache {
  /** The result of an earlier run; undefined when there is none. */
  find(digest: string, root: string): CachedResult | undefined;
  /** Keeps a result, with the files beside the digest that the run read; returns why it could not, if so. */
  keep(digest: string, root: string, result: CachedResult, alsoRead: Iterable<string>): string | undefined;
}

/** What a run found, without the time that it took. */
export type CachedResult = Omit<LintResult, 'stats'>;

interface Entry {
  /** Paths relative to the root, with the digest of each file, '' where there was none. */
  alsoRead: [path: string, digest: string][];
  result: CachedResult;
}

/** As many results, and as many bytes, as are kept; the one that was not asked for the longest goes first. */
export interface CacheLimits {
  results: number;
  bytes: number;
}

const defaultLimits: CacheLimits = { results: 200, bytes: 64 * 1024 * 1024 };
const extension = '.result';

/** The results in a directory, which is made when there is one to keep. */
export function openResultCache(directory: string, limits = defaultLimits): ResultCache {
  const fileOf = (digest: string): string => join(directory, `${digest}${extension}`);
  const nothing = (): undefined => undefined;

  function find(digest: string, root: string): CachedResult | undefined {
    const file = fileOf(digest);
    const entry = attempt(() => parse(readFileSync(file, 'utf8')), nothing);
    if (!entry?.alsoRead.every(([path, known]) => fileDigest(join(root, path)) === known)) return undefined;
    // Asked for now; a directory that cannot be written loses its oldest results a little early.
    attempt(() => utimesSync(file, new Date(), new Date()), nothing);
    return entry.result;
  }

  function keep(digest: string, root: string, result: CachedResult, paths: Iterable<string>): string | undefined {
    const alsoRead = [...paths].sort().map((path): [string, string] => [path, fileDigest(join(root, path))]);
    const payload = JSON.stringify({ alsoRead, result } satisfies Entry);
    const problem = keepFile(directory, `${digest}${extension}`, `${checksum(payload)}\n${payload}`);
    if (problem === undefined) prune(directory, extension, { files: limits.results, bytes: limits.bytes });
    return problem;
  }

  return { find, keep };
}

function parse(text: string): Entry | undefined {
  const end = text.indexOf('\n');
  const payload = text.slice(end + 1);
  // Written by this program under a digest that names its build: what has the checksum has the shape.
  return checksum(payload) === text.slice(0, end) ? (JSON.parse(payload) as Entry) : undefined;
}

function checksum(payload: string): string {
  return createHash('sha256').update(payload).digest('hex');
}
