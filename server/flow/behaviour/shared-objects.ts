/** Objects that are made once, into which a function that a request reaches writes. */
import type { Definitions } from '../resolve/definitions.ts';
import { type Fn, fnNode, type Graph, type Node, ownerOf, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';

interface SharedInput {
  graph: Graph;
  linked: Linked;
  definitions: Definitions;
  /** True for `new` outside of functions, or in one that starts the program. */
  isMadeOnce(node: Node): boolean;
}

/** Returns the question whether what the function writes into is there before any request comes. */
export function createShared({ graph, linked, definitions, isMadeOnce }: SharedInput) {
  return function isShared(fn: Fn, base: Node, served: (fn: Fn) => boolean): boolean {
    if (graph.value(peeled(graph, base)).kind !== 'this') return isBeforeAll(base);
    const calls = linked.callers(fnNode(fn)).filter((call) => {
      const caller = ownerOf(graph, call);
      return caller !== undefined && served(caller);
    });
    return calls.some((call) => receiver(call).some(isBeforeAll));
  };

  function isBeforeAll(node: Node): boolean {
    const made = definitions.of(node);
    return made.length > 0 && made.every((one) => isMadeOnce(one) || isLiteralOfModule(one));
  }

  // `export const state = {}`
  function isLiteralOfModule(node: Node): boolean {
    const value = graph.value(node);
    return value.kind === 'object' && value.owner < 0;
  }

  function receiver(call: Node): Node[] {
    const value = graph.value(call);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
    return value.kind === 'call' && callee?.kind === 'member'
      ? [graph.sibling(graph.sibling(call, value.callee), callee.base)]
      : [];
  }
}
