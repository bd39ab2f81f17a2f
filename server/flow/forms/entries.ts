/** Objects whose fields a loop writes one after the other. */
import { type Graph, type Node, peeled } from '../graph.ts';

/** The object of `for (const [name, value] of Object.entries(object))`, or of its `forEach`, where `key` is the name. */
export function entriesOf(graph: Graph, key: Node): Node | undefined {
  const name = graph.value(peeled(graph, key));
  const place =
    name.kind === 'element' && name.key !== undefined ? graph.value(graph.sibling(key, name.key)) : undefined;
  if (name.kind !== 'element' || place?.kind !== 'literal' || place.value !== 0) return undefined;
  const pair = peeled(graph, graph.sibling(key, name.base));
  const value = graph.value(pair);
  if (value.kind === 'element') return ofCall(graph, peeled(graph, graph.sibling(key, value.base)));
  return value.kind === 'param' && value.index === 0 ? ofCallback(graph, pair, value.fn) : undefined;
}

// `Object.entries(object).forEach(([name, value]) => …)`
function ofCallback(graph: Graph, param: Node, fn: number): Node | undefined {
  const { facts } = graph.fileOf(param);
  for (const id of facts.calls) {
    const call = facts.values[id];
    const [callback] = call?.kind === 'call' ? call.args : [];
    const given = callback && facts.values[callback.value];
    if (call?.kind !== 'call' || given?.kind !== 'function' || given.fn !== fn) continue;
    const callee = facts.values[call.callee];
    return callee?.kind === 'member' && callee.name === 'forEach'
      ? ofCall(graph, peeled(graph, graph.sibling(param, callee.base)))
      : undefined;
  }
  return undefined;
}

function ofCall(graph: Graph, call: Node): Node | undefined {
  const value = graph.value(call);
  const callee = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
  const base = callee?.kind === 'member' ? graph.value(graph.sibling(call, callee.base)) : undefined;
  if (value.kind !== 'call' || callee?.kind !== 'member' || callee.name !== 'entries') return undefined;
  const [object] = value.args;
  return base?.kind === 'global' && base.name === 'Object' && object ? graph.sibling(call, object.value) : undefined;
}
