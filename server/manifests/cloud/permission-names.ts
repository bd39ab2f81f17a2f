/** Names by which templates look up the id of a permission: in a list of Terraform, by a filter of Bicep. */
import type { Document, TextTree, Tree } from '../../documents/document.ts';
import { walk } from '../../documents/tree.ts';
import type { References } from './references.ts';
import { loopedOver, valuesAt } from './repeated.ts';

/** Where an id is written, and what its declaration is repeated for. */
export interface Written {
  document: Document;
  id: Tree;
  /** The map with `for_each`. */
  root: Tree;
  /** The loop of Bicep around it. */
  loop?: Tree | undefined;
}

/** What is looked up in the list of application or delegated permissions. */
export interface LookedUp {
  kind: 'application' | 'delegated';
  names: TextTree[];
  /** A name that stands in the expression itself. */
  own?: string;
}

/** The lookup that the expression is; undefined for everything else. */
export function lookedUp({ document, id, root, loop }: Written, references: References): LookedUp | undefined {
  if (id.kind !== 'expression') return undefined;
  if (document.syntax === 'bicep') return filtered(document, id, loop, references);
  // `azuread_service_principal.msgraph.app_role_ids["Mail.Send"]` names the permission.
  const [, list, index = ''] = /\b(app_role_ids|oauth2_permission_scope_ids)\[(.+)\]$/s.exec(id.source) ?? [];
  if (list === undefined) return undefined;
  const kind = list === 'app_role_ids' ? 'application' : 'delegated';
  const [, own] = /^"([\w.-]+)"$/.exec(index) ?? [];
  if (own !== undefined) return { kind, names: [], own };
  return { kind, names: texts(valuesAt(document, root, { ...id, source: index, parts: [] }, references)) };
}

/** `filter(graph.appRoles, role => role.value == 'Mail.Send')[0].id`, with the name or with that of a loop. */
function filtered(
  document: Document,
  id: Extract<Tree, { kind: 'expression' }>,
  loop: Tree | undefined,
  references: References,
): LookedUp | undefined {
  const [, list, , constant, name = ''] =
    /\bfilter\(\s*[\w.!]+\.(appRoles|oauth2PermissionScopes)\s*,\s*(\w+)\s*=>\s*\2\.value\s*==\s*(?:'([\w.-]+)'|([A-Za-z_][\w.]*))\s*\)/.exec(
      id.source,
    ) ?? [];
  if (list === undefined) return undefined;
  const kind = list === 'appRoles' ? 'application' : 'delegated';
  if (constant !== undefined)
    return { kind, names: texts([...walk(id)].map(({ tree }) => tree)).filter(({ value }) => value === constant) };
  const used: Tree = { ...id, source: name, parts: [] };
  const found = [references.resolve(document, used), ...loopedOver(document, used, loop, references)];
  return { kind, names: texts(found) };
}

function texts(trees: readonly Tree[]): TextTree[] {
  return trees.filter((tree): tree is TextTree => tree.kind === 'text');
}
