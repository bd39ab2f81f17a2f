/** Where several ways of one value come together in a text or in what a call gives: the first one goes on, the others are kept beside it. */
import { gather } from '../../gather.ts';
import type { Graph, Node } from '../graph.ts';
import type { Tracked } from './tracked.ts';

const maxOthers = 8;

/** Keeps the ways of one walk. */
export function createJoins(graph: Graph) {
  const firsts = new Map<Node, Tracked[]>();

  return {
    /** A state to which no way had led before. */
    first(state: Tracked): void {
      const value = graph.value(state.node);
      if ((value.kind === 'template' && value.parts.length > 1) || value.kind === 'call')
        gather(firsts, state.node, state);
    },
    /** The same state, by another way. */
    again(state: Tracked): void {
      const known = firsts
        .get(state.node)
        ?.find(
          ({ entry, path, isMutation }) =>
            entry === state.entry && path === state.path && isMutation === state.isMutation,
        );
      if (known && (known.others?.length ?? 0) < maxOthers) (known.others ??= []).push(state);
    },
  };
}
