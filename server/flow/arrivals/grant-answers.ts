/** Which answers of requests hold tokens, whoever reads them. */
import type { Value } from '../../facts/facts.ts';
import { callsWithin, valuesWithin } from '../../facts/within.ts';
import { functionAt, type Graph, type LoadedFile, type Node } from '../graph.ts';

// What writes a body that is sent further down.
const making = /^(append|set|URLSearchParams|FormData|stringify|assign|encode)$/;

/**
 * True for what is answered where the same function writes `grant_type` (RFC 6749, section 5.1), and not into a request
 * after which the same is called once more before the answer is read.
 */
export function isAnswerToGrant(graph: Graph, node: Node): boolean {
  const file = graph.fileOf(node);
  const answer = graph.value(node);
  const fn = functionAt(file, answer.owner);
  const inside = fn ? valuesWithin(file.facts, fn.fact) : file.facts.values.keys();
  const grants = [...inside].flatMap((id) => {
    const value = file.facts.values[id];
    return value && isGrant(value) ? [value] : [];
  });
  if (grants.length === 0) return false;
  const ids = fn ? callsWithin(file.facts, fn.fact) : file.facts.calls;
  const calls = ids.flatMap((id) => {
    const value = file.facts.values[id];
    return value?.kind === 'call' && value.end <= answer.end
      ? [{ ...value, called: calledBy(file, value.callee) }]
      : [];
  });
  return grants.some((grant) => {
    const around = calls.filter(({ start, end }) => start <= grant.start && grant.end <= end);
    const [request] = around.toSorted((a, b) => a.start - b.start);
    if (!request || making.test(request.called)) return true;
    return !calls.some(({ start, called }) => start > request.end && called !== '' && called === request.called);
  });
}

function isGrant(value: Value): boolean {
  return value.kind === 'object'
    ? value.properties.some(({ name }) => name === 'grant_type')
    : value.kind === 'literal' && value.value === 'grant_type';
}

// Of a member the object may be another one, and the method the same: `client.post`.
function calledBy({ facts }: LoadedFile, callee: number): string {
  const value = facts.values[callee];
  if (value?.kind === 'import') return `${value.specifier} ${value.name}`;
  return value && 'name' in value ? value.name : '';
}
