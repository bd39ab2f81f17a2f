/** Text methods that leave too little of a token to be one. */
import type { Value } from '../facts/facts.ts';
import type { Graph, Node } from './graph.ts';

/** As many characters of a token as one shows to a person. */
const maxShown = 12;

/** True when the method called shows a few characters of its receiver or none: nobody gets in with them. */
export function masks(graph: Graph, call: Node, method: string): boolean {
  const value = graph.value(call);
  if (value.kind !== 'call') return false;
  const [first, second] = value.args.slice(0, 2).map((arg) => graph.value(graph.sibling(call, arg.value)));
  if (method === 'replace' || method === 'replaceAll') {
    return (
      first?.kind === 'regex' &&
      first.flags.includes('g') &&
      ['.', '\\S', '\\w', '[\\s\\S]'].includes(first.source) &&
      second?.kind === 'literal' &&
      second.value !== ''
    );
  }
  if (!/^(slice|substring|substr)$/.test(method)) return false;
  const from = numberOf(first);
  const to = numberOf(second);
  if (from !== undefined && from < 0) return from >= -maxShown;
  return from === 0 && to !== undefined && to >= 0 && to <= maxShown;
}

function numberOf(value: Value | undefined): number | undefined {
  return value?.kind === 'literal' && typeof value.value === 'number' ? value.value : undefined;
}
