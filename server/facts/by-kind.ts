/** The values of a file by kind: a question about objects does not look at ten thousand calls each time. */
import type { Facts, Value, ValueId } from './facts.ts';

export type OfKind<K extends Value['kind']> = Extract<Value, { kind: K }>;

interface Kinds {
  ofOne: ReadonlyMap<string, readonly ValueId[]>;
  /** Of several kinds at once, in the order of the file; by the kinds, with blanks between. */
  ofSeveral: Map<string, readonly ValueId[]>;
}

const known = new WeakMap<Facts, Kinds>();
const nothing: readonly ValueId[] = [];

/** The values of these kinds with their ids, in the order of the file; found once per file and list of kinds. */
export function valuesOf<K extends Value['kind']>(facts: Facts, ...kinds: K[]): [OfKind<K>, ValueId][] {
  // What stands under these ids is of these kinds.
  return idsOf(facts, kinds).map((id) => [facts.values[id] as OfKind<K>, id]);
}

/** Visits what `valuesOf` gives, and makes no list of it: for questions to most values of a file. */
export function visitValues<K extends Value['kind']>(
  facts: Facts,
  kinds: readonly K[],
  visit: (value: OfKind<K>, id: ValueId) => void,
): void {
  for (const id of idsOf(facts, kinds)) visit(facts.values[id] as OfKind<K>, id);
}

function idsOf(facts: Facts, kinds: readonly Value['kind'][]): readonly ValueId[] {
  let ids = known.get(facts);
  if (!ids) known.set(facts, (ids = { ofOne: byKind(facts), ofSeveral: new Map() }));
  const { ofOne, ofSeveral } = ids;
  const [only] = kinds;
  if (only !== undefined && kinds.length === 1) return ofOne.get(only) ?? nothing;
  const key = kinds.join(' ');
  let found = ofSeveral.get(key);
  if (!found) {
    const wanted = kinds.flatMap((kind) => ofOne.get(kind) ?? nothing);
    ofSeveral.set(key, (found = wanted.sort((a, b) => a - b)));
  }
  return found;
}

function byKind({ values }: Facts): Map<string, ValueId[]> {
  const found = new Map<string, ValueId[]>();
  values.forEach(({ kind }, id) => {
    const ids = found.get(kind);
    if (ids) ids.push(id);
    else found.set(kind, [id]);
  });
  return found;
}
