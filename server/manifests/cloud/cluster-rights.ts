/** Rights on a whole cluster of Kubernetes that are given to an agent or to a server of tools. */
import type { Tree } from '../../documents/document.ts';
import { entriesOf, itemsOf, placeOf, textOf, valueAt } from '../../documents/tree.ts';
import { isAgent } from '../container-names.ts';
import type { Recognised } from '../manifest.ts';
import type { ClusterRight } from './cloud.ts';

/** In the order of the documents; of what runs no agent others speak. */
export function clusterRightsOf(recognised: readonly Recognised[]): ClusterRight[] {
  return recognised.flatMap(({ kind, document, root }) => {
    if (kind !== 'kubernetes') return [];
    const resource = textOf(valueAt(root, 'kind'));
    const found =
      resource === 'ClusterRoleBinding' ? bound(root) : resource === 'ClusterRole' ? everything(root) : undefined;
    return found ? [{ document, at: placeOf(found), shown: textOf(found) ?? '' }] : [];
  });
}

/** Where a binding names the role that may do everything, for the account of an agent. */
function bound(root: Tree): Tree | undefined {
  const role = valueAt(root, 'roleRef.name');
  if (textOf(role) !== 'cluster-admin') return undefined;
  const accounts = itemsOf(valueAt(root, 'subjects')).filter(
    (subject) => textOf(valueAt(subject, 'kind')) === 'ServiceAccount',
  );
  const names = accounts.map((subject) => textOf(valueAt(subject, 'name')));
  return accounts.length > 0 && isAgent(undefined, ...namesOf(root), ...names) ? role : undefined;
}

/** Where a role of an agent may do everything with everything. */
function everything(root: Tree): Tree | undefined {
  if (!isAgent(undefined, ...namesOf(root))) return undefined;
  const star = (tree: Tree | undefined): Tree | undefined => itemsOf(tree).find((item) => textOf(item) === '*');
  return itemsOf(valueAt(root, 'rules'))
    .filter((rule) => star(valueAt(rule, 'apiGroups')) && star(valueAt(rule, 'resources')))
    .flatMap((rule) => star(valueAt(rule, 'verbs')) ?? [])[0];
}

function namesOf(root: Tree): (string | undefined)[] {
  const labels = entriesOf(valueAt(root, 'metadata.labels')).map(({ value }) => textOf(value));
  return [textOf(valueAt(root, 'metadata.name')), ...labels];
}
