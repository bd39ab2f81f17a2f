/** Statements of AWS policies, in JSON and YAML, in CloudFormation, and as Terraform writes them. */
import type { Document, Entry, Tree } from '../../documents/document.ts';
import { entriesOf, oneOrMore, textOf, valueAt, walk } from '../../documents/tree.ts';
import { embeddedJson } from '../../documents/embedded.ts';
import type { Recognised } from '../manifest.ts';
import type { PolicyStatement } from './cloud.ts';
import { constructsOf, fromConstruct, trustedPrincipals } from './constructs.ts';
import { moduleTrust } from './module-trust.ts';
import { conditionsIn, filledIn, type Follow, hasUnknown, textsAt, textsOf, toCondition } from './policy-parts.ts';
import { blocksAt, type References } from './references.ts';

/** The statements of all documents, those of policies inside texts of Terraform included. */
export function statementsOf(
  recognised: readonly Recognised[],
  documents: readonly Document[],
  declarationOf: (tree: Tree) => Entry | undefined,
  references: References,
): PolicyStatement[] {
  const toStatement = (document: Document, root: Tree, limits: boolean): PolicyStatement =>
    statementIn(document, root, limits, (tree) => references.resolve(document, tree));
  const made = new Set(
    documents.flatMap((document) => (document.syntax === 'code' ? [...constructsOf(document)] : [])),
  );
  const trees = recognised.flatMap(({ kind, document, root }) => {
    const isMeant = document.syntax !== 'code' || made.has(root) || valueAt(root, 'Effect') !== undefined;
    return kind === 'policy-statement' && isMeant ? [{ document, root }] : [];
  });
  const denied = deniedAmong(trees);
  const found = trees
    .map(({ document, root }) => toStatement(document, root, isLimit(declarationOf(root))))
    .map((statement) => (denied.has(statement.root) ? { ...statement, effect: 'unknown' as const } : statement));
  for (const document of documents) {
    if (document.syntax === 'code') found.push(...trustedPrincipals(document));
    if (document.syntax !== 'hcl' && document.syntax !== 'yaml') continue;
    for (const { key, value } of document.roots.flatMap(entriesOf))
      if (key === 'module') found.push(...moduleTrust(document, value));
    for (const top of document.roots) {
      for (const { tree } of walk(top)) {
        if (tree.kind !== 'text' || tree.style !== 'block' || !tree.value.includes('"Effect"')) continue;
        const inside = embeddedJson(tree)?.root;
        const statements = oneOrMore(valueAt(inside, 'Statement')).filter(({ kind }) => kind === 'map');
        found.push(...statements.map((root) => toStatement(document, root, isLimit(declarationOf(tree)))));
      }
    }
  }
  return found;
}

/** Settings that are named for what is denied: their effect stands where they are used. */
function deniedAmong(trees: readonly { document: Document; root: Tree }[]): Set<Tree> {
  const open = trees.filter(({ document, root }) => document.syntax === 'hcl' && valueAt(root, 'effect') === undefined);
  const roots = new Set(open.map(({ root }) => root));
  const found = new Set<Tree>();
  for (const top of new Set(open.flatMap(({ document }) => document.roots)))
    for (const { tree, entry } of walk(top)) {
      const names = entry ? [entry.key, ...(entry.labels ?? []).map(({ value }) => value)] : [];
      if (!names.some((name) => /den(?:y|ied|ies)|forbid|disallow|prohibit/i.test(name))) continue;
      for (const inner of walk(tree)) if (roots.has(inner.tree)) found.add(inner.tree);
    }
  return found;
}

function isLimit(declared: Entry | undefined): boolean {
  const words = declared?.labels?.map((label) => label.value).join(' ') ?? '';
  return /boundary|boundaries|\bscp\b|organizations_policy|_scp\b/i.test(words);
}

function statementIn(document: Document, root: Tree, limits: boolean, follow: Follow): PolicyStatement {
  const isBlocks = valueAt(root, 'Effect') === undefined;
  if (isBlocks && document.syntax === 'code') return fromConstruct(document, root, limits);
  return isBlocks && document.syntax === 'hcl'
    ? fromBlocks(document, root, limits, follow)
    : fromPolicy(document, root, limits, document.syntax === 'hcl' ? follow : undefined);
}

function fromPolicy(document: Document, root: Tree, limits: boolean, follow: Follow | undefined): PolicyStatement {
  const effect = textOf(valueAt(root, 'Effect'));
  const principal = valueAt(root, 'Principal');
  const condition = valueAt(root, 'Condition');
  const isOpen = root.kind === 'map' && root.isOpen === true;
  const isReadable = condition === undefined || condition.kind === 'map';
  return {
    document,
    root,
    effect: effect === 'Allow' || effect === 'Deny' ? effect : 'unknown',
    actions: textsAt(root, 'Action', follow),
    notActions: textsAt(root, 'NotAction', follow),
    resources: textsAt(root, 'Resource', follow ?? filledIn),
    principals:
      principal?.kind === 'text'
        ? [{ type: '*', values: textsOf(principal) }]
        : entriesOf(principal).map(({ key, value }) => ({ type: key, values: textsOf(value) })),
    hasPrincipal: principal !== undefined || valueAt(root, 'NotPrincipal') !== undefined,
    conditions: conditionsIn(condition),
    hasUnknownConditions: isOpen || !isReadable || hasUnknown(condition),
    isLimit: limits || /boundary|\bscp\b/i.test(textOf(valueAt(root, 'Sid')) ?? ''),
  };
}

function fromBlocks(document: Document, root: Tree, limits: boolean, follow: Follow): PolicyStatement {
  const effect = valueAt(root, 'effect');
  const principals = blocksAt(root, 'principals');
  const conditions = blocksAt(root, 'condition');
  const said = effect === undefined ? 'Allow' : textOf(effect);
  return {
    document,
    root,
    effect: said === 'Allow' || said === 'Deny' ? said : 'unknown',
    actions: textsAt(root, 'actions', follow),
    notActions: textsAt(root, 'not_actions', follow),
    resources: textsAt(root, 'resources', follow),
    principals: principals.blocks.map((block) => ({
      type: textOf(valueAt(block, 'type')) ?? '',
      values: textsAt(block, 'identifiers'),
    })),
    hasPrincipal: principals.blocks.length > 0 || principals.isOpen || valueAt(root, 'not_principals') !== undefined,
    conditions: conditions.blocks.flatMap((block) => toCondition(block, follow)),
    hasUnknownConditions: conditions.isOpen || conditions.blocks.some((block) => toCondition(block).length === 0),
    isLimit: limits,
  };
}
