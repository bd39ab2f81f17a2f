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

/** The digests of an inventory and of a text beside it; undefined when a file cannot be read. */
export function digestsOf(inventory: Inventory, beside: string): Digests | undefined {
  const [whole, frame] = [createHash('sha256'), createHash('sha256')];
  const { files, documents, manifests, skipped } = inventory;
  const digests = new Map<string, string>();
  frame.update(`${beside}\0${JSON.stringify([manifests, skipped])}\0`);
  let names = '';
  let all = '';
  for (const file of [...files, ...documents]) {
    const read = readBytes(file);
    if (read.kind !== 'bytes') return undefined;
    const digest = hash('sha256', read.bytes.subarray(0, read.length));
    digests.set(file.path, digest);
    names += `${file.path}\0${Number(file.isTest)}${Number(file.isNamed ?? false)}\0`;
    all += digest;
  }
  for (const path of furtherManifests(inventory)) {
    const digest = fileDigest(join(inventory.root, path));
    digests.set(path, digest);
    names += `${path}\0`;
    all += `${digest}\0`;
  }
  const ofFrame = frame.update(names).digest('hex');
  return { whole: whole.update(all).update(ofFrame).digest('hex'), frame: ofFrame, files: digests };
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
