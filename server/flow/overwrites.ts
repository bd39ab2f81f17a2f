/** Fields that are written again, or deleted, before anybody reads them: what was there does not flow on. */
import type { Facts, ValueId } from '../facts/facts.ts';
import { type FieldPath, startsWithOneOf } from './field-path.ts';
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

/** Reads the stores and deletions of one file. */
export function overwritesOf(facts: Facts): Overwrites {
  const byBase = new Map<ValueId, Overwrite[]>();
  const add = (base: ValueId, overwrite: Overwrite): void => {
    const list = byBase.get(base);
    if (list) list.push(overwrite);
    else byBase.set(base, [overwrite]);
  };
  for (const { base, name, start, end, owner } of facts.stores)
    if (name !== undefined) add(base, { name, start, end, owner });
  for (const value of facts.values) {
    if (value.kind !== 'unary' || value.op !== 'delete') continue;
    const target = facts.values[value.value];
    if (target?.kind === 'member')
      add(target.base, { name: target.name, start: value.start, end: value.end, owner: value.owner });
  }

  // Inside a branch that the use is not in, it may not have happened.
  function isCertain(overwrite: Overwrite, at: number): boolean {
    const holds = (start: number | undefined, end: number | undefined, offset: number): boolean =>
      start !== undefined && end !== undefined && offset >= start && offset < end;
    const isInBranchOnly = facts.guards.some(
      ({ thenStart, thenEnd, elseStart, elseEnd }) =>
        (holds(thenStart, thenEnd, overwrite.start) && !holds(thenStart, thenEnd, at)) ||
        (holds(elseStart, elseEnd, overwrite.start) && !holds(elseStart, elseEnd, at)),
    );
    return (
      !isInBranchOnly && !facts.tries.some((t) => holds(t.start, t.end, overwrite.start) && !holds(t.start, t.end, at))
    );
  }

  return {
    cuts(base, path, from, use) {
      const overwrites = byBase.get(base);
      const at = overwrites && offsetOf(facts, use);
      if (!overwrites || at === undefined) return false;
      return overwrites.some(
        (o) =>
          o.start > from &&
          o.end <= at.start &&
          o.owner === at.owner &&
          startsWithOneOf(path, [o.name]) &&
          isCertain(o, at.start),
      );
    },
  };
}

function offsetOf(facts: Facts, use: Use): { start: number; owner: number } | undefined {
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
