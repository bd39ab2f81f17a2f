/**
 * Objects that hold each other: `config.client.config` is the `config` from which the walk came. What it holds is found
 * again under a longer name at each turn, and there are as many of these names as ways round.
 */
import { type FieldPath, itself } from '../field-path.ts';
import { type Graph, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';

/** "An object of the class holds the value under the path", and what the way had said before. */
export interface Holder {
  cls: Node;
  path: FieldPath;
  before: Holder | undefined;
}

/**
 * Returns what tells who holds a value that arrives at `node` under `path`, with those on its way before it; 'itself'
 * where an object would hold what it holds already, by way of another one.
 */
export function createHolders(graph: Graph, linked: Linked) {
  // A class that is written out, or the one that `new` makes an object of.
  function classOf(node: Node): Node | undefined {
    const value = graph.value(node);
    if (value.kind === 'call') return value.isNew ? linked.targets(node).classes[0] : undefined;
    if (value.kind !== 'this' || value.cls === undefined) return undefined;
    const file = graph.fileOf(node);
    const fact = file.facts.classes[value.cls];
    return fact && nodeOf(file, fact.value);
  }

  return function holdersAt(node: Node, path: FieldPath, before: Holder | undefined): Holder | undefined | 'itself' {
    const cls = path === itself ? undefined : classOf(node);
    if (cls === undefined) return before;
    for (let holder = before; holder; holder = holder.before) {
      if (holder.cls !== cls) continue;
      if (holder.path === path) return before;
      if (path.endsWith(`/${holder.path}`)) return 'itself';
    }
    return { cls, path, before };
  };
}
