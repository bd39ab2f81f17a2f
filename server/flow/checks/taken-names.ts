/** Which fields of a value are read on its way, and whether a check of one of them says something of another. */
import { everything, type FieldPath, namesOf } from '../field-path.ts';
import type { Graph } from '../graph.ts';
import type { Entry, Tracked } from '../track/tracked.ts';

/** Returns what tells the names that are read along states. */
export function createTakenNames(graph: Graph) {
  // Every check is looked at for every way that passes it.
  const takenMemo = new WeakMap<Tracked, string[]>();

  /** The names that were read from the entry of the state up to it. */
  function takenUpTo(state: Tracked): string[] {
    let names = takenMemo.get(state);
    if (!names) takenMemo.set(state, (names = takenIn(unrolled(state))));
    return names;
  }

  /** Names that are read one after the other from where the value entered. */
  function takenIn(states: readonly Tracked[], own = fieldsOf(states)): string[] {
    return states.flatMap((state) => {
      const value = graph.value(state.node);
      return value.kind === 'member' && own.has(state) ? [value.name] : [];
    });
  }

  /** Where a field of the value itself is read: what the program has put into an object before is only taken out again. */
  function fieldsOf(states: readonly Tracked[]): Set<Tracked> {
    const own = new Set<Tracked>();
    let put = 0;
    states.forEach((state, at) => {
      const before = states[at - 1];
      const value = graph.value(state.node);
      if (!before) return;
      // A schema that leaves some fields of everything has put nothing into it.
      const isLeft = value.kind === 'call' && before.path === everything;
      if (!isLeft && isDeeper(state.path, before.path)) put++;
      else if (value.kind === 'member' && before.node === graph.sibling(state.node, value.base)) {
        if (put > 0) put--;
        else own.add(state);
      }
    });
    return own;
  }

  return { takenIn, takenUpTo, fieldsOf };
}

/** True where what was `checked` is what is `taken`: a check of one field says nothing of another, and one of the whole object nothing of its fields. */
export function isSameValue(entry: Entry, taken: string[], checked: string[]): boolean {
  const fixed = entry.seed ? namesOf(entry.seed.path).filter((name) => name !== '*').length : 0;
  const least = taken.length > fixed ? fixed + 1 : taken.length > 0 ? 1 : 0;
  if (checked.length < least) return false;
  return checked.slice(0, taken.length).every((name, at) => name === taken[at]);
}

/** The states of an entry that led to the last one, first to last. */
export function unrolled(last: Tracked): Tracked[] {
  const states: Tracked[] = [];
  for (let state: Tracked | undefined = last; state && state.entry === last.entry; state = state.previous)
    states.push(state);
  return states.toReversed();
}

function isDeeper(path: FieldPath, before: FieldPath): boolean {
  return path !== before && namesOf(path).length > namesOf(before).length;
}
