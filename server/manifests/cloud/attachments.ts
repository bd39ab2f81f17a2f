/** Managed policies of AWS where they are attached: by ARN or by name, in templates and in programs. */
import type { Document, Entry, Tree } from '../../documents/document.ts';
import { entriesOf, itemsOf, oneOrMore, pieceOf, placeOf, textOf, valueAt, walk } from '../../documents/tree.ts';
import type { Place } from '../../finding.ts';
import { type ScopeEntry, scopeCatalog } from '../../models/scopes.ts';
import type { Recognised } from '../manifest.ts';
import type { PolicyAttachment } from './cloud.ts';
import type { References } from './references.ts';
import { valuesAt } from './repeated.ts';

const provider = 'aws-managed-policy';
const arn = /^arn:(?:aws[\w-]*|\$\{[^}]*\}):iam::aws:policy\//;
// Keys of roles, users and functions under which policies are named; a boundary gives nothing.
const attaching = /^(?:policy_?arns?|managed_?policy_?arns?|managed_?policies|iam_?managed_?policies|policies)$/i;

/** The known managed policies that the documents attach, in the order of the documents. */
export function attachmentsOf(
  recognised: readonly Recognised[],
  documents: readonly Document[],
  references: References,
): PolicyAttachment[] {
  const templates = new Set(recognised.flatMap(({ kind, document }) => (kind === 'cloudformation' ? [document] : [])));
  const direct = documents.flatMap((document) => {
    const isRead = document.syntax === 'hcl' || document.syntax === 'code' || templates.has(document);
    return isRead ? inDocument(document) : [];
  });
  return [...direct, ...byName(documents, references)];
}

/** Those of Terraform that stand elsewhere: in locals, in what a resource is repeated for, in what is looked up by its name. */
function byName(documents: readonly Document[], references: References): PolicyAttachment[] {
  const seen = new Set<Tree>();
  const holding = new Map(documents.map((document) => [document.file, document]));
  return documents.flatMap((document) =>
    (document.syntax === 'hcl' ? document.roots.flatMap(entriesOf) : []).flatMap(({ key, labels, value: root }) =>
      ((key === 'resource' && !isOfPeople(labels)) || key === 'module' ? entriesOf(root) : [])
        .filter((entry) => attaching.test(entry.key))
        .flatMap(({ value }) => [value, ...itemsOf(value)])
        .filter(({ kind }) => kind === 'expression')
        .flatMap((tree) => valuesAt(document, root, tree, references))
        .flatMap((found) => oneOrMore(found))
        .flatMap((found) => references.resolve(document, found))
        .flatMap((found): PolicyAttachment[] => {
          const text = lookedUp(found, document, documents) ?? found;
          const name = textOf(text);
          const owner = holding.get(text.file);
          if (text.kind !== 'text' || name === undefined || !owner || seen.has(text)) return [];
          seen.add(text);
          const policy = text === found && !arn.test(name) ? undefined : known(name.replace(arn, ''), pieceOf(text));
          return policy ? [{ document: owner, ...policy, isConditional: false }] : [];
        }),
    ),
  );
}

// A program takes a role; people are in groups.
function isOfPeople(labels: Entry['labels']): boolean {
  return labels?.[0]?.value.startsWith('aws_iam_group') === true;
}

/** `data.aws_iam_policy.admin.arn`: the name or the ARN by which the data source finds it. */
function lookedUp(tree: Tree, { file }: Document, documents: readonly Document[]): Tree | undefined {
  const [, wanted] = (tree.kind === 'expression' && /^data\.aws_iam_policy\.(\w+)\.arn$/.exec(tree.source)) || [];
  if (wanted === undefined) return undefined;
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  for (const other of documents) {
    if (other.syntax !== 'hcl' || other.file.slice(0, other.file.lastIndexOf('/') + 1) !== folder) continue;
    for (const { key, labels: [type, name] = [], value } of other.roots.flatMap(entriesOf))
      if (key === 'data' && type?.value === 'aws_iam_policy' && name?.value === wanted)
        return valueAt(value, 'arn') ?? valueAt(value, 'name');
  }
  return undefined;
}

function inDocument(document: Document): PolicyAttachment[] {
  const seen = new Set<Tree>();
  const chosen = new Set<Tree>();
  const found: PolicyAttachment[] = [];
  for (const root of document.roots) {
    for (const { labels, value } of document.syntax === 'hcl' ? entriesOf(root) : [])
      if (isOfPeople(labels)) for (const inner of walk(value)) seen.add(inner.tree);
    for (const { tree, path } of walk(root)) {
      if (seen.has(tree)) continue;
      seen.add(tree);
      if (tree.kind === 'call' && tree.name === 'If') for (const inner of walk(tree)) chosen.add(inner.tree);
      const named = attached(tree, path, document);
      if (named) found.push({ document, ...named, isConditional: chosen.has(tree) || path.includes('Fn::If') });
    }
  }
  return found;
}

function attached(
  tree: Tree,
  path: readonly string[],
  document: Document,
): Omit<PolicyAttachment, 'document' | 'isConditional'> | undefined {
  if (tree.kind === 'call') {
    const [name] = tree.args;
    return tree.name === 'fromAwsManagedPolicyName' && name?.kind === 'text'
      ? known(name.value, pieceOf(name))
      : undefined;
  }
  // Functions of CloudFormation stand between the key and the text.
  const key = path.findLast((part) => part !== '' && !part.startsWith('Fn::') && !/^\d+$/.test(part)) ?? '';
  if (!attaching.test(key)) return undefined;
  if (tree.kind === 'expression' && document.syntax === 'code') {
    // An enumeration of the SDK: `aws.iam.ManagedPolicy.AdministratorAccess`.
    const [, name] = /\bManagedPolic(?:y|ies)\.(\w+)$/.exec(tree.source) ?? [];
    return name === undefined ? undefined : known(name, placeOf(tree));
  }
  const text = textOf(tree);
  // SAM takes names of its own policy templates, too, which are maps.
  const isName = key === 'Policies' && text !== undefined && /^[A-Z]\w+$/.test(text);
  return tree.kind === 'text' && text !== undefined && (arn.test(text) || isName)
    ? known(text.replace(arn, ''), pieceOf(tree))
    : undefined;
}

function known(name: string, at: Place): { entry: ScopeEntry; shown: string; at: Place } | undefined {
  const [entry] = scopeCatalog().lookup(`arn:aws:iam::aws:policy/${name}`, provider);
  return entry?.provider === provider ? { entry, shown: name, at } : undefined;
}
