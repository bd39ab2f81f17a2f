/** What a callback receives from the list or promise on which it is called: `handlers.forEach((handler) => handler(server))`. */
import type { Catalog } from '../../models/catalog.ts';
import { close, matchesIndex, none, type States, stepMember } from '../../models/states.ts';
import { type Fn, fnNode, type Graph, type Node } from '../graph.ts';
import type { Links } from '../link/links.ts';
import type { Origin } from '../origin.ts';

interface CallbacksInput {
  graph: Graph;
  catalog: Catalog;
  links: Links;
  origins(node: Node): Origin[];
  /** What an element of the value can be. */
  elements(node: Node): Origin[];
}

/** Returns the origins that parameter `index` of the function has as callback of a method of lists or promises; empty when it is none. */
export function createCallbacks({ graph, catalog, links, origins, elements }: CallbacksInput) {
  const root = catalog.root('any');
  const anyStates: States = root ? close([root]) : none;

  const answers = new Map<string, boolean>();

  return function handedTo(fn: Fn, index: number): Origin[] {
    return links.usesOf(fnNode(fn)).flatMap((use) => {
      if (use.kind !== 'argument' || use.isSpread) return [];
      const call = graph.value(graph.sibling(fnNode(fn), use.call));
      const callee = call.kind === 'call' ? graph.value(graph.sibling(fnNode(fn), call.callee)) : undefined;
      if (callee?.kind !== 'member') return [];
      const base = graph.sibling(fnNode(fn), callee.base);
      if (hands('element', callee.name, use.index, index)) return elements(base);
      return hands('whole', callee.name, use.index, index) ? origins(base) : [];
    });
  };

  function hands(what: 'element' | 'whole', method: string, argument: number, parameter: number): boolean {
    const key = `${what} ${method} ${argument} ${parameter}`;
    let answer = answers.get(key);
    if (answer === undefined) answers.set(key, (answer = isHanding(what, method, argument, parameter)));
    return answer;
  }

  // The rows that carry data into callbacks say as well which functions reach them.
  function isHanding(what: 'element' | 'whole', method: string, argument: number, parameter: number): boolean {
    return stepMember(anyStates, method).some((state) =>
      state.propagators.some(({ from, to }) => {
        const [receiver, part] = from;
        const [callback, into] = to;
        return (
          receiver?.kind === 'argument' &&
          receiver.index === 'this' &&
          part?.kind === (what === 'element' ? 'element' : undefined) &&
          callback?.kind === 'argument' &&
          matchesIndex(callback.index, argument, argument + 1) &&
          into?.kind === 'parameter' &&
          matchesIndex(into.index, parameter, parameter + 1)
        );
      }),
    );
  }
}
