/** Getters: reads of a member that are calls of a function of the project. */
import { type Fn, functionAt, type Graph, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import type { Resolve } from '../resolve/resolve.ts';

export interface Getters {
  /** Notes the names of the getters that the file declares. */
  collect(file: LoadedFile): void;
  /** True when some getter is named so. */
  isName(name: string): boolean;
  /** The getter that the member read runs, when the object that it is read from is known. */
  of(member: Node): Fn | undefined;
}

/** Answers about getters of the files collected so far. */
export function createGetters(graph: Graph, resolve: Resolve): Getters {
  const names = new Set<string>();

  function of(member: Node): Fn | undefined {
    const value = graph.value(member);
    if (value.kind !== 'member' || !names.has(value.name)) return undefined;
    for (const origin of resolve.origins(graph.sibling(member, value.base))) {
      const fn = origin.kind === 'instance' ? ofClass(origin.node, value.name, 0) : undefined;
      if (fn) return fn;
    }
    return undefined;
  }

  function ofClass(node: Node, name: string, depth: number): Fn | undefined {
    const value = graph.value(node);
    const file = graph.fileOf(node);
    const cls = value.kind === 'class' ? file.facts.classes[value.cls] : undefined;
    if (!cls || depth > 8) return undefined;
    const own = cls.members.find((m) => m.name === name && !m.isStatic);
    if (own) return own.kind === 'getter' && own.fn !== undefined ? functionAt(file, own.fn) : undefined;
    if (cls.extends === undefined) return undefined;
    const parent = resolve.origins(nodeOf(file, cls.extends)).find((o) => o.kind === 'class');
    return parent?.kind === 'class' ? ofClass(parent.node, name, depth + 1) : undefined;
  }

  return {
    collect(file) {
      for (const cls of file.facts.classes) for (const m of cls.members) if (m.kind === 'getter') names.add(m.name);
    },
    isName: (name) => names.has(name),
    of,
  };
}
