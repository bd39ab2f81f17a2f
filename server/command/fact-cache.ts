/**
 * Facts and manifests of earlier runs on the disk: for each workspace a few packs, each written once and never changed. A run reads
 * them all, and adds one with what it had to read anew; when they are many it writes what it used into one.
 */
import { hash } from 'node:crypto';
import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { decodeDocument, documentKey, encodeDocument } from '../documents/pack.ts';
import { decode, keyOf, openPack, pack, type Pack, type Packed } from '../facts/pack.ts';
import type { KeptFacts } from '../session-memory.ts';
import { attempt } from '../input/attempt.ts';
import { keepFile, prune, remove } from './kept-files.ts';

/** As many packs of one workspace, and as many bytes of all, as are kept; the pack that nobody used for the longest goes first. */
export interface FactLimits {
  packs: number;
  bytes: number;
}

const defaultLimits: FactLimits = { packs: 8, bytes: 256 * 1024 * 1024 };
const extension = '.facts';

interface FactCacheOptions {
  directory: string;
  /** Names the program: facts of another are not these. */
  build: string;
  /** The root of the workspace. */
  root: string;
  limits?: FactLimits;
}

interface OpenPack {
  file: string;
  pack: Pack;
}

/** The facts and manifests that were kept of a workspace; nothing is read before somebody asks. */
export function openFactCache({ directory, build, root, limits = defaultLimits }: FactCacheOptions): KeptFacts {
  const prefix = `${hash('sha256', `${build}\0${root}`).slice(0, 32)}-`;
  let packs: OpenPack[] | undefined;
  let isAnyMissing = false;
  const nothing = (): undefined => undefined;

  function opened(): OpenPack[] {
    const names = attempt(() => readdirSync(directory), nothing) ?? [];
    return names
      .filter((name) => name.startsWith(prefix) && name.endsWith(extension))
      .sort()
      .flatMap((name) => open(join(directory, name)));
  }

  function open(file: string): OpenPack[] {
    const found = attempt(() => openPack(build, () => attempt(() => readFileSync(file), nothing)), nothing);
    return found ? [{ file, pack: found }] : [];
  }

  function bytesOf(key: string): Uint8Array | undefined {
    for (const { pack: each } of (packs ??= opened())) {
      const found = each.bytes(key);
      if (found) return found;
    }
    return undefined;
  }

  function found<T>(key: string, decoded: (bytes: Uint8Array) => T | undefined): T | undefined {
    const bytes = bytesOf(key);
    const known = bytes && decoded(bytes);
    isAnyMissing ||= !known;
    return known;
  }

  function write(entries: readonly Packed[], instead: readonly OpenPack[]): string | undefined {
    const bytes = pack(build, entries);
    const name = `${prefix}${hash('sha256', bytes).slice(0, 32)}${extension}`;
    const problem = keepFile(directory, name, bytes);
    if (problem !== undefined) return problem;
    for (const { file } of instead) remove(file);
    prune(directory, extension, { files: Number.POSITIVE_INFINITY, bytes: limits.bytes });
    packs = [...(packs ?? []).filter((each) => !instead.includes(each)), ...open(join(directory, name))];
    return undefined;
  }

  function used(): void {
    const now = new Date();
    for (const { file } of packs ?? []) attempt(() => utimesSync(file, now, now), nothing);
  }

  return {
    find: (path, text) => found(keyOf(path, text), decode),
    document(path, text) {
      const key = documentKey(path, text);
      return key === undefined ? undefined : found(key, decodeDocument);
    },
    keep(files, manifests) {
      used();
      if (!isAnyMissing) return undefined;
      isAnyMissing = false;
      packs = opened();
      const isMany = packs.length >= limits.packs;
      const byKey = new Map<string, () => Uint8Array | undefined>();
      for (const { path, text, packed } of files) byKey.set(keyOf(path, text), packed);
      for (const { path, text, document } of manifests) {
        const key = documentKey(path, text);
        if (key !== undefined) byKey.set(key, () => encodeDocument(document));
      }
      const fresh: Packed[] = [];
      const earlier: Packed[] = [];
      for (const [key, encoded] of byKey) {
        const known = bytesOf(key);
        const bytes = known ?? encoded();
        if (bytes) (known ? earlier : fresh).push({ key, bytes });
      }
      if (fresh.length === 0) return undefined;
      return isMany ? write([...earlier, ...fresh], packs) : write(fresh, []);
    },
    letGo() {
      for (const { pack: each } of packs ?? []) each.letGo();
    },
  };
}
