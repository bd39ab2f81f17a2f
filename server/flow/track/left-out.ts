/** Lists of the names that a copy leaves out: `if (hopByHop.has(name)) continue`. */
import { functionAt, type Graph, idOf, type Node } from '../graph.ts';
import type { Facts } from '../../facts/facts.ts';
import type { Linked } from '../link/links.ts';
import { createTexts } from '../evaluate/texts.ts';

const asking = /^(has|includes)$/;
const credential = /^(authorization|cookie)$/i;

/** Answers whether a call asks a list for a name, and what is in the list stays behind while credentials pass. */
export function createLeftOut(graph: Graph, linked: Linked) {
  const texts = createTexts(graph, linked);

  function passesCredentials(call: Node): boolean {
    const value = graph.value(call);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
    if (callee?.kind !== 'member' || !asking.test(callee.name)) return false;
    const words = wordsOf(graph.sibling(call, callee.base));
    const isKnown = words.length > 0 && words.every((word) => !word.includes('\u0000'));
    return isKnown && !words.some((word) => credential.test(word)) && staysBehind(call);
  }

  function wordsOf(list: Node): string[] {
    return linked.resolve.origins(list).flatMap((origin) => {
      if (origin.kind !== 'value') return [];
      const made = graph.value(origin.node);
      const maker = made.kind === 'call' ? graph.value(graph.sibling(origin.node, made.callee)) : undefined;
      const [first] = made.kind === 'call' ? made.args : [];
      const isSet = maker?.kind === 'global' && maker.name === 'Set' && first !== undefined;
      return texts.of(isSet ? graph.sibling(origin.node, first.value) : origin.node).map(({ text }) => text);
    });
  }

  // Where it is in the list the loop goes on, or the filter says no.
  function staysBehind(call: Node): boolean {
    const { facts } = graph.fileOf(call);
    const id = idOf(call);
    const isLeft = facts.guards.some(({ test, thenExit }) => thenExit !== undefined && isOneOf(facts, test, '||', id));
    if (isLeft) return true;
    const not = facts.values.findIndex((value) => value.kind === 'unary' && value.op === '!' && value.value === id);
    if (not < 0) return false;
    const isCopied = facts.guards.some(
      ({ test, thenExit, elseStart }) =>
        thenExit === undefined && elseStart === undefined && isOneOf(facts, test, '&&', not),
    );
    const fn = functionAt(graph.fileOf(call), graph.value(call).owner);
    return isCopied || (fn?.fact.returns.some(({ value }) => isOneOf(facts, value, '&&', not)) ?? false);
  }

  return passesCredentials;
}

/** True when the value is the wanted one, or a chain of the operator that holds it. */
export function isOneOf(facts: Facts, id: number, op: string, wanted: number): boolean {
  const value = facts.values[id];
  if (id === wanted) return true;
  if (value?.kind !== 'logical' || value.op !== op) return false;
  return [value.left, value.right].some((next) => isOneOf(facts, next, op, wanted));
}
