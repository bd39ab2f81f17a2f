/** What a value can turn out to be, as far as it can be seen without running anything. */
import type { TypeFact } from '../facts/facts.ts';
import type { States } from '../models/states.ts';
import { type Fn, type LoadedFile, type Node, nodeOf } from './graph.ts';

/** A value of a library: the rows that still may apply to it. */
export interface Api {
  /** The npm package, `node:…` module, or 'globals'. */
  package: string;
  states: States;
  /** How it is reached, for a reader: `jose.jwtVerify`. */
  label: string;
}

export type Origin =
  /** A literal, template, object, array, regular expression or operation that stands in the program. */
  | { kind: 'value'; node: Node }
  | { kind: 'function'; fn: Fn }
  | { kind: 'class'; node: Node }
  | { kind: 'instance'; node: Node }
  | { kind: 'api'; api: Api }
  /** Something that only its written type describes. */
  | { kind: 'type'; file: LoadedFile; type: TypeFact }
  | { kind: 'module'; file: LoadedFile }
  | { kind: 'environment'; name: string }
  | { kind: 'unknown' };

/** Where nothing can be seen of a value; one list for all, which nobody changes. */
export const unknown: Origin[] = [{ kind: 'unknown' }];

/** How many origins a value may have before it counts as unknown. */
export const maxOrigins = 16;
/** How many entries of a table, such as the tools of a server, are looked at. */
export const maxEntries = 64;

/** Tells origins of one kind apart: a number, because text would be made for each of a million questions. */
export function originId(origin: Exclude<Origin, { kind: 'api' | 'unknown' }>): number | string {
  switch (origin.kind) {
    case 'function':
      return nodeOf(origin.fn.file, origin.fn.id);
    case 'type':
      return origin.file.no * 2 ** 32 + origin.type.start;
    case 'module':
      return origin.file.no;
    case 'environment':
      return origin.name;
    default:
      return origin.node;
  }
}

function isSame(a: Origin, b: Origin): boolean {
  if (a === b) return true;
  if (a.kind === 'api') return b.kind === 'api' && isSameApi(a.api, b.api);
  if (a.kind === 'unknown' || b.kind === 'unknown' || b.kind === 'api') return a.kind === b.kind;
  return a.kind === b.kind && originId(a) === originId(b);
}

// What no row applies to is told apart by how it is reached.
function isSameApi(a: Api, b: Api): boolean {
  if (a.package !== b.package || a.states.length !== b.states.length) return false;
  if (a.states.length === 0) return a.label === b.label;
  return a.states === b.states || a.states.every(({ id }, at) => id === b.states[at]?.id);
}

function indexIn(list: readonly Origin[], wanted: Origin): number {
  let at = 0;
  for (const origin of list) {
    if (isSame(origin, wanted)) return at;
    at++;
  }
  return -1;
}

/** True when both lists, each without duplicates, hold the same origins in any order. */
export function isSameSet(one: readonly Origin[], other: readonly Origin[]): boolean {
  return one.length === other.length && one.every((origin) => indexIn(other, origin) >= 0);
}

/** What is found for each of the list, one after the other; the answer itself where there is one, and no copy of it. */
export function ofEach<T>(list: readonly T[], find: (item: T) => Origin[]): Origin[] {
  let found: Origin[] | undefined;
  let isCopy = false;
  for (const item of list) {
    const more = find(item);
    if (!found) found = more;
    else if (more.length > 0) {
      if (!isCopy) found = found.slice();
      isCopy = true;
      for (const origin of more) found.push(origin);
    }
  }
  return found ?? [];
}

/** The origins without duplicates, of equal ones the last; one `unknown` instead of the surplus when there are too many. */
export function distinct(origins: Origin[], most = maxOrigins): Origin[] {
  if (origins.length <= 1) return origins;
  const kept: Origin[] = [];
  for (const origin of origins) {
    const at = indexIn(kept, origin);
    if (at >= 0) kept[at] = origin;
    // One too many is kept to tell that there are; nobody asks which.
    else if (kept.length <= most) kept.push(origin);
  }
  if (kept.length === origins.length && kept.length <= most) return origins;
  return kept.length > most ? [...kept.slice(0, most), { kind: 'unknown' }] : kept;
}
