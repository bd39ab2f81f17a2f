/** How the claims of a verified or fetched token are looked at: compared so that a mismatch stops, or only read. */
import type { ClaimUse } from '../context.ts';
import type { Value } from '../facts/facts.ts';
import type { Catalog } from '../models/catalog.ts';
import { element, type FieldPath } from './field-path.ts';
import { calleeName, type Graph, idOf, type Node } from './graph.ts';
import type { Linked } from './links.ts';
import { track } from './track.ts';
import type { Seed, Tracked } from './tracked.ts';
import type { Use } from './uses.ts';

export interface Claims {
  /** All uses of the named fields of the value that `node` holds under `path`, wherever it travels. */
  uses(node: Node, path: FieldPath, names: string[]): ClaimUse[];
}

const comparing =
  /^(includes|indexOf|some|every|has|equals?|test|match|startsWith|find|isDeepStrictEqual|timingSafeEqual)$/;
const checking =
  /(check|assert|validate|verify|matches|compare|allowed|isValid|equal|expect|ensure|invariant|require)/i;
// Fields of a request by which the rest of the server knows who is calling.
const ofUser =
  /^(user|auth|identity|principal|claims|session|account|caller|currentUser|userId|user_id|tenant|tenantId|roles?)$/i;
// What a `typeof` or an emptiness test compares with.
const nothings = new Set<string | number | boolean>(['string', 'object', 'undefined', '']);
const row = { kind: 'claims', path: '', note: 'claim of the token' } as const;

/** A reader of claim uses over the linked program. */
export function createClaims(
  graph: Graph,
  linked: Linked,
  catalog: Catalog,
  isTest: (path: string) => boolean,
): Claims {
  function uses(node: Node, path: FieldPath, names: string[]): ClaimUse[] {
    const seeds = names.flatMap((name): Seed[] => {
      const inner = path === '' || name === '' ? path || name : `${path}/${name}`;
      return [{ node, path: inner, row: { ...row }, isConvention: false }];
    });
    const found: ClaimUse[] = [];
    track(graph, linked, catalog, seeds, {
      channels: [],
      exchangeHelpers: [],
      observe(state, use) {
        // What a test expects, the product does not check.
        if (isTest(graph.fileOf(state.node).path) && !isTest(graph.fileOf(node).path)) return;
        const isItself = state.path === '' || state.path === element || use.kind === 'store';
        const kind = isItself ? useKind(state, use) : undefined;
        if (kind) found.push({ kind, at: graph.place(state.node) });
      },
    });
    return found;
  }

  function useKind(state: Tracked, use: Use): ClaimUse['kind'] | undefined {
    const at = (id: number): Node => graph.sibling(state.node, id);
    switch (use.kind) {
      case 'operand': {
        const value = graph.value(at(use.to));
        if (value.kind !== 'binary') return 'reads';
        if (!['===', '!==', '==', '!=', 'in'].includes(value.op)) return 'reads';
        const other = graph.value(at(use.side === 'left' ? value.right : value.left));
        // `typeof payload.aud === 'string'` and `aud !== undefined` say nothing of whom the token is for.
        if (isNothing(other)) return 'reads';
        return decides(at(use.to), 0) ? 'guards' : 'compares';
      }
      case 'receiver':
      case 'argument': {
        const name = calleeName(graph.fileOf(state.node), use.call);
        if (use.kind === 'argument' && linked.targets(at(use.call)).functions.length > 0) return undefined;
        if (comparing.test(name)) return decides(at(use.call), 0) ? 'guards' : 'compares';
        // A check of another package, or one that throws: `assert(aud, expected)`, `checkResourceAllowed({ … })`.
        return checking.test(name) ? 'guards' : 'reads';
      }
      case 'store':
        return use.name !== undefined && ofUser.test(use.name) ? 'keeps' : undefined;
      default:
        return undefined;
    }
  }

  // True when the outcome decides whether processing goes on: an `if` that leaves, or the result of a function.
  function decides(node: Node, depth: number): boolean {
    if (depth > 12) return false;
    const file = graph.fileOf(node);
    const id = idOf(node);
    if (file.facts.guards.some((g) => (g.thenExit || g.elseExit) && contains(file.facts.values, g.test, id, 0)))
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
          return use.kind === 'test' ? false : isAssertion(graph.sibling(node, use.call));
        default:
          return false;
      }
    });
  }

  function isAssertion(call: Node): boolean {
    return /assert|invariant|ensure|expect|check/i.test(calleeName(graph.fileOf(call), idOf(call)));
  }

  return { uses };
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
