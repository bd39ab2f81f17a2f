/** Arrow functions inside the methods of a class that read its `this`: what a library may call when the object has changed. */
import type { Facts, ValueId } from '../../facts/facts.ts';
import { oncePerFile } from '../../facts/once-per-file.ts';
import { valuesOf } from '../../facts/by-kind.ts';
import { gather } from '../../gather.ts';
import { thisGroups } from './this-groups.ts';

/** An arrow function, with a place where it reads `this`. */
export interface Deferred {
  fn: number;
  self: ValueId;
}

/** The arrow functions of a file that read `this`, by the class that it is an object of. */
export const deferredReads = oncePerFile(readsIn);

function readsIn(facts: Facts): ReadonlyMap<number, readonly Deferred[]> {
  const byClass = new Map<number, Deferred[]>();
  const groups = thisGroups(facts);
  for (const [value, self] of valuesOf(facts, 'this')) {
    // A group is followed as a whole by its first `this`: as that of a constructor it would lead to what ran before.
    if (value.cls === undefined || groups.canonical(self) === self) continue;
    for (let fn = value.owner; fn >= 0 && facts.functions[fn]?.isArrow; fn = facts.functions[fn]?.parent ?? -1)
      gather(byClass, value.cls, { fn, self });
  }
  return byClass;
}
