/** What the configuration wants although it is broad. */
import type { Config } from '../config-shape.ts';
import { scopeCatalog } from '../models/scopes.ts';

/** The scopes, permissions and roles that `allow` names, by name, by id in the scope catalogue or by GUID. */
export function allowedIds({ allow = [] }: Config): ReadonlySet<string> {
  return new Set(allow.flatMap(({ id }) => [id, scopeCatalog().byGuid(id)?.id ?? id]));
}
