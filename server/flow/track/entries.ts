/** The entries of a walk, one per function, parameter and field path, and the places that each has been at. */
import type { FieldPath } from '../field-path.ts';
import type { Fn, Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Entry, Seed, Tracked } from './tracked.ts';
import { gather } from '../../gather.ts';

interface Visited {
  held: Map<FieldPath, Set<Node>>;
  changed: Map<FieldPath, Set<Node>>;
}

/** Returns an empty table of entries; each new entry puts its start on the work that is left through `push`. */
export function createEntries(linked: Linked, push: (state: Tracked) => void) {
  const entries = new Map<FieldPath, Map<Node, Entry[]>>();
  // By entry and path. A change in place is another state of the same value.
  const visited: Visited[] = [];
  const all: Entry[] = [];
  let visitedCount = 0;

  const newEntry = (node: Node, path: FieldPath, isMutation: boolean, extra: { fn?: Fn; seed?: Seed }): Entry => {
    const entry: Entry = {
      id: all.length,
      ...extra,
      start: undefined as unknown as Tracked,
      incoming: [],
      exits: [],
      arrivals: [],
      looks: [],
      calls: [],
      reached: new Set(),
    };
    // The start state names its entry and the entry its start: one of the two must be set after the other.
    entry.start = {
      entry,
      node,
      path,
      isMutation,
      previous: undefined,
      hop: undefined,
      holders: undefined,
      through: undefined,
    };
    all.push(entry);
    mark(entry.id, node, path, isMutation);
    push(entry.start);
    return entry;
  };

  const pathsOf = (entry: number, isMutation: boolean): Map<FieldPath, Set<Node>> | undefined => {
    const at = visited[entry];
    return isMutation ? at?.changed : at?.held;
  };
  const isVisited = (entry: number, node: Node, path: FieldPath, isMutation: boolean): boolean =>
    pathsOf(entry, isMutation)?.get(path)?.has(node) === true;

  function mark(entry: number, node: Node, path: FieldPath, isMutation: boolean): void {
    const at = (visited[entry] ??= { held: new Map(), changed: new Map() });
    const paths = isMutation ? at.changed : at.held;
    const nodes = paths.get(path);
    if (nodes) nodes.add(node);
    else paths.set(path, new Set([node]));
    visitedCount++;
  }

  // Methods of one class share the node of their `this`.
  function entryOf(fn: Fn, node: Node, path: FieldPath): Entry {
    const byNode = entries.get(path) ?? new Map<Node, Entry[]>();
    entries.set(path, byNode);
    const known = byNode.get(node)?.find((entry) => entry.fn?.file === fn.file && entry.fn.id === fn.id);
    if (known) return known;
    linked.link([fn.file]);
    const entry = newEntry(node, path, false, { fn });
    gather(byNode, node, entry);
    return entry;
  }

  return {
    isVisited,
    mark,
    newEntry,
    entryOf,
    /** All entries, in the order in which they were made. */
    all: (): readonly Entry[] => all,
    /** How many places were visited, over all entries. */
    visitedCount: (): number => visitedCount,
  };
}
