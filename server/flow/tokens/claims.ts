/** How the claims of a verified or fetched token are looked at: compared so that a mismatch stops, or only read. */
import type { ClaimUse } from '../../context.ts';
import type { Catalog } from '../../models/catalog.ts';
import { createChecks } from '../checks/checks.ts';
import { element, type FieldPath } from '../field-path.ts';
import { fnNode, functionAt, type Graph, type Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { track } from '../track/track.ts';
import type { Seed, Tracked } from '../track/tracked.ts';
import type { Use } from '../track/uses.ts';

export interface Claims {
  /** All uses of the named fields of the value that `node` holds under `path`, wherever it travels. */
  uses(node: Node, path: FieldPath, names: string[]): ClaimUse[];
  /** True where all fields of the value go out of sight together: out of an export, or into a call that nobody knows. */
  leave(node: Node, path: FieldPath): boolean;
}

// Fields of a request by which the rest of the server knows who is calling.
const ofUser =
  /^(user|auth|identity|principal|claims|session|account|caller|currentUser|userId|user_id|tenant|tenantId|roles?)$/i;
const row = { kind: 'claims', path: '', note: 'claim of the token' } as const;

/** A reader of claim uses over the linked program. */
export function createClaims(
  graph: Graph,
  linked: Linked,
  catalog: Catalog,
  isTest: (path: string) => boolean,
): Claims {
  const checks = createChecks(graph, linked);

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
        const isOptional =
          kind === 'guards' && isBehindPresence(state.node, names) ? { isOptional: true as const } : {};
        if (kind) found.push({ kind, at: graph.place(state.node), ...isOptional });
      },
    });
    return found;
  }

  function leave(node: Node, path: FieldPath): boolean {
    let isGone = false;
    track(graph, linked, catalog, [{ node, path, row: { ...row }, isConvention: false }], {
      channels: [],
      exchangeHelpers: [],
      observe({ node: at }, use) {
        const made = use.kind === 'return' ? functionAt(graph.fileOf(at), use.fn) : undefined;
        if (made && linked.callers(fnNode(made)).length === 0) isGone = true;
        if (use.kind === 'argument' && linked.targets(graph.sibling(at, use.call)).functions.length === 0)
          isGone = true;
        if (use.kind === 'store' || use.kind === 'put') isGone = true;
      },
    });
    return isGone;
  }

  // `if (claims.aud) { … compare … }`, `claims.aud && claims.aud !== own`
  function isBehindPresence(node: Node, names: string[]): boolean {
    const { values, guards } = graph.fileOf(node).facts;
    const { start, end } = graph.value(node);
    const isClaim = (id: number): boolean => {
      const value = values[id];
      if (value?.kind === 'cast') return isClaim(value.value);
      if (value?.kind === 'variable' && value.values.length === 1) return isClaim(value.values[0] ?? id);
      return value?.kind === 'member' && names.includes(value.name);
    };
    const isWithin = guards.some(
      (g) =>
        start >= g.thenStart &&
        end <= g.thenEnd &&
        g.elseStart === undefined &&
        g.elseExit === undefined &&
        isClaim(g.test),
    );
    return (
      isWithin ||
      values.some((value) => {
        if (value.kind !== 'logical' || value.op !== '&&' || start < value.start || end > value.end) return false;
        return isClaim(value.left) && start > (values[value.left]?.end ?? end);
      })
    );
  }

  function useKind(state: Tracked, use: Use): ClaimUse['kind'] | undefined {
    if (use.kind === 'store') return use.name !== undefined && ofUser.test(use.name) ? 'keeps' : undefined;
    return checks.look(state.node, use);
  }

  return { uses, leave };
}
