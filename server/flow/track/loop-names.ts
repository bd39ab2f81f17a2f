/** The name that a field keeps where a loop over the fields of one object writes it into another. */
import { called, element, everything, headOf, isItself } from '../field-path.ts';
import { functionAt, type Graph, type Node, peeled } from '../graph.ts';
import type { Resolve } from '../resolve/resolve.ts';
import { spelling } from './accessors.ts';
import type { Tracked } from './tracked.ts';

/** Returns the question for the name; undefined where the key is not that of the loop, or the field has no name. */
export function createLoopNames(graph: Graph, resolve: Resolve) {
  // `copy[name] = value` and `copy.set(name, value)` in a loop over `Object.entries(fields)`.
  function nameInLoop(state: Tracked, written: Node): string | undefined {
    const key = unspelled(graph, written);
    const pair = pairOf(key);
    const item = pair === undefined ? itemOf(key) : undefined;
    const name =
      pair === undefined &&
      item === undefined &&
      (namesOfAll(graph, peeled(graph, key)) ?? listOf(graph, peeled(graph, key)));
    const isStart = ({ node, path }: Tracked): boolean =>
      name
        ? isReadBy(node, key)
        : item === undefined
          ? node === pair && headOf(path) === '1'
          : node === item && isItself(path);
    let at: Tracked | undefined = pair === undefined && item === undefined && !name ? undefined : state;
    while (at && !isStart(at)) at = at.previous;
    const head = at?.previous && headOf(at.previous.path);
    return head && head !== element && head !== called && head !== everything ? head : undefined;
  }

  // `fields[name]`
  function isReadBy(node: Node, key: Node): boolean {
    const value = graph.value(node);
    if (value.kind !== 'element' || value.key === undefined) return false;
    return peeled(graph, graph.sibling(node, value.key)) === peeled(graph, key);
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

// `copy[name.toLowerCase()]`
function unspelled(graph: Graph, node: Node): Node {
  const value = graph.value(node);
  const callee =
    value.kind === 'call' && value.args.length === 0 ? graph.value(graph.sibling(node, value.callee)) : undefined;
  const isSpelled = callee?.kind === 'member' && spelling.has(callee.name);
  return isSpelled ? unspelled(graph, graph.sibling(node, callee.base)) : node;
}

/**
 * The object whose names a loop goes over, one of which the value is: `for (const name in fields)`, and `for … of` and
 * `forEach` of `Object.keys(fields)`.
 */
export function namesOfAll(graph: Graph, name: Node): Node | undefined {
  const value = graph.value(name);
  const at = (id: number): Node => graph.sibling(name, id);
  if (value.kind === 'unknown') {
    const [of] = value.parts;
    return of === undefined || !value.isKey ? undefined : at(of);
  }
  const list = listOf(graph, name);
  return list === undefined ? undefined : keysOf(graph, list);
}

/** The list that a loop goes over, one of whose items the value is: `for (const name of list)`, `list.forEach((name) => …)`. */
export function listOf(graph: Graph, item: Node): Node | undefined {
  const value = graph.value(item);
  const at = (id: number): Node => graph.sibling(item, id);
  if (value.kind === 'element') return value.key === undefined ? at(value.base) : undefined;
  const fn = value.kind === 'param' ? functionAt(graph.fileOf(item), value.fn) : undefined;
  if (!fn || value.kind !== 'param') return undefined;
  const { facts } = fn.file;
  for (const id of facts.calls) {
    const call = facts.values[id];
    const [callback] = call?.kind === 'call' ? call.args : [];
    if (call?.kind !== 'call' || callback?.value !== fn.fact.value) continue;
    const callee = facts.values[call.callee];
    const isItem = callee?.kind === 'member' && callee.name === (value.index === 0 ? 'forEach' : 'reduce');
    return isItem && value.index <= 1 ? at(callee.base) : undefined;
  }
  return undefined;
}

/** The object whose names a list holds: `Object.keys(fields)`. */
export function keysOf(graph: Graph, list: Node): Node | undefined {
  const node = peeled(graph, list);
  const value = graph.value(node);
  const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
  const base = callee?.kind === 'member' ? graph.value(graph.sibling(node, callee.base)) : undefined;
  if (value.kind !== 'call' || callee?.kind !== 'member' || callee.name !== 'keys') return undefined;
  const [object] = value.args;
  return base?.kind === 'global' && base.name === 'Object' && object ? graph.sibling(node, object.value) : undefined;
}
