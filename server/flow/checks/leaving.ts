/** The tests of a file that decide how the program goes on: each `if` with how its sides leave, and each `switch`. */
import type { Exit, Guard, ValueId } from '../../facts/facts.ts';
import { type LoadedFile, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';

/** Returns the reader of such tests: a side that ends in a call of what never comes back leaves there. */
export function createLeaving(linked: Pick<Linked, 'targets'>): (file: LoadedFile) => readonly Guard[] {
  const memo = new Map<LoadedFile, readonly Guard[]>();

  return (file) => {
    let found = memo.get(file);
    if (!found) memo.set(file, (found = [...file.facts.guards, ...file.facts.switches].map((g) => whole(file, g))));
    return found;
  };

  function whole(file: LoadedFile, guard: Guard): Guard {
    const { thenCall, elseCall } = guard;
    if (thenCall === undefined && elseCall === undefined) return guard;
    const thenExit = guard.thenExit ?? exitOf(file, thenCall);
    const elseExit = guard.elseExit ?? exitOf(file, elseCall);
    return { ...guard, ...(thenExit ? { thenExit } : {}), ...(elseExit ? { elseExit } : {}) };
  }

  // `refuse('unknown')` of another file or of the object, which throws; `await` makes a promise that fails do the same.
  function exitOf(file: LoadedFile, stated: ValueId | undefined): Exit | undefined {
    const value = stated === undefined ? undefined : file.facts.values[stated];
    const call = value?.kind === 'await' ? value.value : stated;
    if (call === undefined) return undefined;
    const { functions } = linked.targets(nodeOf(file, call));
    const isFinal =
      functions.length > 0 && functions.every(({ fact }) => fact.isFinal && (!fact.isAsync || call !== stated));
    return isFinal ? 'throw' : undefined;
  }
}
