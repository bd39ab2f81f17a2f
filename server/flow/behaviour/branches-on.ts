/** Branches of the program that run where something is a given word. */
import type { BranchOn } from '../../context.ts';
import { operands } from '../../facts/backward.ts';
import type { ValueId } from '../../facts/facts.ts';
import { callsWithin } from '../../facts/within.ts';
import type { Functions } from './functions.ts';
import { functionAt, type Graph, type LoadedFile, type Node, nodeOf, reachedFrom } from '../graph.ts';
import type { Linked } from '../link/links.ts';

interface BranchesOnInput {
  graph: Graph;
  linked: Linked;
  functions: Pick<Functions, 'refOf'>;
  selected: readonly LoadedFile[];
}

/** Answers about branches of the selected files. */
export function createBranchesOn({ graph, linked, functions, selected }: BranchesOnInput) {
  /** Where an `if` or a `switch` finds something equal to a text, or to a member of an enumeration, that is named so. */
  function branchesOn(word: RegExp): BranchOn[] {
    return selected.flatMap((file) => [
      ...file.facts.guards.flatMap(({ test, owner, thenStart, thenEnd }) =>
        asksFor(file, test, word) ? describe(file, owner, { start: thenStart, end: thenEnd }) : [],
      ),
      ...file.facts.cases.flatMap(({ test, owner, start, end }) =>
        test !== undefined && isNamed(nodeOf(file, test), word) ? describe(file, owner, { start, end }) : [],
      ),
    ]);
  }

  // `state === 'auth-required'`, alone or with something more.
  function asksFor(file: LoadedFile, test: ValueId, word: RegExp): boolean {
    return reachedFrom(graph, nodeOf(file, test), (value) => (value.kind === 'binary' ? [] : operands(value))).some(
      (node) => {
        const value = graph.value(node);
        if (value.kind !== 'binary' || !/^===?$/.test(value.op)) return false;
        return [value.left, value.right].some((side) => isNamed(graph.sibling(node, side), word));
      },
    );
  }

  function isNamed(node: Node, word: RegExp): boolean {
    const value = graph.value(node);
    const text = value.kind === 'member' ? value.name : linked.resolve.text(node);
    return text !== undefined && word.test(text);
  }

  function describe(file: LoadedFile, owner: number, span: { start: number; end: number }): BranchOn[] {
    const fn = functionAt(file, owner);
    if (!fn) return [];
    const runs = callsWithin(file.facts, span).flatMap((id) => {
      const call = nodeOf(file, id);
      return linked.targets(call).functions.map((target) => ({ at: graph.place(call), fn: functions.refOf(target) }));
    });
    return [{ at: { file: file.path, ...span }, fn: functions.refOf(fn), runs }];
  }

  return { branchesOn };
}
