/** What an element of a list, a Map, a Set or a table can be. */
import type { TypeRef } from '../facts/facts.ts';
import { step } from '../models/states.ts';
import { elementType } from './element-types.ts';
import { type Fn, type Graph, type LoadedFile, type Node, peeled } from './graph.ts';
import type { Origin } from './origin.ts';
import { createStoredElements } from './stored-elements.ts';

interface ElementsInput {
  graph: Graph;
  origins(node: Node): Origin[];
  typeOrigins(file: LoadedFile, type: TypeRef): Origin[];
  returned(fn: Fn): Origin[];
}

const unknown: Origin[] = [{ kind: 'unknown' }];
const orUnknown = (list: Origin[]): Origin[] => (list.length > 0 ? list : unknown);
/** True where the origin says anything of the value. */
export const isKnown = (origin: Origin): boolean =>
  origin.kind !== 'unknown' && !(origin.kind === 'api' && origin.api.states.length === 0);
const keepsElements = /^(map|flatMap|filter|slice|sort|reverse|toSorted|toReversed|concat)$/;

/** Returns the lookups of elements. */
export function createElements({ graph, origins, typeOrigins, returned }: ElementsInput) {
  const storedIn = createStoredElements(graph);
  // Lists that are put into each other say nothing new the second time.
  const open = new Set<Node>();

  // Every element or property: of an object that is gone through, the properties are its elements.
  function elements(base: Node): Origin[] {
    const found = elementsSeen(base);
    return found.some(isKnown) ? found : typedElements(base);
  }

  // `list.map((tool) => …)`, `list.filter(…)`, `Object.fromEntries(pairs)`, `new Map(pairs)`
  function madeByCall(list: Node): Origin[] | undefined {
    const base = peeled(graph, list);
    const value = graph.value(base);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(base, value.callee)) : undefined;
    const first = value.kind === 'call' ? value.args[0] : undefined;
    if (!first || !callee || !('name' in callee)) return undefined;
    const arg = graph.sibling(base, first.value);
    if (callee.name === 'fromEntries' || callee.name === 'Map')
      return elements(arg).flatMap((pair) => memberAt(pair, 1));
    if (callee.kind !== 'member' || !keepsElements.test(callee.name)) return undefined;
    if (callee.name !== 'map' && callee.name !== 'flatMap') return elements(graph.sibling(base, callee.base));
    return origins(arg).flatMap((o) => (o.kind === 'function' ? returned(o.fn) : unknown));
  }

  function memberAt(pair: Origin, index: number): Origin[] {
    const value = pair.kind === 'value' ? graph.value(pair.node) : undefined;
    const item = value?.kind === 'array' ? value.elements[index] : undefined;
    return pair.kind === 'value' && item ? origins(graph.sibling(pair.node, item.value)) : unknown;
  }

  // By the written type of the table, or by what its file puts into it.
  function typedElements(base: Node): Origin[] {
    const typed = elementType(graph, base);
    const found = typed ? typeOrigins(typed.file, typed.type) : [];
    // What an interface or an alias describes has bodies only where something is made.
    if (found.some((o) => o.kind !== 'unknown' && o.kind !== 'type')) return found;
    const stored = storedIn(base).flatMap(({ node, isSpread }) => (isSpread ? spreadElements(node) : origins(node)));
    return stored.some((o) => o.kind !== 'unknown') || found.length === 0 ? orUnknown(stored) : found;
  }

  function spreadElements(list: Node): Origin[] {
    if (open.has(list)) return unknown;
    open.add(list);
    const found = elements(list);
    open.delete(list);
    return found;
  }

  function elementsSeen(base: Node): Origin[] {
    return madeByCall(base) ?? origins(base).flatMap((origin) => ofOrigin(origin, new Set()));
  }

  function ofOrigin(origin: Origin, seen: Set<Node>): Origin[] {
    if (origin.kind === 'api')
      return [{ kind: 'api', api: { ...origin.api, states: step(origin.api.states, 'element') } }];
    if (origin.kind !== 'value' || seen.has(origin.node)) return unknown;
    seen.add(origin.node);
    const value = graph.value(origin.node);
    if (value.kind !== 'array' && value.kind !== 'object') return unknown;
    const at = (id: number): Node => graph.sibling(origin.node, id);
    // `{ ...networkTools, ...diskTools }`: each literal is gone through once, however they spread each other.
    const spread = (id: number): Origin[] => origins(at(id)).flatMap((inner) => ofOrigin(inner, seen));
    if (value.kind === 'array')
      return value.elements.flatMap((e) => (e.isSpread ? spread(e.value) : origins(at(e.value))));
    return value.properties.flatMap((p) => {
      if (p.kind === 'spread') return spread(p.value);
      return p.kind === 'value' || p.kind === 'method' ? origins(at(p.value)) : unknown;
    });
  }

  return { elements, typedElements };
}
