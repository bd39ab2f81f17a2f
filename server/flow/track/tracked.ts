/** The bookkeeping of a flow: entries into functions, tracked values, and how each came about. */
import type { Place } from '../../finding.ts';
import type { SinkKind, SinkRow, SourceRow } from '../../models/model.ts';
import type { Relative } from '../../models/catalog.ts';
import { type FieldPath, itself } from '../field-path.ts';
import type { Wanted } from './accessors.ts';
import type { Fn, Node } from '../graph.ts';
import type { Holder } from './holders.ts';
import type { Use } from './uses.ts';

/** Where a value of a kind enters: the value `node` holds it under `path`. */
export interface Seed {
  node: Node;
  path: FieldPath;
  row: SourceRow;
  /** True when only a naming convention says so. */
  isConvention: boolean;
}

/** What a reader sees of a hop. */
export interface Hop {
  at: Place;
  note: string;
  /** True where the value becomes a part of a longer text. */
  isPart?: true;
  /** True where something that is not the value's stands before it in that text, so that it cannot decide where it leads. */
  isTail?: true;
  /** As many characters of the value go on, and no more. */
  shown?: number;
  /** True where it is the name of a field of the value, and not what lies there. */
  isName?: true;
  /** True where the value is taken out of the object that held it, by the name under which it stood. */
  isTaken?: true;
  /** The name by which it is taken where nobody can see under which name it was put there. */
  guessed?: string;
  /** True where the value leaves a function by its result. */
  isReturn?: true;
  /** True where the expression at the place is the value itself, so that another value could stand there. */
  isBare?: true;
}

/** "Under this entry, `node` holds the tracked value at `path`." */
export interface Tracked {
  entry: Entry;
  node: Node;
  path: FieldPath;
  /** True when the object was changed in place, so that its other names see the change. */
  isMutation: boolean;
  previous: Tracked | undefined;
  hop: Hop | undefined;
  /** Which objects on the way hold the value. */
  holders: Holder | undefined;
  /** The state at the callee's end through which this one came back. */
  through: Tracked | undefined;
  /** Other ways by which the value came here, each as the state that it would be. */
  others?: Tracked[];
}

export interface Arrival {
  row: SinkRow;
  state: Tracked;
  at: Place;
  call?: Node;
  url?: Relative;
  when?: Relative;
}

/** A use of a tracked value that may be a check of it. */
export interface Looked {
  state: Tracked;
  use: Use & { kind: 'operand' | 'receiver' | 'argument' };
}

/** What a function does with a value that enters it: leaves through its result, a parameter or `this`. */
export interface ExitPoint {
  to: 'return' | 'this' | number;
  path: FieldPath;
  state: Tracked;
  /** The name that a call has to pass to get the value. */
  wanted?: Wanted;
}

/** The start of a walk: a source (open), or a parameter or `this` of a function (closed, shared by all callers). */
export interface Entry {
  id: number;
  fn?: Fn;
  seed?: Seed;
  start: Tracked;
  incoming: { call: Node; from: Tracked }[];
  exits: ExitPoint[];
  arrivals: Arrival[];
  /** True when something here reads the value itself from the object that holds it. */
  isRead?: true;
  /** Where a tracked value is an operand, or handed to a call that may check it. */
  looks: Looked[];
  calls: { to: Entry; from: Tracked; call: Node }[];
  /** The kinds of sinks at which a value arrives that enters here, itself or by way of the entries that it calls. */
  reached: Set<SinkKind>;
}

/** Tells the entry, and all from which it is entered, at what its values arrive. */
export function noteReached(arrived: Entry): void {
  const work = arrived.arrivals.map(({ row }) => ({ entry: arrived, kind: row.kind }));
  for (let each = work.pop(); each; each = work.pop()) {
    const { entry, kind } = each;
    if (entry.reached.has(kind)) continue;
    entry.reached.add(kind);
    for (const { from } of entry.incoming) work.push({ entry: from.entry, kind });
  }
}

/**
 * Lets go of what only the walk itself has asked of its entries, once it is over: what entered and left each, and the
 * calls behind which the value neither arrives nor is looked at. Most states of a large walk hang on nothing else.
 */
export function settle(entries: readonly Entry[]): void {
  const telling = new Set<Entry>();
  const work = entries.filter(({ reached, looks }) => reached.size > 0 || looks.length > 0);
  for (let entry = work.pop(); entry; entry = work.pop()) {
    if (telling.has(entry)) continue;
    telling.add(entry);
    for (const { from } of entry.incoming) work.push(from.entry);
  }
  for (const entry of entries) {
    entry.calls = entry.calls.filter(({ to }) => telling.has(to));
    entry.incoming = [];
    entry.exits = [];
  }
}

/** The state after the value, of whose fields one name goes on, each of them written by whoever wrote the value. */
export function nameOf(state: Tracked, at: Place): Tracked {
  return { ...state, previous: state, hop: { at, note: 'the name of a field of it', isName: true } };
}

/** The mark of a hop whose place holds the value itself, for the path under which the value lies there. */
export function bare(path: FieldPath): { isBare?: true } {
  return path === itself ? { isBare: true } : {};
}
