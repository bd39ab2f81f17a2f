/** The entries of a walk, one per function, parameter and field path, and the places that each has been at. */
import type { FieldPath } from './field-path.ts';
import type { Fn, Node } from './graph.ts';
import type { Linked } from './links.ts';
import type { Entry, Seed, Tracked } from './tracked.ts';
import { gather } from '../gather.ts';

/** Returns an empty table of entries; each new entry puts its start on the work that is left through `push`. */
export function createEntries(linked: Linked, push: (state: Tracked) => void) {
  const entries = new Map<FieldPath, Map<Node, Entry[]>>();
  // By entry.
  const visited: Map<string, Set<Node>>[] = [];
  let visitedCount = 0;
  let entryCount = 0;

  const newEntry = (node: Node, path: FieldPath, isMutation: boolean, extra: { fn?: Fn; seed?: Seed }): Entry => {
    const entry: Entry = {
      id: entryCount++,
      ...extra,
      start: undefined as unknown as Tracked,
      incoming: [],
      exits: [],
      arrivals: [],
      looks: [],
      calls: [],
    };
    // The start state names its entry and the entry its start: one of the two must be set after the other.
    entry.start = { entry, node, path, isMutation };
    mark(entry.id, node, path, isMutation);
    push(entry.start);
    return entry;
  };

  // A change in place is another state of the same value.
  const stateOf = (path: FieldPath, isMutation: boolean): string => (isMutation ? `!${path}` : path);
  const isVisited = (entry: number, node: Node, path: FieldPath, isMutation: boolean): boolean =>
    visited[entry]?.get(stateOf(path, isMutation))?.has(node) === true;

  function mark(entry: number, node: Node, path: FieldPath, isMutation: boolean): void {
    const states = (visited[entry] ??= new Map());
    const state = stateOf(path, isMutation);
    const nodes = states.get(state);
    if (nodes) nodes.add(node);
    else states.set(state, new Set([node]));
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
    /** How many places were visited, over all entries. */
    visitedCount: (): number => visitedCount,
  };
}
