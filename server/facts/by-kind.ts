/** The values of a file by kind: a question about objects does not look at ten thousand calls each time. */
import type { Facts, Value, ValueId } from './facts.ts';

export type OfKind<K extends Value['kind']> = Extract<Value, { kind: K }>;

const known = new WeakMap<Facts, Map<string, readonly [Value, ValueId][]>>();

/** The values of these kinds with their ids, in the order of the file; collected once per file and list of kinds. */
export function valuesOf<K extends Value['kind']>(facts: Facts, ...kinds: K[]): readonly [OfKind<K>, ValueId][] {
  let byKinds = known.get(facts);
  if (!byKinds) known.set(facts, (byKinds = new Map()));
  const key = kinds.join(' ');
  let found = byKinds.get(key);
  if (!found) {
    const list: [Value, ValueId][] = [];
    facts.values.forEach((value, id) => {
      if ((kinds as string[]).includes(value.kind)) list.push([value, id]);
    });
    byKinds.set(key, (found = list));
  }
  // The list under a key holds values of its kinds and no others.
  return found as readonly [OfKind<K>, ValueId][];
}
