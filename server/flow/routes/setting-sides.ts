/** Which setting decides whether a call runs, or another one that stands on the other side of it. */
import type { ValueRef } from '../../context.ts';
import type { Guard } from '../../facts/facts.ts';
import type { Place, Span } from '../../finding.ts';
import { functionAt, type Graph, isInside, type Node, nodeOf } from '../graph.ts';

interface SettingSidesInput {
  graph: Graph;
  isSetting(node: Node): boolean;
}

/** Answers about branches of which a setting takes one. */
export function createSettingSides({ graph, isSetting }: SettingSidesInput) {
  /**
   * The test of a setting of which one side runs `call` and only the other one runs any of `others`: an `if` with `else`,
   * an `if` that leaves, or a conditional expression.
   */
  function decidingSetting(call: ValueRef, others: readonly ValueRef[]): Place | undefined {
    const file = graph.fileOf(call.id);
    const own = graph.value(call.id);
    const sides = [...guardSides(call.id), ...conditionalSides(call.id)];
    const rest = others.filter(({ id }) => graph.fileOf(id) === file).map(({ id }) => graph.value(id));
    for (const { test, one, other } of sides) {
      const [here, there] = holds(one, own) ? [one, other] : [other, one];
      const isDecided = holds(here, own) && rest.some((value) => holds(there, value));
      if (isDecided && !rest.some((value) => holds(here, value)) && asksSetting(nodeOf(file, test)))
        return graph.place(nodeOf(file, test));
    }
    return undefined;
  }

  function guardSides(call: Node) {
    const { facts } = graph.fileOf(call);
    const fn = functionAt(graph.fileOf(call), graph.value(call).owner);
    if (!fn) return [];
    return facts.guards
      .filter((guard) => guard.owner === fn.id && isInside(fn, guard))
      .map((guard) => ({
        test: guard.test,
        one: { start: guard.thenStart, end: guard.thenEnd },
        other: beside(guard, fn.fact),
      }));
  }

  // What runs instead: the `else`, or all that stands behind an `if` that leaves.
  function beside({ elseStart, elseEnd, thenExit, end }: Guard, fn: Span): Span {
    if (elseStart !== undefined && elseEnd !== undefined) return { start: elseStart, end: elseEnd };
    return thenExit === undefined ? { start: 0, end: 0 } : { start: end, end: fn.end };
  }

  function conditionalSides(call: Node) {
    const { values } = graph.fileOf(call).facts;
    return values.flatMap((value) => {
      const [one, other] = value.kind === 'conditional' ? [values[value.whenTrue], values[value.whenFalse]] : [];
      return value.kind === 'conditional' && one && other ? [{ test: value.test, one, other }] : [];
    });
  }

  function asksSetting(test: Node): boolean {
    const value = graph.value(test);
    if (value.kind === 'binary') return isSetting(graph.sibling(test, value.left));
    return isSetting(value.kind === 'unary' ? graph.sibling(test, value.value) : test);
  }

  return { decidingSetting };
}

function holds(side: Span, { start, end }: Span): boolean {
  return start >= side.start && end <= side.end;
}
