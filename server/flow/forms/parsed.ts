/** Whether a text that comes in is read as JSON as it is, with nothing taken off it before. */
import { calleeName, type Graph, type Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';

const maxDepth = 6;
// The same text in another form.
const reforming = /^(?:String|decodeURIComponent|toString|trim)$/;

/** Answers about single values. */
export function createParsed(graph: Graph, linked: Linked): { isParsed(node: Node): boolean } {
  function isParsed(node: Node, depth = 0): boolean {
    if (depth > maxDepth) return false;
    const on = (id: number): boolean => isParsed(graph.sibling(node, id), depth + 1);
    return linked.usesOf(node).some((use) => {
      if (use.kind === 'copy') return use.at === undefined && on(use.to);
      if (use.kind !== 'argument' || use.isSpread || use.index > 0) return false;
      const call = graph.sibling(node, use.call);
      const name = calleeName(graph.fileOf(node), use.call);
      return isParse(call) || (reforming.test(name) && on(use.call));
    });
  }

  // `JSON.parse(text)`
  function isParse(call: Node): boolean {
    const value = graph.value(call);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
    if (callee?.kind !== 'member' || callee.name !== 'parse') return false;
    const base = graph.value(graph.sibling(call, callee.base));
    return base.kind === 'global' && base.name === 'JSON';
  }

  return { isParsed };
}
