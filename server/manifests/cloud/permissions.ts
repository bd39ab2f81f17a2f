/** Permissions of Microsoft's APIs in app manifests, Bicep, ARM, Terraform and bodies of Graph requests. */
import type { Document, TextTree, Tree } from '../../documents/document.ts';
import { itemsOf, pieceOf, placeOf, textOf, valueAt } from '../../documents/tree.ts';
import { type ScopeEntry, scopeCatalog } from '../../models/scopes.ts';
import type { Recognised } from '../manifest.ts';
import type { PermissionGrant } from './cloud.ts';
import { blocksAt, type References, textAt } from './references.ts';

type Kind = PermissionGrant['kind'];
type Found = Omit<PermissionGrant, 'isAgent'>;

const graph = 'microsoft-graph';
const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The known permissions that the documents grant, in the order of the documents. */
export function permissionsOf(recognised: readonly Recognised[], references: References): PermissionGrant[] {
  const agents = recognised.filter(({ kind }) => kind === 'agent-project');
  const isAgent = (document: Document): boolean =>
    agents.some(
      (agent) =>
        agent.document === document ||
        (agent.document.file.endsWith('package.json') &&
          document.file.startsWith(agent.document.file.slice(0, -'package.json'.length))),
    );
  return recognised
    .flatMap(({ kind, document, root }): Found[] => {
      if (kind === 'resource-access') return fromResourceAccess(document, root, references);
      if (kind === 'app-role-grant') return fromRoleGrant(document, root, references);
      return kind === 'consent-grant' ? fromConsent(document, root, references) : [];
    })
    .map((grant) => ({ ...grant, isAgent: isAgent(grant.document) }));
}

function fromResourceAccess(document: Document, root: Tree, references: References): Found[] {
  const resource = valueAt(root, 'resourceAppId') ?? valueAt(root, 'resource_app_id');
  const provider = resource && providerOf(references.resolve(document, resource));
  const items = ['resourceAccess', 'resourceAccesses', 'resource_access'].flatMap((key) => blocksAt(root, key).blocks);
  return items.flatMap((item): Found[] => {
    const type = textOf(valueAt(item, 'type'))?.toLowerCase();
    const kind = type === 'role' ? 'application' : type === 'scope' ? 'delegated' : 'unknown';
    const id = valueAt(item, 'id');
    return id ? fromId(document, id, kind, provider, references) : [];
  });
}

function fromRoleGrant(document: Document, root: Tree, references: References): Found[] {
  const id = valueAt(root, 'appRoleId') ?? valueAt(root, 'app_role_id');
  return id ? fromId(document, id, 'application', graph, references) : [];
}

function fromConsent(document: Document, root: Tree, references: References): Found[] {
  const scope = textAt(root, 'scope');
  const values = valueAt(root, 'claim_values');
  const texts = values ? itemsOf(references.resolve(document, values)) : [];
  return [...(scope ? [scope] : []), ...texts].flatMap((text) =>
    text.kind === 'text' ? named(document, text, 'delegated') : [],
  );
}

/** Every scope of a text that lists them with blanks between. */
function named(document: Document, text: TextTree, kind: Kind): Found[] {
  return [...text.value.matchAll(/\S+/g)].flatMap(({ 0: name, index: from }) => {
    const to = from + name.length;
    const entry = pick(scopeCatalog().lookup(name, graph), kind);
    return entry ? [{ document, entry, shown: name, at: pieceOf(text, from, to), text, from, to, kind }] : [];
  });
}

function fromId(
  document: Document,
  id: Tree,
  kind: Kind,
  provider: string | undefined,
  references: References,
): Found[] {
  const found = references.resolve(document, id);
  if (found.kind === 'text') {
    const isGuid = guid.test(found.value);
    if (!isGuid && (provider === undefined || !/^[A-Z]\w*(?:[.-]\w+)+$/.test(found.value))) return [];
    const known = isGuid ? scopeCatalog().byGuid(found.value) : undefined;
    // The id of a permission is that of its kind, too.
    const own =
      kind === 'unknown' && known?.kind === 'delegated'
        ? 'delegated'
        : kind === 'unknown' && known
          ? 'application'
          : kind;
    const entry = pick(isGuid ? (known ? [known] : []) : scopeCatalog().lookup(found.value, provider), own);
    if (!entry) return [];
    const to = found.value.length;
    return [{ document, entry, shown: found.value, at: pieceOf(found), text: found, from: 0, to, kind: own }];
  }
  // `azuread_service_principal.msgraph.app_role_ids["Mail.Send"]` names the permission.
  const source = found.kind === 'expression' ? found.source : '';
  const [, list, name = ''] = /\b(app_role_ids|oauth2_permission_scope_ids)\["([\w.-]+)"\]$/.exec(source) ?? [];
  if (list === undefined) return [];
  const own = list === 'app_role_ids' ? 'application' : 'delegated';
  const entry =
    own === kind || kind === 'unknown' ? pick(scopeCatalog().lookup(name, provider ?? graph), own) : undefined;
  return entry ? [{ document, entry, shown: name, at: placeOf(found), from: 0, to: 0, kind: own }] : [];
}

/** The heaviest entry of the kind; the lightest of both where the kind is not known. */
function pick(entries: readonly ScopeEntry[], kind: Kind): ScopeEntry | undefined {
  const permissions = entries.filter((entry) => entry.kind === 'application' || entry.kind === 'delegated');
  if (kind !== 'unknown') return permissions.find((entry) => entry.kind === kind);
  const isBoth = new Set(permissions.map((entry) => entry.kind)).size === 2;
  return isBoth ? permissions.at(-1) : undefined;
}

function providerOf(resource: Tree): string | undefined {
  if (resource.kind === 'expression') return /microsoft_?graph\b/i.test(resource.source) ? graph : undefined;
  const name = textOf(resource)?.toLowerCase() ?? '';
  if (name === 'microsoft graph' || name === 'microsoftgraph') return graph;
  return scopeCatalog().entries.find((entry) => entry.resource === name)?.provider;
}
