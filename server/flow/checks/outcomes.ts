/** With which outcome of a test the program goes on: an `if` that leaves on `x === 'a'` lets all the rest through. */
import type { Value } from '../../facts/facts.ts';
import type { Place } from '../../finding.ts';
import type { Guard } from '../../facts/branching.ts';
import { calleeName, functionAt, type Graph, idOf, isInside, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import { isAsserting } from './checks.ts';
import { createLeaving } from './leaving.ts';
import type { Linked } from '../link/links.ts';
import { meaningOf } from './refusing-returns.ts';

/** Where the program has to come from the test, and by which call the function that holds the test was entered. */
export interface Frame {
  /** Without it, the end of the function. */
  place: Place | undefined;
  /** What comes together on the way (`a ? b : c`, a variable behind an `if`), and which of it was on the way. */
  joins: ReadonlyMap<Node, Node>;
  enteredBy?: { call: Node; frame: Frame };
}

/** `undefined` where it cannot be told. */
export type Outcome = boolean | undefined;

const passing = /^(some|every|find|findLast)$/;
const maxDepth = 12;

/** Returns the question about outcomes. */
export function createOutcomes(graph: Graph, linked: Linked) {
  const testsOf = createLeaving(linked);

  /** The outcomes, one for each thing that is decided by it, with which the frame's place is reached. */
  function outcomes(test: Node, frame: Frame): Outcome[] {
    return follow(test, true, frame, 0);
  }

  // `sign` is false where what is followed says the opposite of the test.
  function follow(node: Node, sign: boolean, frame: Frame, depth: number): Outcome[] {
    if (depth > maxDepth) return [undefined];
    const file = graph.fileOf(node);
    const { values } = file.facts;
    const decided = testsOf(file).flatMap((guard): Outcome[] => {
      const said = signIn(values, guard.test, idOf(node), 0);
      if (said === 'absent') return [];
      const side = sideOf(node, guard, frame);
      if (side === 'none') return [];
      return [side === undefined || said === 'unknown' ? undefined : side === (said === sign)];
    });
    const used = linked.usesOf(node).flatMap((use): Outcome[] => {
      switch (use.kind) {
        case 'copy':
          return follow(graph.sibling(node, use.to), sign, frame, depth + 1);
        case 'operand': {
          const arm = armOf(graph.sibling(node, use.to), frame);
          if (arm !== undefined) return [arm === sign];
          const said = signIn(values, use.to, idOf(node), 0);
          if (typeof said !== 'boolean') return [undefined];
          return follow(graph.sibling(node, use.to), sign === said, frame, depth + 1);
        }
        case 'return':
          return returned(node, use.fn, sign, frame, depth);
        case 'argument':
          return isAsserting(file, use.call) ? [sign] : [];
        default:
          return [];
      }
    });
    return [...decided, ...used];
  }

  // What a callback says is what `some` says; what a predicate says is what its caller goes by.
  function returned(node: Node, id: number, sign: boolean, frame: Frame, depth: number): Outcome[] {
    const calls = passersOf(node, id);
    if (calls.length > 0) return calls.flatMap((call) => follow(call, sign, frame, depth + 1));
    const { enteredBy } = frame;
    if (!enteredBy) return [undefined];
    return follow(enteredBy.call, sign, enteredBy.frame, depth + 1);
  }

  // The calls that say yes when the function does, which is handed to them.
  function passersOf(node: Node, id: number): Node[] {
    const file = graph.fileOf(node);
    const value = functionAt(file, id)?.fact.value;
    const handed = value === undefined ? [] : linked.usesOf(nodeOf(file, value));
    return handed.flatMap((use) =>
      use.kind === 'argument' && passing.test(calleeName(file, use.call)) ? [nodeOf(file, use.call)] : [],
    );
  }

  // On which side of the `if` the place lies.
  function sideOf(node: Node, guard: Guard, frame: Frame): boolean | 'none' | undefined {
    const { place } = frame;
    const met = metBehind(graph.fileOf(node), guard, frame);
    if (met !== undefined) return met;
    if (place?.file === graph.fileOf(node).path) {
      if (place.start >= guard.thenStart && place.end <= guard.thenEnd) return true;
      if (guard.elseStart !== undefined && place.start >= guard.elseStart && place.end <= (guard.elseEnd ?? 0))
        return false;
    }
    const exit = guard.thenExit ?? guard.elseExit;
    if (exit === undefined) return 'none';
    // A loop that is left may have found what it looked for.
    if (exit === 'jump' || (guard.thenExit !== undefined && guard.elseExit !== undefined)) return undefined;
    const left = guard.thenExit !== undefined;
    if (exit === 'throw' || isAmid(node, guard.owner, place)) return !left;
    // What a function says when it leaves, its caller goes by.
    const id = left ? guard.thenReturn : guard.elseReturn;
    const said = id === undefined ? undefined : meaningOf(graph, graph.sibling(node, id));
    const wanted = said?.isFinal === true ? true : goesOnWith(node, guard.owner, frame);
    if (said === undefined || wanted === undefined) return undefined;
    return said.says === wanted ? left : !left;
  }

  // `known ? value : other`
  function armOf(node: Node, { joins }: Frame): Outcome {
    const value = graph.value(node);
    const from = joins.get(node);
    if (from === undefined || value.kind !== 'conditional') return undefined;
    return from === graph.sibling(node, value.whenTrue);
  }

  // `if (!known) value = other`: what the sides left comes together behind it, the then side first.
  function metBehind(file: LoadedFile, { start, end }: Guard, { joins }: Frame): Outcome {
    for (const [node, from] of joins) {
      const value = graph.value(node);
      if (value.kind !== 'choice' || value.start !== start || value.end !== end || graph.fileOf(node) !== file)
        continue;
      const [then, otherwise, ...more] = value.values.map((id) => graph.sibling(node, id));
      if (more.length === 0 && (from === then || from === otherwise)) return from === then;
    }
    return undefined;
  }

  function isAmid(node: Node, owner: number, place: Place | undefined): boolean {
    const file = graph.fileOf(node);
    const fn = functionAt(file, owner);
    return place?.file === file.path && (!fn || isInside(fn, place));
  }

  function goesOnWith(node: Node, owner: number, frame: Frame): Outcome {
    const calls = passersOf(node, owner).map((call) => ({ call, frame }));
    if (calls.length === 0 && frame.enteredBy) calls.push(frame.enteredBy);
    const [first, ...others] = calls.flatMap(({ call, frame: around }) => outcomes(call, around));
    return others.every((each) => each === first) ? first : undefined;
  }

  return { outcomes };
}

// What the truth of the whole says of a part: the same, the opposite, nothing that can be told; or it is no part of it.
function signIn(values: readonly Value[], whole: number, part: number, depth: number): boolean | 'unknown' | 'absent' {
  if (whole === part) return true;
  const value = values[whole];
  if (!value || depth > 20) return 'absent';
  switch (value.kind) {
    case 'unary': {
      const inner = signIn(values, value.value, part, depth + 1);
      return typeof inner === 'boolean' && value.op === '!' ? !inner : inner;
    }
    case 'logical': {
      const left = signIn(values, value.left, part, depth + 1);
      return left === 'absent' ? signIn(values, value.right, part, depth + 1) : left;
    }
    case 'binary': {
      const left = signIn(values, value.left, part, depth + 1);
      const inner = left === 'absent' ? signIn(values, value.right, part, depth + 1) : left;
      if (typeof inner !== 'boolean') return inner;
      const said = comparedWith(value.op, values, left === 'absent' ? value.left : value.right);
      return said === undefined ? 'unknown' : inner === said;
    }
    default:
      return 'absent';
  }
}

// `=== true`, `!== -1`, `>= 0` say yes to what stands before them.
function comparedWith(op: string, values: readonly Value[], id: number): boolean | undefined {
  const value = values[id];
  const against = value?.kind === 'literal' ? value.value : undefined;
  const isEqual = /^===?$/.test(op);
  const isUnequal = /^!==?$/.test(op);
  if (typeof against === 'boolean') return isEqual ? against : isUnequal ? !against : undefined;
  if (against === -1) return isEqual ? false : isUnequal || op === '>' ? true : undefined;
  if (against === 0) return op === '>=' ? true : op === '<' ? false : undefined;
  return undefined;
}
