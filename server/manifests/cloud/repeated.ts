/** What Terraform repeats a declaration for. */
import type { Document, Tree } from '../../documents/document.ts';
import { entriesOf, itemsOf, valueAt } from '../../documents/tree.ts';
import type { References } from './references.ts';

/** What stands there, names followed; of `each.value` all that the declaration is repeated for. */
export function valuesAt(document: Document, root: Tree, tree: Tree | undefined, { resolve }: References): Tree[] {
  if (!tree) return [];
  if (tree.kind !== 'expression' || !/^each\.(?:value|key)$/.test(tree.source)) return [resolve(document, tree)];
  const given = valueAt(root, 'for_each');
  const all = given && resolve(document, given);
  const [first] = all?.kind === 'call' && all.name === 'toset' ? all.args : [all];
  const list = first && resolve(document, first);
  return [...itemsOf(list), ...(tree.source === 'each.value' ? entriesOf(list).map(({ value }) => value) : [])];
}
