/** Classes of the project: their constructor, and the class or library type that they extend. */
import type { ClassFact } from '../../facts/facts.ts';
import type { Catalog } from '../../models/catalog.ts';
import { close, type States, step } from '../../models/states.ts';
import { type Fn, functionAt, type Graph, type Node } from '../graph.ts';
import type { Api } from '../origin.ts';
import type { Resolve } from '../resolve/resolve.ts';

export interface Classes {
  fact(cls: Node): ClassFact | undefined;
  /** The class of the project that it extends. */
  parent(cls: Node): Node | undefined;
  /** The library value that it extends. */
  apiParent(cls: Node): Api | undefined;
  /** What `this` is because of the library class that it extends. */
  inherited(cls: Node): States;
  /** Its own constructor or the one that it inherits. */
  constructorOf(cls: Node): Fn | undefined;
}

/** Answers about classes of the graph. */
export function createClasses(graph: Graph, catalog: Catalog, resolve: Resolve): Classes {
  function fact(cls: Node): ClassFact | undefined {
    const value = graph.value(cls);
    return value.kind === 'class' ? graph.fileOf(cls).facts.classes[value.cls] : undefined;
  }
  const parents = (cls: Node) => {
    const base = fact(cls)?.extends;
    return base === undefined ? [] : resolve.origins(graph.sibling(cls, base));
  };
  function parent(cls: Node): Node | undefined {
    const found = parents(cls).find((o) => o.kind === 'class');
    return found?.kind === 'class' ? found.node : undefined;
  }
  function apiParent(cls: Node): Api | undefined {
    const found = parents(cls).find((o) => o.kind === 'api');
    return found?.kind === 'api' ? found.api : undefined;
  }
  function inherited(cls: Node): States {
    const apis = parents(cls).flatMap((o) => (o.kind === 'api' ? [o.api] : []));
    return close(
      apis.flatMap((api) => {
        const exported = catalog.root(`exported:${api.package}#${api.label.slice(api.label.lastIndexOf('.') + 1)}`);
        return [...step(api.states, 'instance'), ...(exported ? [exported] : [])];
      }),
    );
  }
  function constructorOf(cls: Node, depth = 0): Fn | undefined {
    const own = fact(cls)?.members.find((m) => m.kind === 'constructor' && m.fn !== undefined);
    if (own?.fn !== undefined) return functionAt(graph.fileOf(cls), own.fn);
    const above = depth < 6 ? parent(cls) : undefined;
    return above === undefined ? undefined : constructorOf(above, depth + 1);
  }
  return { fact, parent, apiParent, inherited, constructorOf: (cls) => constructorOf(cls) };
}
