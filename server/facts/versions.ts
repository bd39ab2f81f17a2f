/** Which assignment of a reassigned binding reaches the place that is being read; maps are copied on write. */
import type { ValueId } from './facts.ts';
import type { Binding } from './scopes.ts';
import type { Walk } from './walk.ts';

export type Versions = ReadonlyMap<Binding, ValueId>;

export const noVersions: Versions = new Map();

/** Keeps the present versions for another branch. */
export function fork(c: Walk): Versions {
  c.isShared = true;
  return c.versions;
}

/** From here on everything reads as it did when the versions were taken. */
export function restore(c: Walk, versions: Versions): void {
  c.versions = versions;
  c.isShared = true;
}

/** From here on the binding reads as `value`; without value as all that was ever assigned to it. */
export function setVersion(c: Walk, binding: Binding, value: ValueId | undefined): void {
  const own = c.isShared ? new Map(c.versions) : (c.versions as Map<Binding, ValueId>);
  if (value === undefined) own.delete(binding);
  else own.set(binding, value);
  c.versions = own;
  c.isShared = false;
}

/** Makes what flows in from several branches the present; the span is that of the statement where they meet. */
export function meet(c: Walk, branches: readonly Versions[], start: number, end: number): void {
  const [first, ...rest] = branches;
  if (!first) return;
  if (rest.every((other) => other === first)) return restore(c, first);
  const met = new Map<Binding, ValueId>();
  for (const [binding, value] of first) {
    const values = [value];
    let isKnown = true;
    for (const other of rest) {
      const found = other.get(binding);
      if (found === undefined) isKnown = false;
      else if (!values.includes(found)) values.push(found);
    }
    if (!isKnown) continue;
    met.set(binding, values.length === 1 ? value : c.add({ start, end, owner: c.owner, kind: 'choice', values }));
  }
  c.versions = met;
  c.isShared = false;
}

/** Forgets the versions of whatever is assigned somewhere within the span, as a loop or a label may run it in any order. */
export function forgetAssigned(c: Walk, start: number, end: number): void {
  for (const binding of c.versions.keys()) {
    if (c.assigned.isAssigned(binding.name, start, end, -1)) setVersion(c, binding, undefined);
  }
}
