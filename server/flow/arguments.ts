/** What a call passes for a parameter. */
import type { Graph, Node } from './graph.ts';
import type { Slot } from './slots.ts';

const unknown: Slot = { kind: 'unknown' };
const absent: Slot = { kind: 'absent', isNothing: true };

/** What stands at the index of the arguments: nobody knows behind a spread. */
export function argumentAt(graph: Graph, call: Node, index: number): Slot {
  const value = graph.value(call);
  if (value.kind !== 'call') return unknown;
  for (let at = 0; at <= index; at++) {
    const arg = value.args[at];
    if (!arg) return absent;
    if (arg.isSpread) return unknown;
    if (at === index) return { kind: 'value', node: graph.sibling(call, arg.value) };
  }
  return unknown;
}
