/** What members of values were found to be: for good, or until further files or callers become known. */
import { distinct, type Origin, originId, unknown } from '../origin.ts';

/** What members are looked up of once; members of library values are worked out faster than found again. */
export type OwnerOfMembers = Exclude<Origin, { kind: 'api' | 'unknown' }>;

interface Entry {
  found: Origin[] | undefined;
  isSettled: boolean;
  isOpen: boolean;
}

const maxDepth = 60;

/** Looks members up, each once until `forget`; `growth` says whether what is looked up may find more later. */
export function createMemberMemo(
  growth: { isPossible: boolean },
  lookUp: (origin: OwnerOfMembers, name: string) => Origin[],
): { memberOf(origin: OwnerOfMembers, name: string): Origin[]; forget(): void } {
  // By kind, name and number: a text made of them cost more than most of the answers.
  const entries: Record<OwnerOfMembers['kind'], Map<string, Map<number | string, Entry>>> = {
    value: new Map(),
    function: new Map(),
    class: new Map(),
    instance: new Map(),
    type: new Map(),
    module: new Map(),
    environment: new Map(),
  };
  const provisional: Entry[] = [];
  const underway: Entry[] = [];
  let open = 0;

  function entryOf(origin: OwnerOfMembers, name: string): Entry {
    const byName = entries[origin.kind];
    let byId = byName.get(name);
    if (!byId) byName.set(name, (byId = new Map()));
    const id = originId(origin);
    let entry = byId.get(id);
    if (!entry) byId.set(id, (entry = { found: undefined, isSettled: false, isOpen: false }));
    return entry;
  }

  // Objects that spread each other, types that extend each other: a second visit says nothing new.
  function memberOf(origin: OwnerOfMembers, name: string): Origin[] {
    const entry = entryOf(origin, name);
    const soFar = entry.found;
    if (soFar && entry.isSettled) return soFar;
    if (soFar || entry.isOpen || open > maxDepth) {
      growth.isPossible = true;
      return soFar ?? unknown;
    }
    const before = growth.isPossible;
    growth.isPossible = false;
    entry.isOpen = true;
    open++;
    const found = distinct(lookUp(origin, name));
    open--;
    entry.isOpen = false;
    entry.found = found;
    // Inside a cycle an answer lacks what its beginning will add: it holds for this question only.
    if (!growth.isPossible) entry.isSettled = true;
    else (open === 0 ? provisional : underway).push(entry);
    if (open === 0) forgetAll(underway);
    growth.isPossible ||= before;
    return found;
  }

  return { memberOf, forget: () => forgetAll(provisional) };
}

function forgetAll(list: Entry[]): void {
  for (const entry of list) entry.found = undefined;
  list.length = 0;
}
