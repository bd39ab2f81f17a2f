/** Where a channel comes out: at what a library hands to a function of the project, and nowhere behind it. */
import type { Value } from '../../facts/facts.ts';
import { argumentAt } from '../link/arguments.ts';
import { type Fn, fnNode, functionAt, type Graph, type Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';

interface OutletsInput {
  graph: Graph;
  linked: Linked;
  /** True for the parameter that is given what a schema of a tool describes. */
  isInput(param: Node): boolean;
  /** The names of the channels that come out of what the node is. */
  channelsOf(node: Node): readonly string[];
}

/** The values that the calls of a function pass at a position. */
export function passedAt(graph: Graph, linked: Linked, fn: Fn, index: number): Node[] {
  return linked.callers(fnNode(fn)).flatMap((call) => {
    const passed = argumentAt(graph, call, index);
    return passed.kind === 'value' ? [passed.node] : [];
  });
}

/** Tells whether a channel comes out at a value. */
export function createOutlets({ graph, linked, isInput, channelsOf }: OutletsInput) {
  /** False for what a tool is called with, and for what a handler hands on: that is followed from the handler. */
  function isOutlet(node: Node, value: Value, name: string): boolean {
    if (value.kind !== 'param') return true;
    const own = functionAt(graph.fileOf(node), value.fn);
    if (!own || isInput(node)) return false;
    if (linked.usages(fnNode(own)).length > 0) return true;
    return !passedAt(graph, linked, own, value.index).some(
      (other) => other !== node && channelsOf(other).includes(name),
    );
  }

  return { isOutlet };
}
