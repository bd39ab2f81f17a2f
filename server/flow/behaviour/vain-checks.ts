/** Checks that answer yes whatever they are given, where something goes on by their answer. */
import type { VainCheck } from '../../context.ts';
import { operands } from '../../facts/backward.ts';
import type { Functions } from './functions.ts';
import { type Fn, type Graph, type LoadedFile, type Node, nodeOf, reachedFrom } from '../graph.ts';
import type { Linked } from '../link/links.ts';

interface VainChecksInput {
  graph: Graph;
  linked: Linked;
  functions: Functions;
  selected: readonly LoadedFile[];
}

/** Answers about checks that the tests of the selected files call. */
export function createVainChecks({ graph, linked, functions, selected }: VainChecksInput) {
  let memo: VainCheck[] | undefined;

  /** Each check once, with the first place where a request is refused when it says no, which it never does. */
  function vainChecks(): VainCheck[] {
    memo ??= find();
    return memo;
  }

  function find(): VainCheck[] {
    const found = new Map<Node, VainCheck>();
    for (const file of selected) {
      for (const { test, thenExit, elseExit } of file.facts.guards) {
        if (thenExit === undefined && elseExit === undefined) continue;
        for (const call of reachedFrom(graph, nodeOf(file, test), operands)) {
          if (graph.value(call).kind !== 'call') continue;
          const [fn, ...others] = linked.targets(call).functions;
          if (!fn || others.length > 0 || !saysYes(fn) || isReplaced(fn)) continue;
          const ref = functions.refOf(fn);
          if (!found.has(ref.id)) found.set(ref.id, { fn: ref, testedAt: graph.place(call) });
        }
      }
    }
    return [...found.values()];
  }

  // What a class leaves to those that are made of it.
  function isReplaced({ file, fact }: Fn): boolean {
    const own = fact.cls === undefined ? undefined : file.facts.classes[fact.cls]?.value;
    if (own === undefined) return false;
    return selected.some((other) =>
      other.facts.classes.some(
        ({ extends: parent }) =>
          parent !== undefined &&
          linked.resolve
            .origins(nodeOf(other, parent))
            .some((origin) => origin.kind === 'class' && origin.node === nodeOf(file, own)),
      ),
    );
  }

  // Nothing but `return true`, and nothing that throws instead.
  function saysYes({ file, fact }: Fn): boolean {
    const { values, calls } = file.facts;
    const isInside = ({ start, end }: { start: number; end: number }): boolean => start > fact.start && end <= fact.end;
    if (!fact.hasBody || fact.params.length === 0 || fact.returns.length === 0) return false;
    if (calls.some((id) => isInside(values[id] ?? fact))) return false;
    return fact.returns.every(({ value }) => {
      const returned = values[value];
      return returned?.kind === 'literal' && returned.value === true;
    });
  }

  return { vainChecks };
}
