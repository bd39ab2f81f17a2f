/** The rights that a workflow or job gives to its token. */
import type { Tree } from '../../documents/document.ts';
import { entriesOf, entryAt, placeOf, textOf } from '../../documents/tree.ts';
import type { Permissions } from './workflow.ts';

/** The rights that the map itself says; `unset` where it says none. */
export function permissionsOf(tree: Tree): Permissions {
  const entry = entryAt(tree, 'permissions');
  if (!entry) return { level: 'unset', writes: [] };
  const { value } = entry;
  const word = textOf(value);
  if (word === 'write-all') return { entry, level: 'all', writes: [{ name: 'all', at: placeOf(value) }] };
  if (word === 'read-all' || value.kind === 'null') return { entry, level: 'none', writes: [] };
  if (value.kind !== 'map') return { entry, level: 'unknown', writes: [] };
  const writes = entriesOf(value).flatMap(({ key, value: level, at }) => {
    const place = { file: at.file, start: at.start, end: level.end };
    return textOf(level) === 'write' ? [{ name: key, at: place }] : [];
  });
  // A token of identity is asked for by every login to a cloud and changes nothing in the repository.
  const changes = writes.filter(({ name }) => name !== 'id-token');
  return { entry, level: changes.length > 0 ? 'some' : 'none', writes };
}
