/** The name that a field keeps where a loop over the fields of one object writes it into another. */
import { called, element, everything, headOf, isItself } from './field-path.ts';
import { functionAt, type Graph, type Node } from './graph.ts';
import type { Resolve } from './resolve.ts';
import type { Tracked } from './tracked.ts';

/** Returns the question for the name; undefined where the key is not that of the loop, or the field has no name. */
export function createLoopNames(graph: Graph, resolve: Resolve) {
  // `copy[name] = value` and `copy.set(name, value)` in a loop over `Object.entries(fields)`.
  function nameInLoop(state: Tracked, key: Node): string | undefined {
    const pair = pairOf(key);
    const item = pair === undefined ? itemOf(key) : undefined;
    const isStart = ({ node, path }: Tracked): boolean =>
      item === undefined ? node === pair && headOf(path) === '1' : node === item && isItself(path);
    let at: Tracked | undefined = pair === undefined && item === undefined ? undefined : state;
    while (at && !isStart(at)) at = at.previous;
    const head = at?.previous && headOf(at.previous.path);
    return head && head !== element && head !== called && head !== everything ? head : undefined;
  }

  function pairOf(node: Node, depth = 0): Node | undefined {
    const value = graph.value(node);
    if (depth > 4) return undefined;
    if (value.kind === 'cast') return pairOf(graph.sibling(node, value.value), depth + 1);
    if (value.kind === 'variable' && value.values.length === 1)
      return pairOf(graph.sibling(node, value.values[0] ?? 0), depth + 1);
    const isFirst =
      value.kind === 'element' && value.key !== undefined && resolve.key(graph.sibling(node, value.key)) === '0';
    return isFirst ? graph.sibling(node, value.base) : undefined;
  }

  // `headers.forEach((value, name) => copy.set(name, value))`
  function itemOf(node: Node): Node | undefined {
    const value = graph.value(node);
    const fn = value.kind === 'param' && value.index === 1 ? functionAt(graph.fileOf(node), value.fn) : undefined;
    const [first] = fn?.fact.params ?? [];
    return first === undefined ? undefined : graph.sibling(node, first);
  }

  return nameInLoop;
}
