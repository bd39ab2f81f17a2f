/** The values of a file by kind: a question about objects does not look at ten thousand calls each time. */
import type { Facts, Value, ValueId } from './facts.ts';
import { oncePerFile } from './once-per-file.ts';

export type OfKind<K extends Value['kind']> = Extract<Value, { kind: K }>;

// Found once per file for all kinds.
const idsByKind = oncePerFile(byKind);
const nothing: readonly ValueId[] = [];

/** The values of these kinds with their ids, in the order of the file. */
export function valuesOf<K extends Value['kind']>(facts: Facts, ...kinds: K[]): [OfKind<K>, ValueId][] {
  const found: [OfKind<K>, ValueId][] = [];
  visitValues(facts, kinds, (value, id) => found.push([value, id]));
  return found;
}

/** Visits what `valuesOf` gives, and makes no list of it: for questions to most values of a file. */
export function visitValues<K extends Value['kind']>(
  facts: Facts,
  kinds: readonly K[],
  visit: (value: OfKind<K>, id: ValueId) => void,
): void {
  const [first] = kinds;
  // What stands under these ids is of the kind, and so is what is asked for its kind below.
  if (first !== undefined && kinds.length === 1) {
    for (const id of idsByKind(facts).get(first) ?? nothing) visit(facts.values[id] as OfKind<K>, id);
    return;
  }
  let id = 0;
  for (const value of facts.values) {
    if ((kinds as readonly Value['kind'][]).includes(value.kind)) visit(value as OfKind<K>, id);
    id++;
  }
}

function byKind({ values }: Facts): Map<Value['kind'], ValueId[]> {
  const found = new Map<Value['kind'], ValueId[]>();
  values.forEach(({ kind }, id) => {
    const ids = found.get(kind);
    if (ids) ids.push(id);
    else found.set(kind, [id]);
  });
  return found;
}
