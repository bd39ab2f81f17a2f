/** What an object of the project holds when a library calls its methods, as that of an interface which it implements. */
import { type Fn, fnNode, functionAt, type Node, nodeOf } from '../graph.ts';
import { deferredReads } from './deferred.ts';
import type { Tracked } from './tracked.ts';
import type { Walk } from './walk.ts';

const maxParents = 6;

/** A function that reads the `this` of an object, with a place where it does. */
interface Reading {
  fn: Fn;
  /** The number of the function. */
  node: Node;
  self: Node;
}

/** Returns the steps that enter the functions of an object which nobody in the project needs to call. */
export function createInstances({ graph, linked, enter, thisOf }: Walk) {
  const readingBy = new Map<Node, Reading[]>();
  // False once a class that is extended may turn out to be another one when further files are linked.
  let isSettled = true;

  /** The methods of the class and of those that it extends which read what the object holds, and the arrow functions in them. */
  function readingMethods(cls: Node): readonly Reading[] {
    const known = readingBy.get(cls);
    if (known) return known;
    isSettled = true;
    const family = new Set<Node>();
    const found = methods(cls, family).flatMap((fn) => {
      const [self] = thisOf(fn);
      return self === undefined ? [] : [{ fn, node: fnNode(fn), self }];
    });
    for (const each of family) found.push(...closures(each));
    if (isSettled) readingBy.set(cls, found);
    return found;
  }

  /** The methods of the class and of those that it extends, the nearest of each name. */
  function methods(cls: Node, family: Set<Node>, known = new Set<string>()): Fn[] {
    const value = graph.value(cls);
    const file = graph.fileOf(cls);
    const fact = value.kind === 'class' ? file.facts.classes[value.cls] : undefined;
    if (!fact || family.has(cls)) return [];
    family.add(cls);
    const own = fact.members.flatMap(({ name, kind, isStatic, fn, value: field }) => {
      if (isStatic || kind === 'constructor' || known.has(name)) return [];
      const arrow = field === undefined ? undefined : file.facts.values[field];
      const found = functionAt(file, fn ?? (arrow?.kind === 'function' ? arrow.fn : -1));
      if (found) known.add(name);
      return found ? [found] : [];
    });
    if (fact.extends === undefined || family.size > maxParents) return own;
    const parent = graph.sibling(cls, fact.extends);
    const above = linked.resolve.origins(parent);
    isSettled &&= linked.resolve.isSettled(parent);
    return [...own, ...above.flatMap((o) => (o.kind === 'class' ? methods(o.node, family, known) : []))];
  }

  function closures(cls: Node): Reading[] {
    const value = graph.value(cls);
    const file = graph.fileOf(cls);
    const reads = (value.kind === 'class' ? deferredReads(file.facts).get(value.cls) : undefined) ?? [];
    return reads.flatMap(({ fn: id, self }) => {
      const fn = functionAt(file, id);
      return fn ? [{ fn, node: fnNode(fn), self: nodeOf(file, self) }] : [];
    });
  }

  /** The changed object is one of the class: the functions that a library calls find the value in their `this`. */
  function enterAll(state: Tracked, cls: Node, from: Node): void {
    for (const { fn, node, self } of readingMethods(cls)) {
      if (linked.usages(node).length === 0) continue;
      const note = `held by \`${fn.fact.name || 'a function'}\`, which a library calls`;
      enter(fn, self, state, from, { at: graph.place(state.node), note }, state.path);
    }
  }

  return {
    /** The changed object was made by `new` here. */
    ofNew(state: Tracked): void {
      const value = graph.value(state.node);
      if (value.kind !== 'call' || !value.isNew) return;
      for (const cls of linked.targets(state.node).classes) enterAll(state, cls, state.node);
    },
    /** The changed object is kept in this field: `this.api.setToken(token)`. */
    ofField(state: Tracked, holder: Node): void {
      for (const origin of linked.resolve.origins(state.node))
        if (origin.kind === 'instance') enterAll(state, origin.node, holder);
    },
  };
}
