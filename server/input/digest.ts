/** Digests of what a run reads: where they are the same, so is the answer. */
import { createHash, hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { attempt } from './attempt.ts';
import type { Inventory } from './inventory.ts';
import { readBytes } from './read.ts';
import { join } from 'node:path';

/** What a run reads, by digests in hex (SHA-256). */
export interface Digests {
  /** Of everything: which files there are, and all their bytes. */
  whole: string;
  /** Of everything but the bytes. */
  frame: string;
  /** Of the bytes of each file, by its path; '' for a manifest that cannot be read. */
  files: ReadonlyMap<string, string>;
}

/** The digest of which files there are, and of a text beside it. */
export function frameOf(inventory: Inventory, beside: string): string {
  const { files, documents, manifests, skipped } = inventory;
  let names = '';
  for (const list of [files, documents])
    for (const { path, isTest, isNamed } of list) names += `${path}\0${isTest ? 1 : 0}${isNamed ? 1 : 0}\0`;
  for (const path of furtherManifests(inventory)) names += `${path}\0`;
  return createHash('sha256')
    .update(`${beside}\0${JSON.stringify([manifests, skipped])}\0`)
    .update(names)
    .digest('hex');
}

/**
 * The digest of an inventory by what the file system says of its files, and by the bytes of the few that the walk does not
 * ask for, of which `digestOf` gives the digest by the path; undefined where a file is too young to be known by that.
 */
export function stampOf(
  inventory: Inventory,
  frame: string,
  digestOf: (path: string) => string | undefined = (path) => fileDigest(join(inventory.root, path)),
): string | undefined {
  const { files, documents } = inventory;
  const stamps = new Float64Array(4 * (files.length + documents.length));
  let at = 0;
  for (const list of [files, documents])
    for (const { size, stamp } of list) {
      if (!stamp) return undefined;
      stamps[at++] = size;
      stamps[at++] = stamp.modified;
      stamps[at++] = stamp.changed;
      stamps[at++] = stamp.inode;
    }
  const further = furtherManifests(inventory).map(digestOf);
  return createHash('sha256')
    .update(stamps)
    .update(JSON.stringify([further, frame]))
    .digest('hex');
}

/** The digests of an inventory in a frame; undefined when a file cannot be read. */
export function digestsOf(inventory: Inventory, frame: string): Digests | undefined {
  const { files, documents, root } = inventory;
  const digests = new Map<string, string>();
  let all = '';
  for (const list of [files, documents])
    for (const file of list) {
      const read = readBytes(file);
      if (read.kind !== 'bytes') return undefined;
      const digest = hash('sha256', read.bytes.subarray(0, read.length));
      digests.set(file.path, digest);
      all += digest;
    }
  for (const path of furtherManifests(inventory)) {
    const digest = fileDigest(join(root, path));
    digests.set(path, digest);
    all += `${digest}\0`;
  }
  return { whole: hash('sha256', all + frame), frame, files: digests };
}

/** A SHA-256 in hex over a file; '' when it cannot be read. */
export function fileDigest(absolute: string): string {
  const bytes = attempt(
    () => readFileSync(absolute),
    () => undefined,
  );
  return bytes ? hash('sha256', bytes) : '';
}

/** The project's own files that no reader of documents takes, such as the lockfile of yarn. */
export function furtherManifests({ documents, manifests }: Inventory): string[] {
  const known = new Set(documents.map(({ path }) => path));
  return Object.values(manifests)
    .flat()
    .filter((path: string) => !known.has(path));
}
