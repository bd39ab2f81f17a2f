/** The engine as its parts see it, and what one walk is asked and gives. */
import type { Catalog } from '../../models/catalog.ts';
import type { PropagatorRow } from '../../models/model.ts';
import type { FieldPath } from '../field-path.ts';
import type { Fn, Graph, Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Arrival, Entry, Hop, Tracked } from './tracked.ts';
import type { Use } from './uses.ts';

/** What one walk found. */
export interface Tracking {
  /** One open entry per seed, in the order of the seeds. */
  roots: Entry[];
  /** True when the walk was cut because it grew too large. */
  isCut: boolean;
}

/** The engine as its parts see it. */
export interface Walk {
  graph: Graph;
  linked: Linked;
  catalog: Catalog;
  add(
    state: { entry: Entry; node: Node; path: FieldPath; isMutation?: boolean },
    previous: Tracked,
    hop?: Hop,
    through?: Tracked,
  ): void;
  enter(fn: Fn, node: Node, from: Tracked, call: Node, hop: Hop | undefined, path: FieldPath): void;
  arrive(arrival: Arrival): void;
  thisOf(fn: Fn): Node[];
  /** The paths that are left of one that goes through a call that holds the value against a schema; undefined: it as it is. */
  freeFields(call: Node, row: PropagatorRow, path: FieldPath): FieldPath[] | undefined;
  /** The tracked field may be what is read by the name `key` into the value `to`. */
  readByName(state: Tracked, key: Node, to: Node): void;
  /** Puts a value under a field of the object that `this` is inside the function. */
  storeOnThis(fn: Fn, path: FieldPath, state: Tracked, hop?: Hop): void;
}

export interface TrackOptions {
  /** Knows what a schema leaves of a value. */
  freeFields?: Walk['freeFields'];
  /** Where what entered a channel comes out again. */
  channels: { name: string; node: Node; path: FieldPath }[];
  /** Function names, `name` or `module#name`, whose result is a fresh token. */
  exchangeHelpers: string[];
  /** Sees each use of each tracked value, for questions other than sinks. */
  observe?(state: Tracked, use: Use): void;
  /** As many places as are visited before the walk is given up whole; unless told it grows with the seeds, up to 200,000, and what was found is kept. */
  maxStates?: number;
  /** Called before each step; it may throw. */
  checkpoint?(): void;
}
