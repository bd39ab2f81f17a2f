/** Getters and setters: reads of members and stores to them that are calls of a function of the project. */
import { type Fn, functionAt, type Graph, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import type { Resolve } from '../resolve/resolve.ts';

export interface Getters {
  /** Notes the names of the getters and setters that the file declares. */
  collect(file: LoadedFile): void;
  /** True when some getter is named so. */
  isName(name: string): boolean;
  /** The getter that the member read runs, when the object that it is read from is known. */
  of(member: Node): Fn | undefined;
  /** The setter that a store to a member of the object runs, when the object is known. */
  setterOf(base: Node, name: string): Fn | undefined;
}

type Kind = 'getter' | 'setter';

/** Answers about getters and setters of the files collected so far. */
export function createGetters(graph: Graph, resolve: Resolve): Getters {
  const names = { getter: new Set<string>(), setter: new Set<string>() };

  function of(member: Node): Fn | undefined {
    const value = graph.value(member);
    return value.kind === 'member' ? find(graph.sibling(member, value.base), value.name, 'getter') : undefined;
  }

  function find(base: Node, name: string, kind: Kind): Fn | undefined {
    if (!names[kind].has(name)) return undefined;
    for (const origin of resolve.origins(base)) {
      const fn = origin.kind === 'instance' ? ofClass(origin.node, name, kind, 0) : undefined;
      if (fn) return fn;
    }
    return undefined;
  }

  function ofClass(node: Node, name: string, kind: Kind, depth: number): Fn | undefined {
    const value = graph.value(node);
    const file = graph.fileOf(node);
    const cls = value.kind === 'class' ? file.facts.classes[value.cls] : undefined;
    if (!cls || depth > 8) return undefined;
    const own = cls.members.filter((m) => m.name === name && !m.isStatic);
    const meant = own.find((m) => m.kind === kind);
    if (own.length > 0) return meant?.fn === undefined ? undefined : functionAt(file, meant.fn);
    if (cls.extends === undefined) return undefined;
    const parent = resolve.origins(nodeOf(file, cls.extends)).find((o) => o.kind === 'class');
    return parent?.kind === 'class' ? ofClass(parent.node, name, kind, depth + 1) : undefined;
  }

  return {
    collect(file) {
      for (const cls of file.facts.classes)
        for (const m of cls.members) if (m.kind === 'getter' || m.kind === 'setter') names[m.kind].add(m.name);
    },
    isName: (name) => names.getter.has(name),
    of,
    setterOf: (base, name) => find(base, name, 'setter'),
  };
}
