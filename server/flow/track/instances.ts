/** What an object of the project holds when a library calls its methods, as that of an interface which it implements. */
import { type Fn, fnNode, functionAt, type Node } from '../graph.ts';
import type { Tracked } from './tracked.ts';
import type { Walk } from './walk.ts';

const maxParents = 6;

/** A method that reads its `this`, with the first place where it does. */
interface Reading {
  fn: Fn;
  /** The number of the method. */
  node: Node;
  self: Node;
}

/** Returns the step that enters the methods of a new object which nobody in the project needs to call. */
export function createInstances({ graph, linked, enter, thisOf }: Walk) {
  const readingBy = new Map<Node, Reading[]>();
  // False once a class that is extended may turn out to be another one when further files are linked.
  let isSettled = true;

  /** The methods of the class and of those that it extends which read what the object holds. */
  function readingMethods(cls: Node): readonly Reading[] {
    const known = readingBy.get(cls);
    if (known) return known;
    isSettled = true;
    const found = methods(cls).flatMap((fn) => {
      const [self] = thisOf(fn);
      return self === undefined ? [] : [{ fn, node: fnNode(fn), self }];
    });
    if (isSettled) readingBy.set(cls, found);
    return found;
  }

  /** The methods of the class and of those that it extends, the nearest of each name. */
  function methods(cls: Node, depth = 0, known = new Set<string>()): Fn[] {
    const value = graph.value(cls);
    const file = graph.fileOf(cls);
    const fact = value.kind === 'class' ? file.facts.classes[value.cls] : undefined;
    if (!fact) return [];
    const own = fact.members.flatMap(({ name, kind, isStatic, fn, value: field }) => {
      if (isStatic || kind === 'constructor' || known.has(name)) return [];
      const arrow = field === undefined ? undefined : file.facts.values[field];
      const found = functionAt(file, fn ?? (arrow?.kind === 'function' ? arrow.fn : -1));
      if (found) known.add(name);
      return found ? [found] : [];
    });
    if (fact.extends === undefined || depth > maxParents) return own;
    const parent = graph.sibling(cls, fact.extends);
    const above = linked.resolve.origins(parent);
    isSettled &&= linked.resolve.isSettled(parent);
    return [...own, ...above.flatMap((o) => (o.kind === 'class' ? methods(o.node, depth + 1, known) : []))];
  }

  /** The changed object was made by `new` here: the methods that a library calls find the value in their `this`. */
  return function intoMethods(state: Tracked): void {
    const value = graph.value(state.node);
    if (value.kind !== 'call' || !value.isNew) return;
    for (const cls of linked.targets(state.node).classes)
      for (const { fn, node, self } of readingMethods(cls)) {
        if (linked.usages(node).length === 0) continue;
        const hop = {
          at: graph.place(state.node),
          note: `held by \`${fn.fact.name ?? 'a method'}\`, which a library calls`,
        };
        enter(fn, self, state, state.node, hop, state.path);
      }
  };
}
