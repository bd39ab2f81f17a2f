/**
 * Facts of many files as bytes, each under the digest of the text that they were read from: a head that is read whole, and
 * behind it the facts, of which only those are decoded that somebody asks for. What is damaged is not there.
 */
import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { hasLists, isPackable, packed, unpacked } from '../input/packed.ts';
import type { Facts } from './facts.ts';

/** Facts under a key of `keyOf`, or a document under its own, still encoded. */
export interface Packed {
  key: string;
  bytes: Uint8Array;
}

export interface Pack {
  keys(): Iterable<string>;
  /** The encoded facts; undefined when there are none, or when they are not as they were written. */
  bytes(key: string): Uint8Array | undefined;
  /** Holds the head alone, until somebody asks for more. */
  letGo(): void;
}

type Head = [key: string, length: number, sum: number][];

const lists: Record<keyof Facts, true> = {
  values: true,
  functions: true,
  classes: true,
  types: true,
  stores: true,
  guards: true,
  switches: true,
  cases: true,
  tries: true,
  loops: true,
  exports: true,
  specifiers: true,
  calls: true,
  ignores: true,
  problems: true,
};

/** What the facts of a text depend on: the text, to the last unit of UTF-16, and the dialect that the path says. */
export function keyOf(path: string, text: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.indexOf('.');
  return `${hash('sha256', Buffer.from(text, 'utf16le'))}${dot < 0 ? '' : name.slice(dot)}`;
}

/** The facts as bytes; undefined for those of few files: what JSON cannot say, and what may have been cut off where the stack ended. */
export function encode(facts: Facts): Uint8Array | undefined {
  if (facts.problems.length > 0) return undefined;
  const isSaid = facts.values.every(
    (value) => value.kind !== 'literal' || typeof value.value !== 'number' || isPackable(value.value),
  );
  return isSaid ? packed(facts) : undefined;
}

/** The facts that `encode` wrote; undefined for bytes that say something else. */
export function decode(bytes: Uint8Array): Facts | undefined {
  const found = unpacked(bytes);
  return isFacts(found) ? found : undefined;
}

/** A pack in bytes; `build` names the program that reads it back. */
export function pack(build: string, entries: readonly Packed[]): Buffer {
  const head: Head = entries.map(({ key, bytes }) => [key, bytes.length, crc32(bytes)]);
  const text = JSON.stringify(head);
  return Buffer.concat([Buffer.from(`${build} ${hash('sha256', text)}\n${text}\n`), ...entries.map((e) => e.bytes)]);
}

/** Opens a pack, of which `read` gives the bytes whenever they are needed; undefined when another build wrote it, or when the head is not as it was written. */
export function openPack(build: string, read: () => Buffer | undefined): Pack | undefined {
  let held = read();
  if (!held) return undefined;
  const line = held.indexOf('\n');
  const end = held.indexOf('\n', line + 1);
  if (line < 0 || end < 0) return undefined;
  const text = held.toString('utf8', line + 1, end);
  if (held.toString('utf8', 0, line) !== `${build} ${hash('sha256', text)}`) return undefined;
  const places = new Map<string, { start: number; end: number; sum: number }>();
  let start = end + 1;
  // Written by this build: what has the digest has the shape.
  for (const [key, length, sum] of JSON.parse(text) as Head) {
    places.set(key, { start, end: start + length, sum });
    start += length;
  }
  return {
    keys: () => places.keys(),
    bytes(key) {
      const place = places.get(key);
      if (!place) return undefined;
      const found = (held ??= read())?.subarray(place.start, place.end);
      return found?.length === place.end - place.start && crc32(found) === place.sum ? found : undefined;
    },
    letGo: () => void (held = undefined),
  };
}

function isFacts(found: unknown): found is Facts {
  return hasLists(found, Object.keys(lists));
}
