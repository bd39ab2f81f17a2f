/** What a call passes for a parameter. */
import { peel } from '../../facts/backward.ts';
import type { Argument, Value } from '../../facts/facts.ts';
import type { Graph, Node } from '../graph.ts';
import type { Slot } from '../evaluate/slots.ts';

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

/** The index of the last argument; where an object literal follows a function, which libraries do not look at, that of the function. */
export function lastArgument(values: readonly Value[], args: readonly Argument[]): number {
  const kindOf = (arg: Argument | undefined): string | undefined => arg && values[peel(values, arg.value)]?.kind;
  const last = args.length - 1;
  if (kindOf(args[last]) !== 'object') return last;
  const callback = args.findLastIndex((arg) => !arg.isSpread && kindOf(arg) === 'function');
  return callback === -1 ? last : callback;
}
