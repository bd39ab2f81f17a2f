/** What is known of who calls whom: it only grows, and tells whether it has. */
import { gather } from '../../gather.ts';
import type { States } from '../../models/states.ts';
import type { Node } from '../graph.ts';

/** A function that stands where a library expects one. */
export interface Usage {
  package: string;
  states: States;
  /** The value that was placed there; its place is where a reader sees the hand-over. */
  at: Node;
}

/** What became known since it was asked last. */
export interface Growth {
  /** The functions that were found to be called from further places. */
  called: ReadonlySet<Node>;
  /** True when a library was found to use a function, or a class to stand behind a type. */
  isOfRoles: boolean;
}

const nothing: readonly never[] = [];

/** An empty call graph; functions go by the number of their value, calls by their own. */
export function createCallGraph() {
  const callers = new Map<Node, { calls: Node[]; known: Set<Node> }>();
  const usages = new Map<Node, Usage[]>();
  const implementations = new Map<string, Node[]>();
  const seen = new Set<string>();
  let called = new Set<Node>();
  let isOfRoles = false;

  function push<K, V>(map: Map<K, V[]>, key: K, value: V, mark: string): void {
    if (seen.has(mark)) return;
    seen.add(mark);
    gather(map, key, value);
    isOfRoles = true;
  }

  function addCaller(fn: Node, call: Node): void {
    const entry = callers.get(fn);
    if (entry?.known.has(call)) return;
    called.add(fn);
    if (!entry) return void callers.set(fn, { calls: [call], known: new Set([call]) });
    entry.known.add(call);
    entry.calls.push(call);
  }

  return {
    addCaller,
    addUsage(fn: Node, usage: Usage): void {
      push(usages, fn, usage, `u${fn}|${usage.states.map((s) => s.id).join(',')}`);
    },
    /** Notes that the class stands behind the type that `key` names. */
    addImplementation(key: string, cls: Node): void {
      push(implementations, key, cls, `i${key}|${cls}`);
    },
    callers: (fn: Node): readonly Node[] => callers.get(fn)?.calls ?? nothing,
    usages: (fn: Node): readonly Usage[] => usages.get(fn) ?? nothing,
    implementations: (key: string): readonly Node[] => implementations.get(key) ?? nothing,
    /** The functions that a library uses. */
    used: (): Node[] => [...usages.keys()],
    /** What was added since this was asked last; undefined when nothing was. */
    takeGrowth(): Growth | undefined {
      if (called.size === 0 && !isOfRoles) return undefined;
      const growth = { called, isOfRoles };
      called = new Set();
      isOfRoles = false;
      return growth;
    },
  };
}
