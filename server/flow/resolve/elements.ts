/** What an element of a list, a Map, a Set or a table can be. */
import type { TypeRef } from '../../facts/facts.ts';
import { step } from '../../models/states.ts';
import { importTarget } from '../modules/exports.ts';
import { elementType } from './element-types.ts';
import { type Fn, fnNode, functionAt, type Graph, type LoadedFile, type Node, nodeOf, peeled } from '../graph.ts';
import type { Links } from '../link/links.ts';
import { type Origin, unknown } from '../origin.ts';
import { createStoredElements, type Stored } from './stored-elements.ts';

interface ElementsInput {
  graph: Graph;
  usesOf: Links['usesOf'];
  origins(node: Node): Origin[];
  typeOrigins(file: LoadedFile, type: TypeRef): Origin[];
  returned(fn: Fn): Origin[];
  growth: { isPossible: boolean };
}

const orUnknown = (list: Origin[]): Origin[] => (list.length > 0 ? list : unknown);
/** True where the origin says anything of the value. */
export const isKnown = (origin: Origin): boolean =>
  origin.kind !== 'unknown' && !(origin.kind === 'api' && origin.api.states.length === 0);
const keepsElements = /^(map|flatMap|filter|slice|sort|reverse|toSorted|toReversed|concat)$/;

/** How deep lists are followed that others spread without a literal: each may lead to all of them again. */
const maxOpen = 3;

/** Returns the lookups of elements. */
export function createElements({ graph, usesOf, origins, typeOrigins, returned, growth }: ElementsInput) {
  const storedIn = createStoredElements({ graph, usesOf, origins, growth });
  // Lists that are put into each other say nothing new the second time.
  const open = new Set<Node>();

  // Every element or property: of an object that is gone through, the properties are its elements.
  function elements(base: Node): Origin[] {
    const found = elementsSeen(base);
    return found.some(isKnown) ? found : typedElements(base);
  }

  // `list.map((tool) => …)`, `list.filter(…)`, `new Map(pairs)`, `map.values()`, `Array.from(list)`, `registry.all()`
  function madeByCall(list: Node): Origin[] | undefined {
    const base = written(list);
    const value = graph.value(base);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(base, value.callee)) : undefined;
    if (value.kind !== 'call' || !callee || !('name' in callee)) return undefined;
    const [first, second] = value.args.map((arg) => graph.sibling(base, arg.value));
    if (first !== undefined && (callee.name === 'fromEntries' || callee.name === 'Map')) return valuesOf(first);
    if (callee.kind !== 'member') return undefined;
    const receiver = graph.sibling(base, callee.base);
    if (first === undefined && callee.name === 'values') return elements(receiver);
    if (first !== undefined && callee.name === 'from' && isGlobal(receiver, 'Array'))
      return second === undefined ? elements(first) : madeBy(second);
    if (first === undefined || !keepsElements.test(callee.name)) return ofReturned(base);
    return callee.name === 'map' || callee.name === 'flatMap' ? madeBy(first) : elements(receiver);
  }

  // The expression that a name stands for, in this file or in the one that exports it.
  function written(list: Node): Node {
    const base = peeled(graph, list);
    const target = importTarget(graph, base);
    return target?.kind === 'value' ? peeled(graph, target.node) : base;
  }

  function madeBy(callback: Node): Origin[] {
    return origins(callback).flatMap((o) => (o.kind === 'function' ? returned(o.fn) : unknown));
  }

  // The elements of what a function of the project gives back.
  function ofReturned(call: Node): Origin[] | undefined {
    const value = graph.value(call);
    if (value.kind !== 'call' || value.isNew) return undefined;
    const found = origins(graph.sibling(call, value.callee)).flatMap((o) =>
      o.kind === 'function' ? o.fn.fact.returns.flatMap((r) => once(nodeOf(o.fn.file, r.value))) : [],
    );
    return found.some(isKnown) ? found : undefined;
  }

  function isGlobal(node: Node, name: string): boolean {
    const value = graph.value(node);
    return value.kind === 'global' && value.name === name;
  }

  // `const [name, tool]` of a Map, of `map.entries()` or of `Object.entries(tools)`.
  function ofPair(pair: Node): Origin[] {
    const from = peeled(graph, pair);
    const value = graph.value(from);
    const list = value.kind === 'element' && value.key === undefined ? graph.sibling(from, value.base) : gone(from);
    if (list === undefined) return unknown;
    const found = valuesOf(list);
    return found.some(isKnown) || !isMap(list) ? found : once(list);
  }

  // What stands second in each pair of a list.
  function valuesOf(pairs: Node): Origin[] {
    const made = written(pairs);
    const call = graph.value(made);
    const callee = call.kind === 'call' ? graph.value(graph.sibling(made, call.callee)) : undefined;
    if (call.kind !== 'call' || callee?.kind !== 'member' || callee.name !== 'entries')
      return elements(pairs).flatMap((pair) => memberAt(pair, 1));
    const [of] = call.args;
    const receiver = graph.sibling(made, callee.base);
    if (!of) return once(receiver);
    return isGlobal(receiver, 'Object') ? once(graph.sibling(made, of.value)) : unknown;
  }

  // `Object.entries(tools).forEach(([name, tool]) => …)`
  function gone(param: Node): Node | undefined {
    const value = graph.value(param);
    const fn = value.kind === 'param' && value.index === 0 ? functionAt(graph.fileOf(param), value.fn) : undefined;
    const [use] = fn ? usesOf(fnNode(fn)) : [];
    const call = use?.kind === 'argument' && use.index === 0 ? graph.value(graph.sibling(param, use.call)) : undefined;
    const callee = call?.kind === 'call' ? graph.value(graph.sibling(param, call.callee)) : undefined;
    return callee?.kind === 'member' && /^(forEach|map|flatMap)$/.test(callee.name)
      ? graph.sibling(param, callee.base)
      : undefined;
  }

  function isMap(list: Node): boolean {
    const found = origins(list);
    return found.length === 1 && found[0]?.kind === 'api' && found[0].api.label === 'Map()';
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
    const stored = putInto(base).flatMap(({ node, isSpread }) => (isSpread ? once(node) : origins(node)));
    return stored.some((o) => o.kind !== 'unknown') || found.length === 0 ? orUnknown(stored) : found;
  }

  // What is handed over or given back is the list that somebody declared.
  function putInto(base: Node): Stored[] {
    const own = storedIn(base);
    if (own.length > 0) return own;
    return origins(base).flatMap((o) => {
      const kind = o.kind === 'value' ? graph.value(o.node).kind : undefined;
      return o.kind === 'value' && (kind === 'array' || kind === 'object') ? storedIn(o.node) : [];
    });
  }

  // What a list holds that no literal says.
  function besideLiterals(list: Node): Origin[] {
    return madeByCall(list) ?? typedElements(list);
  }

  function once(list: Node, look = elements): Origin[] {
    if (open.has(list)) return unknown;
    open.add(list);
    const found = look(list);
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
      return value.elements.flatMap((e) => {
        if (!e.isSpread) return origins(at(e.value));
        const found = spread(e.value);
        return found.some(isKnown) || open.size >= maxOpen ? found : once(at(e.value), besideLiterals);
      });
    return value.properties.flatMap((p) => {
      if (p.kind === 'spread') return spread(p.value);
      return p.kind === 'value' || p.kind === 'method' ? origins(at(p.value)) : unknown;
    });
  }

  return { elements, typedElements, ofPair };
}
