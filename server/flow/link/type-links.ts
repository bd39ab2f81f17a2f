/** What written types and class headings tell: what stands where a library's type is asked for, and who implements what. */
import { valuesOf } from '../../facts/by-kind.ts';
import type { Classes } from './classes.ts';
import { typeNamed } from '../modules/exports.ts';
import { type Graph, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import type { Near } from './near.ts';
import type { Placement } from './placement.ts';
import type { Resolve } from '../resolve/resolve.ts';

interface TypeLinksInput {
  graph: Graph;
  resolve: Resolve;
  classes: Classes;
  placement: Placement;
  /** Notes a class that stands behind an interface (`type:…`) or an extended class (`class:…`). */
  implement(key: string, cls: Node): void;
}

/** Returns the function that links the types of a file, of those near ones only where `near` is given. */
export function createTypeLinks({ graph, resolve, classes, placement, implement }: TypeLinksInput) {
  return function linkTypes(file: LoadedFile, near: Near | undefined): void {
    for (const [value, id] of valuesOf(file.facts, 'variable', 'cast')) {
      if (!value.type || (near && !near.type(value.type))) continue;
      for (const origin of resolve.typeOrigins(file, value.type)) {
        if (origin.kind === 'api') placement.place(nodeOf(file, id), origin.api.states, origin.api.package);
      }
    }
    file.facts.functions.forEach((fact) => {
      if (!fact.returnType || (near && !near.type(fact.returnType))) return;
      for (const origin of resolve.typeOrigins(file, fact.returnType)) {
        if (origin.kind === 'api')
          for (const r of fact.returns) placement.place(nodeOf(file, r.value), origin.api.states, origin.api.package);
      }
    });
    for (const cls of file.facts.classes) {
      const node = nodeOf(file, cls.value);
      for (const type of cls.implements) {
        if (near && !near.type(type)) continue;
        for (const origin of resolve.typeOrigins(file, type)) {
          if (origin.kind === 'api') placement.members(node, origin.api.states, origin.api.package);
        }
        const named = typeNamed(graph, file, type.name, type.binding);
        if (named) implement(`type:${named.file.no}:${named.type.name}`, node);
      }
      if (cls.extends === undefined || (near && !near.value(cls.extends))) continue;
      for (const origin of resolve.origins(nodeOf(file, cls.extends))) {
        if (origin.kind === 'class') implement(`class:${origin.node}`, node);
        if (origin.kind === 'api') placement.members(node, classes.inherited(node), origin.api.package);
      }
    }
  };
}
