/** Functions that speak of the headers by which a caller is known: they do not copy whatever comes. */
import { valuesWithin } from '../../facts/within.ts';
import { calleeName, type Fn, functionAt, type Graph, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Use } from './uses.ts';

const credential = /^(authorization|cookie)$/i;

/** Answers about the function around a place, callbacks in it included. */
export function createCredentialWords(graph: Graph, linked: Linked) {
  const speaking = new Map<string, boolean>();

  function speaksNear(near: Node, speaks: (word: Node) => boolean): boolean {
    const file = graph.fileOf(near);
    let fn = functionAt(file, graph.value(near).owner);
    while (fn && fn.fact.parent >= 0 && fn.fact.isArrow) fn = functionAt(file, fn.fact.parent);
    const key = `${file.no}|${fn?.id ?? ''}|${speaks === isRemoval}`;
    let found = speaking.get(key);
    if (found === undefined) speaking.set(key, (found = speaksIn(file, fn, speaks)));
    return found;
  }

  function speaksIn(file: LoadedFile, fn: Fn | undefined, speaks: (node: Node) => boolean): boolean {
    const all = fn ? valuesWithin(file.facts, fn.fact) : file.facts.values.map((_, id) => id);
    return all.some((id) => {
      const value = file.facts.values[id];
      const word = value?.kind === 'literal' ? value.value : value?.kind === 'member' ? value.name : undefined;
      return typeof word === 'string' && credential.test(word) && speaks(nodeOf(file, id));
    });
  }

  // Who reads it, `copy['authorization']`, leaves it where it is.
  function isSpoken(word: Node): boolean {
    return (
      isRemoval(word) ||
      (graph.value(word).kind === 'literal' && !linked.usesOf(word).every((use) => isReading(word, use)))
    );
  }

  function isReading(word: Node, use: Use): boolean {
    if (use.kind === 'argument') return calleeName(graph.fileOf(word), use.call) === 'get';
    return use.kind === 'key';
  }

  // `headers.delete('authorization')`, `delete headers.cookie`
  function isRemoval(word: Node): boolean {
    return linked.usesOf(word).some((use) => {
      if (use.kind === 'argument')
        return /^(?:delete|remove|removeHeader|set)$/.test(calleeName(graph.fileOf(word), use.call));
      if (use.kind === 'key') return isDeleted(graph.sibling(word, use.to));
      return use.kind === 'operand' && isDeleted(word);
    });
  }

  function isDeleted(field: Node): boolean {
    return linked.usesOf(field).some((use) => {
      const by = use.kind === 'operand' ? graph.value(graph.sibling(field, use.to)) : undefined;
      return by?.kind === 'unary' && by.op === 'delete';
    });
  }

  return {
    /** True where such a header is named, other than to read it. */
    areSpokenNear: (near: Node): boolean => speaksNear(near, isSpoken),
    /** True where such a header is taken away or written over. */
    areRemovedNear: (near: Node): boolean => speaksNear(near, isRemoval),
  };
}
