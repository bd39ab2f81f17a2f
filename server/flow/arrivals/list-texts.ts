/** Texts that are made of lists: `['git', 'log', value].join(' ')` holds the value behind words of the program. */
import { calleeName, type Graph, idOf, type Node, peeled } from '../graph.ts';
import type { Tracked } from '../track/tracked.ts';

/** True where the value came behind a constant word into a text, by `join` or `concat`. */
export function isBehindWord(graph: Graph, chain: readonly Tracked[]): boolean {
  return chain.some(({ node }, at) => {
    const before = chain[at - 1];
    const value = graph.value(node);
    if (value.kind !== 'call' || !before) return false;
    const callee = graph.value(graph.sibling(node, value.callee));
    if (callee.kind !== 'member') return false;
    const base = graph.sibling(node, callee.base);
    switch (calleeName(graph.fileOf(node), idOf(node))) {
      case 'concat':
        return before.node !== base && isWord(graph, base);
      case 'join':
        return beginsWithWord(graph, base, chain.slice(0, at));
      default:
        return false;
    }
  });
}

function beginsWithWord(graph: Graph, base: Node, before: readonly Tracked[]): boolean {
  const list = peeled(graph, base);
  const value = graph.value(list);
  const first = value.kind === 'array' ? value.elements[0] : undefined;
  if (!first || first.isSpread) return false;
  const word = graph.sibling(list, first.value);
  return isWord(graph, word) && before.every(({ node }) => node !== word);
}

function isWord(graph: Graph, node: Node): boolean {
  const value = graph.value(peeled(graph, node));
  if (value.kind === 'literal') return typeof value.value === 'string' && value.value.trim() !== '';
  return value.kind === 'template' && (value.texts[0] ?? '').trim() !== '';
}
