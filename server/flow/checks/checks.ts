/** What is looked at so that it matters: a comparison, a test of membership or a check whose outcome decides. */
import type { Value } from '../../facts/facts.ts';
import type { Place } from '../../finding.ts';
import { calleeName, type Graph, idOf, type LoadedFile, type Node } from '../graph.ts';
import { createLeaving } from './leaving.ts';
import type { Linked } from '../link/links.ts';
import type { Use } from '../track/uses.ts';

/** `guards`: the outcome decides whether the program goes on; `compares`: it does not; `reads`: anything else. */
export type Look = 'guards' | 'compares' | 'reads';

export interface Checks {
  /** How the use looks at the value; undefined where it only hands it on. */
  look(node: Node, use: Use): Look | undefined;
  /** True when the use compares the value in the test of an `if` that holds the place. */
  encloses(node: Node, use: Use, place: Place): boolean;
}

const comparing =
  /^(includes|indexOf|some|every|has|equals?|test|match|startsWith|endsWith|find|isDeepStrictEqual|timingSafeEqual|isIP(?:v[46])?)$/;
const checking =
  /(check|assert|validate|verify|matches|compare|allowed|isValid|equal|expect|ensure|invariant|require)/i;
const asserting = /assert|invariant|ensure|expect|check/i;
// What a `typeof` or an emptiness test compares with.
const nothings = new Set<string | number | boolean>(['string', 'object', 'undefined', '']);

/** A judge of single uses. */
export function createChecks(graph: Graph, linked: Linked): Checks {
  const testsOf = createLeaving(linked);

  function look(node: Node, use: Use): Look | undefined {
    const at = (id: number): Node => graph.sibling(node, id);
    switch (use.kind) {
      case 'operand': {
        const value = graph.value(at(use.to));
        if (value.kind !== 'binary') return 'reads';
        if (!['===', '!==', '==', '!=', 'in'].includes(value.op)) return 'reads';
        const other = graph.value(at(use.side === 'left' ? value.right : value.left));
        // `typeof payload.aud === 'string'` and `aud !== undefined` say nothing of whom the token is for.
        if (isNothing(other)) return 'reads';
        // `'uri' in part.file` asks what it is, and not whether it may be.
        if (value.op === 'in' && use.side === 'right' && other.kind === 'literal') return 'reads';
        return decides(at(use.to), 0) ? 'guards' : 'compares';
      }
      case 'receiver':
      case 'argument': {
        const name = calleeName(graph.fileOf(node), use.call);
        if (use.kind === 'argument' && linked.targets(at(use.call)).functions.length > 0) return undefined;
        if (comparing.test(name)) return decides(at(use.call), 0) ? 'guards' : 'compares';
        // A check of another package, or one that throws: `assert(aud, expected)`, `checkResourceAllowed({ … })`.
        return checking.test(name) ? 'guards' : 'reads';
      }
      default:
        return undefined;
    }
  }

  function encloses(node: Node, use: Use, place: Place): boolean {
    if (
      look(node, use) !== 'compares' ||
      (use.kind !== 'operand' && use.kind !== 'receiver' && use.kind !== 'argument')
    )
      return false;
    const file = graph.fileOf(node);
    const id = use.kind === 'operand' ? use.to : use.call;
    const isIn = (start = Infinity, end = -1): boolean => place.start >= start && place.end <= end;
    return (
      file.path === place.file &&
      testsOf(file).some(
        (g) =>
          (isIn(g.thenStart, g.thenEnd) || isIn(g.elseStart, g.elseEnd)) && contains(file.facts.values, g.test, id, 0),
      )
    );
  }

  // True when the outcome decides whether processing goes on: an `if` that leaves, or the result of a function.
  function decides(node: Node, depth: number): boolean {
    if (depth > 12) return false;
    const file = graph.fileOf(node);
    const id = idOf(node);
    if (testsOf(file).some((g) => (g.thenExit || g.elseExit) && contains(file.facts.values, g.test, id, 0)))
      return true;
    return linked.usesOf(node).some((use) => {
      switch (use.kind) {
        case 'copy':
          return decides(graph.sibling(node, use.to), depth + 1);
        case 'operand':
          return decides(graph.sibling(node, use.to), depth + 1);
        case 'return':
          return true;
        case 'argument':
        case 'test':
          return use.kind === 'test' ? false : isAsserting(graph.fileOf(node), use.call);
        default:
          return false;
      }
    });
  }

  return { look, encloses };
}

/** True for a call that throws unless what it is given holds, by its name or by that of the module that is imported whole. */
export function isAsserting(file: LoadedFile, call: number): boolean {
  const value = file.facts.values[call];
  const callee = value?.kind === 'call' ? file.facts.values[value.callee] : undefined;
  const isModule = callee?.kind === 'import' && (callee.name === 'default' || callee.name === '*');
  return asserting.test(isModule ? callee.specifier : calleeName(file, call));
}

function isNothing(value: Value): boolean {
  if (value.kind === 'literal') return value.value === undefined || value.value === null || nothings.has(value.value);
  return (
    (value.kind === 'global' && value.name === 'undefined') ||
    (value.kind === 'unary' && (value.op === 'typeof' || value.op === 'void'))
  );
}

// The test of an `if` and what it is made of: `a && !b`, `x || y`, a call whose argument is a callback does not count.
function contains(values: readonly Value[], test: number, wanted: number, depth: number): boolean {
  if (test === wanted) return true;
  if (depth > 20) return false;
  const value = values[test];
  if (value?.kind === 'logical' || value?.kind === 'binary') {
    return contains(values, value.left, wanted, depth + 1) || contains(values, value.right, wanted, depth + 1);
  }
  return value?.kind === 'unary' && contains(values, value.value, wanted, depth + 1);
}
