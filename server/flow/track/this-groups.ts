/** All reads of `this` and `super` that mean the same object within one method, so that a flow sees them as one value. */
import { type OfKind, valuesOf } from '../../facts/by-kind.ts';
import type { Facts, ValueId } from '../../facts/facts.ts';
import { oncePerFile } from '../../facts/once-per-file.ts';
import { gather } from '../../gather.ts';

export interface ThisGroups {
  /** The `this` that stands for the group that the value belongs to; the value itself when it is in none. */
  canonical(id: ValueId): ValueId;
  /** All members of the group. */
  members(canonical: ValueId): readonly ValueId[];
  /** The groups inside a function: canonical ids. */
  within(fn: number): readonly ValueId[];
  /** The groups of a class, each with the method that holds it (-1 for field initialisers). */
  ofClass(cls: number): readonly { canonical: ValueId; fn: number }[];
  /** The method that holds the group, or -1. */
  method(canonical: ValueId): number;
}

/** The `this` and `super` values of a file by class and enclosing non-arrow function; put together once for all walks. */
export const thisGroups = oncePerFile(groupsIn);

function groupsIn(facts: Facts): ThisGroups {
  const canonicalOf = new Map<ValueId, ValueId>();
  const byKey = new Map<string, ValueId>();
  const groups = new Map<ValueId, ValueId[]>();
  const methods = new Map<ValueId, number>();
  const byFunction = new Map<number, ValueId[]>();
  const byClass = new Map<number, { canonical: ValueId; fn: number }[]>();
  // What the method itself reads stands for all: an arrow function in it may run later, when the object has changed.
  const isLater = (owner: number): boolean => facts.functions[owner]?.isArrow === true;
  const all = valuesOf(facts, 'this');
  const [later, own] = [all.filter(([{ owner }]) => isLater(owner)), all.filter(([{ owner }]) => !isLater(owner))];
  for (const [value, id] of [...own, ...later, ...parentsIn(facts)]) {
    let fn = value.owner;
    while (fn >= 0 && facts.functions[fn]?.isArrow) fn = facts.functions[fn]?.parent ?? -1;
    const cls = value.cls === undefined ? undefined : facts.classes[value.cls];
    const holder = facts.functions[fn];
    // Arrow functions in field initialisers hang outside the class: their `this` is the instance all the same.
    const isInside = holder !== undefined && (!cls || (holder.start >= cls.start && holder.end <= cls.end));
    const method = isInside ? fn : -1;
    const key = `${value.cls ?? 'none'}|${method}`;
    const first = byKey.get(key) ?? id;
    if (first === id) {
      byKey.set(key, id);
      methods.set(id, method);
      if (value.cls !== undefined) gather(byClass, value.cls, { canonical: id, fn: method });
    }
    canonicalOf.set(id, first);
    gather(groups, first, id);
    for (let at = value.owner; at >= 0; at = facts.functions[at]?.parent ?? -1) {
      const list = byFunction.get(at) ?? [];
      if (!list.includes(first)) byFunction.set(at, [...list, first]);
      if (!facts.functions[at]?.isArrow) break;
    }
  }
  return {
    canonical: (id) => canonicalOf.get(id) ?? id,
    members: (canonical) => groups.get(canonical) ?? [canonical],
    within: (fn) => byFunction.get(fn) ?? [],
    ofClass: (cls) => byClass.get(cls) ?? [],
    method: (canonical) => methods.get(canonical) ?? -1,
  };
}

// `super.method()` runs on the same object; `super(…)` calls what is no object yet.
function parentsIn(facts: Facts): [OfKind<'super'>, ValueId][] {
  const all = valuesOf(facts, 'super');
  if (all.length === 0) return all;
  const read = new Set(valuesOf(facts, 'member').map(([{ base }]) => base));
  return all.filter(([, id]) => read.has(id));
}
