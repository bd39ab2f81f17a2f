/** What may be asked for instead of a permission or role, in the form in which it is written. */
import { type ScopeEntry, scopeCatalog } from '../../models/scopes.ts';

/** A narrower entry of the same provider and kind, and how to write it where the other stands. */
export interface Narrower {
  entry: ScopeEntry;
  written: string;
}

/** The narrower entries that the catalogue names and knows, as a GUID where one stands; broad ones are none. */
export function narrower(entry: ScopeEntry, shown: string): Narrower[] {
  const isGuid = entry.guid !== undefined && shown.toLowerCase() === entry.guid;
  return (entry.instead ?? []).flatMap((name) => {
    const other = scopeCatalog()
      .lookup(name, entry.provider)
      .find((candidate) => candidate.provider === entry.provider && candidate.kind === entry.kind);
    if (!other || scopeCatalog().isBroad(other) || other.agentBlocked === true) return [];
    const written = isGuid ? other.guid : other.name;
    return written === undefined ? [] : [{ entry: other, written }];
  });
}
