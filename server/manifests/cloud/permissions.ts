/** Permissions of Microsoft's APIs in app manifests, Bicep, ARM, Terraform and bodies of Graph requests. */
import type { Document, Entry, TextTree, Tree } from '../../documents/document.ts';
import { entriesOf, itemsOf, pieceOf, placeOf, textOf, valueAt } from '../../documents/tree.ts';
import { type ScopeEntry, scopeCatalog } from '../../models/scopes.ts';
import type { Recognised } from '../manifest.ts';
import type { PermissionGrant } from './cloud.ts';
import { lookedUp, type Written } from './permission-names.ts';
import { blocksAt, type References, textAt } from './references.ts';
import { loopedOver, valuesAt } from './repeated.ts';

type Kind = PermissionGrant['kind'];
type Found = Omit<PermissionGrant, 'isAgent'>;

const graph = 'microsoft-graph';
const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The known permissions that the documents grant, in the order of the documents. */
export function permissionsOf(
  recognised: readonly Recognised[],
  references: References,
  declarationOf: (tree: Tree) => Entry | undefined,
): PermissionGrant[] {
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
      if (kind === 'app-role-grant') return fromRoleGrant(document, root, declarationOf(root)?.value, references);
      return kind === 'consent-grant' ? fromConsent(document, root, references) : [];
    })
    .map((grant) => ({ ...grant, isAgent: isAgent(grant.document) }));
}

function fromResourceAccess(document: Document, root: Tree, references: References): Found[] {
  const resource = valueAt(root, 'resourceAppId') ?? valueAt(root, 'resource_app_id');
  const provider = resource && providerOf(references.resolve(document, resource));
  return ['resourceAccess', 'resourceAccesses', 'resource_access'].flatMap((key) => {
    const loop = valueAt(root, key);
    const looped = loop?.kind === 'expression' && loop.source.startsWith('[') ? loop.parts : [];
    return [...blocksAt(root, key).blocks, ...looped].flatMap((item): Found[] => {
      const type = textOf(valueAt(item, 'type'))?.toLowerCase();
      const kind = type === 'role' ? 'application' : type === 'scope' ? 'delegated' : 'unknown';
      const id = valueAt(item, 'id');
      return id ? fromIds(inDynamic(document, root, item, id, loop), kind, provider, references) : [];
    });
  });
}

/** In a `dynamic` block each is called by the name of the block. */
function inDynamic(document: Document, root: Tree, item: Tree, id: Tree, loop: Tree | undefined): Written {
  const block = entriesOf(root).find(({ key, value }) => key === 'dynamic' && valueAt(value, 'content') === item);
  const name = block?.labels?.[0]?.value ?? '';
  if (!block || id.kind !== 'expression') return { document, id, root, loop };
  return { document, id: { ...id, source: id.source.replaceAll(`${name}.`, 'each.') }, root: block.value };
}

function fromRoleGrant(document: Document, root: Tree, loop: Tree | undefined, references: References): Found[] {
  const id = valueAt(root, 'appRoleId') ?? valueAt(root, 'app_role_id');
  const own = id ? fromIds({ document, id, root, loop }, 'application', graph, references) : [];
  // The permissions of an application of Terraform for one API.
  const provider = providerOf(valueAt(root, 'api_client_id') ?? root);
  const lists = [
    ['role_ids', 'application'],
    ['scope_ids', 'delegated'],
  ] as const;
  const listed = lists.flatMap(([key, kind]) =>
    itemsOf(valueAt(root, key)).flatMap((each) => fromIds({ document, id: each, root }, kind, provider, references)),
  );
  return [...own, ...listed];
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

/** An id, or all that its declaration is repeated for. */
function fromIds(written: Written, kind: Kind, provider: string | undefined, references: References): Found[] {
  const { document, id, root, loop } = written;
  const isName = id.kind === 'expression' && /^[\w.]+$/.test(id.source);
  const looped = isName ? loopedOver(document, id, loop, references) : [];
  const each = [...valuesAt(document, root, id, references), ...looped];
  return each.flatMap((found) => fromId({ ...written, id: found }, kind, provider, references));
}

function fromId(written: Written, kind: Kind, provider: string | undefined, references: References): Found[] {
  const { document, id } = written;
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
    return [grantOf(document, entry, found, own)];
  }
  const looked = lookedUp({ ...written, id: found }, references);
  if (!looked || (looked.kind !== kind && kind !== 'unknown')) return [];
  const entryOf = (name: string): ScopeEntry | undefined =>
    pick(scopeCatalog().lookup(name, provider ?? graph), looked.kind);
  const own = looked.own === undefined ? undefined : entryOf(looked.own);
  const shown = own && { document, entry: own, shown: own.name, at: placeOf(found), from: 0, to: 0, kind: looked.kind };
  const others = looked.names.flatMap((text) => {
    const entry = entryOf(text.value);
    return entry ? [grantOf(document, entry, text, looked.kind)] : [];
  });
  return shown ? [shown, ...others] : others;
}

function grantOf(document: Document, entry: ScopeEntry, text: TextTree, kind: Kind): Found {
  const { value: shown } = text;
  return { document, entry, shown, at: pieceOf(text), text, from: 0, to: shown.length, kind };
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
