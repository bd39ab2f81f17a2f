/** Variables that go down into an object by names that nobody knows: `for (const name of path) current = current[name]`. */
import { type Graph, type Node, peeled } from '../graph.ts';
import type { Resolve } from '../resolve/resolve.ts';

/** True for such a variable: what it ends with is a field of what it began with, and not the object itself. */
export function isDescent(graph: Graph, resolve: Resolve, variable: Node): boolean {
  const value = graph.value(variable);
  if (value.kind !== 'variable' || value.values.length < 2) return false;
  return value.values.some((id) => {
    const step = graph.value(peeled(graph, graph.sibling(variable, id)));
    if (step.kind !== 'element' || step.key === undefined) return false;
    const isKnown = resolve.key(graph.sibling(variable, step.key)) !== undefined;
    return !isKnown && peeled(graph, graph.sibling(variable, step.base)) === variable;
  });
}
