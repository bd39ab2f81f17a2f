/** Loops that no condition of their own ends. */
import type { OpenLoop } from '../../context.ts';
import { backwardSlice, operands, throughReads } from '../../facts/backward.ts';
import type { LoopFact, Value } from '../../facts/facts.ts';
import { callsWithin } from '../../facts/within.ts';
import type { Functions } from './functions.ts';
import { calleeName, type Graph, isInside, type LoadedFile, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';

interface OpenLoopsInput {
  graph: Graph;
  linked: Linked;
  functions: Pick<Functions, 'reach' | 'fnOf' | 'refOf'>;
  selected: readonly LoadedFile[];
}

const relation = /^(?:[<>]=?|[!=]==?)$/;

/** Answers about loops of the selected files. */
export function createOpenLoops({ graph, linked, functions, selected }: OpenLoopsInput) {
  let memo: OpenLoop[] | undefined;

  /** Every loop that has no condition, or whose condition compares no number but zero. */
  function openLoops(): OpenLoop[] {
    memo ??= selected.flatMap((file) => file.facts.loops.flatMap((loop) => describe(file, loop)));
    return memo;
  }

  function describe(file: LoadedFile, loop: LoopFact): OpenLoop {
    const { start } = loop;
    const isWithin = (value: Value): boolean => value.start >= loop.start && value.end <= loop.end;
    return {
      at: { file: file.path, start, end: headEnd(file, loop) },
      test: testNames(file, loop),
      isCounted: file.facts.values.some((value) => isWithin(value) && isCount(file, value)),
      holds: ({ id }) => holds(file, loop, id),
      reads: (name) =>
        file.facts.values.some(
          (value) => isWithin(value) && value.kind !== 'call' && name.test('name' in value ? value.name : ''),
        ),
      calls: (name) =>
        file.facts.calls.some((id) => {
          const call = file.facts.values[id];
          return call !== undefined && isWithin(call) && name.test(calleeName(file, id));
        }),
    };
  }

  // `while (true)`, and `for` or `do` alone.
  function headEnd(file: LoadedFile, { start, bodyStart, test }: LoopFact): number {
    const tested = test === undefined ? undefined : file.facts.values[test];
    const isBefore = tested !== undefined && tested.start > start && tested.end < bodyStart;
    return isBefore ? tested.end + 1 : start + 'do'.length;
  }

  function testNames(file: LoadedFile, { test }: LoopFact): string[] {
    const { values } = file.facts;
    if (test === undefined) return [];
    const reads = throughReads(values);
    // A variable says by its name what it is taken for, alone; of what a member is read matters nothing.
    const isVariable = (id: number): boolean => /^(?:variable|param|choice)$/.test(values[id]?.kind ?? '');
    const slice = backwardSlice(values, test, (value) => {
      if (value.kind === 'variable') return [];
      return [...operands(value), ...reads(value)].filter((id) => value.kind !== 'member' || !isVariable(id));
    });
    return slice.flatMap((id) => {
      const value = values[id];
      return value && 'name' in value && typeof value.name === 'string' ? [value.name] : [];
    });
  }

  function isCount(file: LoadedFile, value: Value): boolean {
    if (value.kind !== 'binary' || !relation.test(value.op)) return false;
    const sides = [value.left, value.right].map((id) => file.facts.values[id]);
    const isOrder = value.op.startsWith('<') || value.op.startsWith('>');
    const numbers = sides.flatMap((side) => (side?.kind === 'literal' ? [side.value] : []));
    if (numbers.includes(0)) return false;
    return isOrder || numbers.some((number) => typeof number === 'number');
  }

  function holds(file: LoadedFile, loop: LoopFact, id: number): boolean {
    if (graph.fileOf(id) === file) {
      const { start, end } = graph.value(id);
      if (start >= loop.bodyStart && end <= loop.bodyEnd) return true;
    }
    return callsWithin(file.facts, { start: loop.bodyStart, end: loop.bodyEnd }).some((call) => {
      return linked.targets(nodeOf(file, call)).functions.some((target) =>
        functions.reach(functions.refOf(target)).some((ref) => {
          const fn = functions.fnOf(ref);
          return fn !== undefined && fn.file === graph.fileOf(id) && isInside(fn, graph.value(id));
        }),
      );
    });
  }

  return { openLoops };
}
