/** The values of a file by kind: a question about objects does not look at ten thousand calls each time. */
import type { Facts, Value, ValueId } from './facts.ts';

export type OfKind<K extends Value['kind']> = Extract<Value, { kind: K }>;

const known = new WeakMap<Facts, Map<string, readonly ValueId[]>>();

/** The values of these kinds with their ids, in the order of the file; found once per file and list of kinds. */
export function valuesOf<K extends Value['kind']>(facts: Facts, ...kinds: K[]): [OfKind<K>, ValueId][] {
  let byKinds = known.get(facts);
  if (!byKinds) known.set(facts, (byKinds = new Map()));
  const key = kinds.join(' ');
  let ids = byKinds.get(key);
  if (!ids) byKinds.set(key, (ids = idsOf(facts, new Set<string>(kinds))));
  // What stands under these ids is of these kinds.
  return ids.map((id) => [facts.values[id] as OfKind<K>, id]);
}

function idsOf({ values }: Facts, kinds: ReadonlySet<string>): ValueId[] {
  const found: ValueId[] = [];
  values.forEach((value, id) => {
    if (kinds.has(value.kind)) found.push(id);
  });
  return found;
}
