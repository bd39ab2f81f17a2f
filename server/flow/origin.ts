/** What a value can turn out to be, as far as it can be seen without running anything. */
import type { TypeFact } from '../facts/facts.ts';
import type { States } from '../models/states.ts';
import type { Fn, LoadedFile, Node } from './graph.ts';

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

/** How many origins a value may have before it counts as unknown. */
export const maxOrigins = 16;
/** How many entries of a table, such as the tools of a server, are looked at. */
export const maxEntries = 64;

/** Identifies an origin, so that sets of them stay small. */
export function originKey(origin: Origin): string {
  switch (origin.kind) {
    case 'value':
    case 'class':
    case 'instance':
      return `${origin.kind}${origin.node}`;
    case 'function':
      return `f${origin.fn.file.no}:${origin.fn.id}`;
    case 'api':
      return `a${origin.api.package}:${origin.api.states.map((s) => s.id).join(',') || origin.api.label}`;
    case 'type':
      return `t${origin.file.no}:${origin.type.start}`;
    case 'module':
      return `m${origin.file.no}`;
    case 'environment':
      return `e${origin.name}`;
    case 'unknown':
      return 'u';
  }
}

/** The origins without duplicates; one `unknown` instead of the surplus when there are too many. */
export function distinct(origins: Origin[], most = maxOrigins): Origin[] {
  if (origins.length <= 1) return origins;
  const byKey = new Map<string, Origin>();
  for (const origin of origins) byKey.set(originKey(origin), origin);
  const all = [...byKey.values()];
  return all.length > most ? [...all.slice(0, most), { kind: 'unknown' }] : all;
}
