/** Fields that are written again, or deleted, before anybody reads them: what was there does not flow on. */
import { visitValues } from '../../facts/by-kind.ts';
import type { Facts, Value, ValueId } from '../../facts/facts.ts';
import { oncePerFile } from '../../facts/once-per-file.ts';
import { beyond, fieldName, type FieldPath, headOf, namesOf, startsWithOneOf } from '../field-path.ts';
import { type Graph, type Node, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Use } from './uses.ts';

interface Overwrite {
  name: string;
  start: number;
  end: number;
  owner: number;
}

export interface Overwrites {
  /**
   * True when `base` has the head of the path written again after offset `from` and before the use, in the function of
   * the use and on every way to it.
   */
  cuts(base: ValueId, path: FieldPath, from: number, use: Use): boolean;
}

// Methods of Headers, Map and URLSearchParams that replace or remove what is under a key.
const writing = new Set(['set', 'delete']);

// `req.headers` is another value each time it is read, and the same object.
function nameOf(facts: Facts, id: ValueId): string {
  const value = facts.values[id];
  return value?.kind === 'member' ? `${nameOf(facts, value.base)}.${value.name}` : String(id);
}

/** The stores, deletions and replacing method calls of one file; read once for all walks. */
export const overwritesOf = oncePerFile(overwritesIn);

function overwritesIn(facts: Facts): Overwrites {
  const byBase = new Map<string, Overwrite[]>();
  const names = new Set<string>();
  const written = new Map<FieldPath, boolean>();
  const add = (id: ValueId, overwrite: Overwrite): void => {
    names.add(fieldName(overwrite.name));
    const base = nameOf(facts, id);
    const list = byBase.get(base);
    if (list) list.push(overwrite);
    else byBase.set(base, [overwrite]);
  };
  for (const { base, name, start, end, owner } of facts.stores)
    if (name !== undefined) add(base, { name, start, end, owner });
  visitValues(facts, ['unary', 'call'], (value) => {
    const { start, end, owner } = value;
    if (value.kind === 'unary') {
      const target = value.op === 'delete' ? facts.values[value.value] : undefined;
      if (target?.kind === 'member') add(target.base, { name: target.name, start, end, owner });
    } else {
      const callee = facts.values[value.callee];
      if (callee?.kind !== 'member' || !writing.has(callee.name)) return;
      const name = facts.values[value.args[0]?.value ?? -1];
      if (name?.kind === 'literal' && typeof name.value === 'string') {
        add(callee.base, { name: name.value, start, end, owner });
      }
    }
  });

  return {
    cuts(base, path, from, use) {
      if (!isAnyWritten(path)) return false;
      const at = offsetOf(facts, use);
      if (at === undefined) return false;
      // `delete options.headers.authorization`, where the options as a whole go on.
      let name = nameOf(facts, base);
      for (let rest: FieldPath | undefined = path; rest; rest = beyond(rest)) {
        if (byBase.get(name)?.some((o) => isBetween(o, rest, from, at))) return true;
        name = `${name}.${headOf(rest)}`;
      }
      return false;
    },
  };

  // Asked for each use of a tracked value, and no name of most paths is written again anywhere in the file.
  function isAnyWritten(path: FieldPath): boolean {
    let answer = written.get(path);
    if (answer === undefined) written.set(path, (answer = namesOf(path).some((name) => names.has(name))));
    return answer;
  }

  function isBetween(o: Overwrite, path: FieldPath, from: number, at: { start: number; owner: number }): boolean {
    return (
      o.start > from &&
      o.end <= at.start &&
      o.owner === at.owner &&
      startsWithOneOf(path, [o.name]) &&
      runsBefore(facts, o.start, at.start)
    );
  }
}

/** True when what stands at offset `first` has run whenever what stands at `later` runs: no branch holds it alone. */
export function runsBefore(facts: Facts, first: number, later: number): boolean {
  const isIn = (start: number | undefined, end: number | undefined, offset: number): boolean =>
    start !== undefined && end !== undefined && offset >= start && offset < end;
  const isInBranchOnly = facts.guards.some(
    ({ thenStart, thenEnd, elseStart, elseEnd }) =>
      (isIn(thenStart, thenEnd, first) && !isIn(thenStart, thenEnd, later)) ||
      (isIn(elseStart, elseEnd, first) && !isIn(elseStart, elseEnd, later)),
  );
  const isInOneOnly = ({ start, end }: { start: number; end: number }): boolean =>
    isIn(start, end, first) && !isIn(start, end, later);
  return !isInBranchOnly && !facts.tries.some(isInOneOnly) && !facts.cases.some(isInOneOnly);
}

/** Where a use stands and in which function; undefined for uses that do not move the value. */
export function offsetOf(facts: Facts, use: Use): { start: number; owner: number } | undefined {
  switch (use.kind) {
    case 'argument': {
      const call = facts.values[use.call];
      return call && { start: use.start, owner: call.owner };
    }
    case 'put':
    case 'take':
    case 'spread': {
      const to = facts.values[use.to];
      return to && { start: use.kind === 'put' ? use.start : to.start, owner: to.owner };
    }
    case 'return':
      return { start: use.start, owner: use.fn };
    default:
      return undefined;
  }
}

/** True when the object literal has a later spread that is seen to hold the name too: `{ authorization: header, ...own }`. */
export function isPutOver(graph: Graph, linked: Linked, object: Node, after: number, name: string): boolean {
  const value = graph.value(object);
  if (value.kind !== 'object') return false;
  return value.properties.some((p) => {
    if (p.kind !== 'spread' || p.start < after) return false;
    const spread = graph.sibling(object, p.value);
    if (isLeftOut(graph, spread, name)) return false;
    const found = linked.resolve.origins(spread);
    return found.length > 0 && found.every((o) => o.kind === 'value' && hasField(graph.value(o.node), name));
  });
}

// `({ headers, ...rest }) => fetch(url, { headers: { ...headers, accept }, ...rest })`
function isLeftOut(graph: Graph, spread: Node, name: string): boolean {
  const value = graph.value(peeled(graph, spread));
  return value.kind === 'rest' && startsWithOneOf(name, value.omitted);
}

/** The offset where the object is declared of which the value is a field. */
export function beginning(values: readonly Value[], id: number): number {
  const value = values[id];
  return value?.kind === 'member' ? beginning(values, value.base) : (value?.start ?? 0);
}

function hasField(value: Value, name: string): boolean {
  return (
    value.kind === 'object' &&
    value.properties.some((p) => p.kind === 'value' && p.name !== undefined && startsWithOneOf(name, [p.name]))
  );
}
