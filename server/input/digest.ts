/** Digests of what a run reads: where they are the same, so is the answer. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { attempt } from './attempt.ts';
import type { Inventory } from './inventory.ts';
import { readBytes } from './read.ts';
import { join } from 'node:path';

/** A SHA-256 in hex over the inventory, with the bytes of all its files, and over a text beside; undefined when a file cannot be read. */
export function digestOf(inventory: Inventory, beside: string): string | undefined {
  const hash = createHash('sha256');
  const { files, documents, manifests, skipped } = inventory;
  hash.update(`${beside}\0${JSON.stringify([manifests, skipped])}\0`);
  for (const file of [...files, ...documents]) {
    const read = readBytes(file);
    if (read.kind !== 'bytes') return undefined;
    // The length says where the bytes end, so that no two inventories are written alike.
    hash.update(`${file.path}\0${Number(file.isTest)}${Number(file.isNamed ?? false)}\0${read.length}\0`);
    hash.update(read.bytes.subarray(0, read.length));
  }
  for (const path of furtherManifests(inventory)) hash.update(`${path}\0${fileDigest(join(inventory.root, path))}\0`);
  return hash.digest('hex');
}

/** A SHA-256 in hex over a file; '' when it cannot be read. */
export function fileDigest(absolute: string): string {
  const bytes = attempt(
    () => readFileSync(absolute),
    () => undefined,
  );
  return bytes ? createHash('sha256').update(bytes).digest('hex') : '';
}

/** The project's own files that no reader of documents takes, such as the lockfile of yarn. */
export function furtherManifests({ documents, manifests }: Inventory): string[] {
  const known = new Set(documents.map(({ path }) => path));
  return Object.values(manifests)
    .flat()
    .filter((path: string) => !known.has(path));
}
