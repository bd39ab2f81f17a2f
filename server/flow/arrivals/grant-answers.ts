/** Which answers of requests hold tokens, whoever reads them. */
import { valuesWithin } from '../../facts/within.ts';
import { functionAt, type Graph, type Node } from '../graph.ts';

/** True for what is answered where the same function writes `grant_type` (RFC 6749, section 5.1). */
export function isAnswerToGrant(graph: Graph, node: Node): boolean {
  const file = graph.fileOf(node);
  const fn = functionAt(file, graph.value(node).owner);
  const inside = fn ? valuesWithin(file.facts, fn.fact) : file.facts.values.keys();
  return [...inside].some((id) => {
    const value = file.facts.values[id];
    return value?.kind === 'object'
      ? value.properties.some(({ name }) => name === 'grant_type')
      : value?.kind === 'literal' && value.value === 'grant_type';
  });
}
