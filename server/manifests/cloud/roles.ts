/** Roles given to somebody: Azure and directory roles in Bicep, ARM and Terraform, roles of Google Cloud in Terraform. */
import type { Document, Entry, TextTree, Tree } from '../../documents/document.ts';
import { entriesOf, oneOrMore, pieceOf, textOf, valueAt } from '../../documents/tree.ts';
import { type ScopeEntry, scopeCatalog } from '../../models/scopes.ts';
import type { Recognised } from '../manifest.ts';
import type { RoleGrant } from './cloud.ts';
import { type CallContext, contextsOf, type ModuleCall } from './module-calls.ts';
import { isBeside, type References } from './references.ts';
import { azureReach, codeReach, directoryReach, firstArgument } from './role-reach.ts';
import { loopedOver, valuesAt, valuesGiven } from './repeated.ts';

interface Found {
  entry: ScopeEntry;
  shown: string;
  text: TextTree;
  from: number;
  to: number;
}

type DeclarationOf = (tree: Tree) => Entry | undefined;

/** The known roles that the documents give, in the order of the documents. */
export function rolesOf(
  recognised: readonly Recognised[],
  references: References,
  declarationOf: DeclarationOf,
  callsOf: (document: Document) => readonly ModuleCall[],
): RoleGrant[] {
  const roots = recognised.filter(({ kind }) => kind === 'role-grant');
  const isRoot = new Set(roots.map(({ root }) => root));
  const inner = new Set(roots.map(({ root }) => valueAt(root, 'properties')));
  return roots.flatMap(({ document, root }) => {
    if (inner.has(root)) return [];
    const declared = declarationOf(root);
    const type = declared?.labels?.[0]?.value ?? '';
    const isGoogle = type.startsWith('google_') || (valueAt(root, 'role') !== undefined && document.syntax === 'code');
    const contexts = contextsOf(document, callsOf, references).filter(({ call }) => !isRoot.has(call.params));
    const grants = isGoogle
      ? fromGoogle(document, root, type, references, contexts)
      : type.startsWith('azuread_directory_role')
        ? [fromDirectory(document, root, references, declarationOf)]
        : fromAzure(document, root, references, declared, contexts);
    return grants.flatMap((grant) =>
      grant ? [{ document, ...grant, at: pieceOf(grant.text, grant.from, grant.to) }] : [],
    );
  });
}

type Partial = Omit<RoleGrant, 'document' | 'at' | 'text'> & { text: TextTree; document?: Document };

function fromAzure(
  document: Document,
  root: Tree,
  references: References,
  declared: Entry | undefined,
  contexts: readonly CallContext[],
): (Partial | undefined)[] {
  const inside = valueAt(root, 'properties') ?? root;
  const id = valueAt(inside, 'roleDefinitionId') ?? valueAt(inside, 'role_definition_id');
  const name = valueAt(inside, 'role_definition_name') ?? valueAt(inside, 'roleDefinitionName');
  const known = id
    ? [id, ...loopedOver(document, id, declared?.value, references)].flatMap(
        (each) => byGuid(document, each, references) ?? [],
      )
    : [];
  const own =
    known.length > 0 ? known : valuesAt(document, root, name, references).map((role) => byName(role, 'azure-rbac'));
  const given = contexts.flatMap((context): Partial[] => {
    const inCall = context.caller.within(context.call);
    const named = name ? valuesGiven(document, root, name, context).map((role) => byName(role, 'azure-rbac')) : [];
    return [id && byGuid(document, id, inCall), ...named].flatMap((found) =>
      found ? fromCaller(document, ofAzure(document, root, found, declared, inCall), context) : [],
    );
  });
  return [...own.map((found) => found && ofAzure(document, root, found, declared, references)), ...given];
}

/** What a call gives; what the template says itself was found there. */
function fromCaller(document: Document, grant: Partial, { callers }: CallContext): Partial[] {
  if (isBeside(document, grant.text)) return [];
  const holder = callers.find(({ file }) => file === grant.text.file) ?? callers[0];
  return holder ? [{ ...grant, document: holder }] : [];
}

function ofAzure(
  document: Document,
  root: Tree,
  found: Found,
  declared: Entry | undefined,
  { resolve }: References,
): Partial {
  const inside = valueAt(root, 'properties') ?? root;
  const type = declared?.labels?.map((label) => label.value).join(' ') ?? textOf(valueAt(root, 'type')) ?? '';
  const isDirectory = found.entry.kind === 'directory-role';
  const condition = valueAt(inside, 'condition');
  const whose = valueAt(inside, 'principalType') ?? valueAt(inside, 'principal_type');
  const person = whose && textOf(resolve(document, whose))?.toLowerCase();
  return {
    ...found,
    reach: isDirectory
      ? directoryReach(inside)
      : document.syntax === 'code'
        ? codeReach(valueAt(inside, 'scope') ?? firstArgument(declared))
        : azureReach(document, root, type, resolve),
    isConditioned: condition !== undefined && condition.kind !== 'null',
    isEligible: /eligib/i.test(type),
    isForPeople: person === 'user' || person === 'group',
  };
}

function byGuid(document: Document, id: Tree, references: References): Found | undefined {
  const found = references.textsIn(document, id).flatMap((text) =>
    [...text.value.matchAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi)].flatMap(({ 0: shown, index: from }) => {
      const entry = scopeCatalog().byGuid(shown);
      const isRole = entry?.kind === 'rbac-role' || entry?.kind === 'directory-role';
      return entry && isRole ? [{ entry, shown, text, from, to: from + shown.length }] : [];
    }),
  );
  return found.length === 1 ? found[0] : undefined;
}

function byName(name: Tree, provider: string): Found | undefined {
  if (name.kind !== 'text') return undefined;
  const [entry] = scopeCatalog().lookup(name.value, provider);
  return entry && entry.provider === provider
    ? { entry, shown: name.value, text: name, from: 0, to: name.value.length }
    : undefined;
}

// In code the names of classes say little: `gcp.projects.IAMMember`, `new IAMMember`.
function levelOf(root: Tree): string | undefined {
  if (valueAt(root, 'orgId')) return 'organization';
  return valueAt(root, 'folder') ? 'folder' : valueAt(root, 'project') ? 'project' : undefined;
}

// `azuread_directory_role.helpdesk.template_id` leads to the resource that names the role.
function fromDirectory(
  document: Document,
  root: Tree,
  references: References,
  declarationOf: DeclarationOf,
): Partial | undefined {
  const id = valueAt(root, 'role_id');
  const source = id?.kind === 'expression' ? id.source : '';
  const [, wanted] = /^azuread_directory_role\.(\w+)\./.exec(source) ?? [];
  const role = entriesOf(document.roots[0]).find(
    ({ key, labels: [type, name] = [] }) =>
      key === 'resource' && type?.value === 'azuread_directory_role' && name?.value === wanted,
  );
  const name = valueAt(role?.value, 'display_name');
  const template = valueAt(role?.value, 'template_id') ?? id;
  const found =
    (template && byGuid(document, template, references)) ??
    (name && byName(references.resolve(document, name), 'entra-directory-role'));
  const isEligible = /eligib/.test(declarationOf(root)?.labels?.[0]?.value ?? '');
  return found && { ...found, reach: directoryReach(root), isConditioned: false, isEligible, isForPeople: false };
}

function fromGoogle(
  document: Document,
  root: Tree,
  type: string,
  references: References,
  contexts: readonly CallContext[],
): Partial[] {
  const tree = valueAt(root, 'role');
  const given = contexts.flatMap((context) =>
    (tree ? valuesGiven(document, root, tree, context) : [])
      .flatMap((role) => ofGoogle(root, type, role) ?? [])
      .flatMap((grant) => fromCaller(document, grant, context)),
  );
  return [...valuesAt(document, root, tree, references).flatMap((role) => ofGoogle(root, type, role) ?? []), ...given];
}

function ofGoogle(root: Tree, type: string, role: Tree): Partial | undefined {
  const [, level] = /^google_(project|folder|organization|\w+?)_iam_(?:member|binding)$/.exec(type) ?? [
    '',
    levelOf(root),
  ];
  const found = level === undefined ? undefined : byName(role, 'gcp-iam');
  if (!found) return undefined;
  const members = oneOrMore(valueAt(root, 'member') ?? valueAt(root, 'members'));
  const reach = { project: 'subscription', folder: 'management-group', organization: 'tenant' } as const;
  return {
    ...found,
    reach: level === 'project' || level === 'folder' || level === 'organization' ? reach[level] : 'resource',
    isConditioned: valueAt(root, 'condition') !== undefined,
    isEligible: false,
    isForPeople: members.every((member) => /^(?:user|group|domain):/.test(textOf(member) ?? '')),
  };
}
