/** What the configuration wants although it is broad. */
import type { Config } from '../config-shape.ts';

/** The scopes, permissions and roles that `allow` names, by name or by id in the scope catalogue. */
export function allowedIds({ allow = [] }: Config): ReadonlySet<string> {
  return new Set(allow.map(({ id }) => id));
}
