/** The parts of a statement of an AWS policy: lists of texts, and conditions, as a map or one by one. */
import type { TextTree, Tree } from '../../documents/document.ts';
import { entriesOf, oneOrMore, valueAt } from '../../documents/tree.ts';
import type { PolicyCondition, TextValues } from './cloud.ts';
import { textAt } from './references.ts';

const none: TextValues = { texts: [], isOpen: false };

/** What a name stands for; the tree itself where it is none. */
export type Follow = (tree: Tree) => Tree;

/** The texts under a key. */
export function textsAt(tree: Tree, key: string, follow?: Follow): TextValues {
  const found = valueAt(tree, key);
  return found ? textsOf(found, follow) : none;
}

/** The text or the texts of a list. */
export function textsOf(tree: Tree, follow: Follow = (same) => same): TextValues {
  const whole = follow(tree);
  const isJoined = whole.kind === 'call' && /^(?:concat|distinct|setunion|compact)$/.test(whole.name);
  const lists = isJoined ? whole.args.map(follow) : [whole];
  const values = lists.flatMap(oneOrMore).map(follow);
  const texts = values.filter((value): value is TextTree => value.kind === 'text');
  return { texts, isOpen: texts.length < values.length };
}

/** The text that CloudFormation fills in: `!Sub arn:…` in both ways to write it. */
export function filledIn(tree: Tree): Tree {
  const given = tree.kind === 'call' && tree.name === 'Sub' ? tree.args[0] : valueAt(tree, 'Fn::Sub');
  const text = given?.kind === 'list' ? given.items[0] : given;
  return text?.kind === 'text' ? text : tree;
}

/** Of a map of operators, each with a map of keys. */
export function conditionsIn(condition: Tree | undefined): PolicyCondition[] {
  return entriesOf(condition).flatMap(({ key: operator, value }) =>
    entriesOf(value).map(({ key, at, value: values }) => ({ operator, key, at, values: textsOf(values) })),
  );
}

/** True when such a map may hold more than can be read. */
export function hasUnknown(condition: Tree | undefined): boolean {
  return [condition, ...entriesOf(condition).map((entry) => entry.value)].some(
    (tree) => tree !== undefined && (tree.kind !== 'map' || tree.isOpen === true || hasIntrinsic(tree)),
  );
}

function hasIntrinsic(tree: Tree): boolean {
  return entriesOf(tree).some(({ key }) => key.startsWith('Fn::') || key === 'Ref');
}

/** A block of its own for one condition. */
export function toCondition(block: Tree, follow?: Follow): PolicyCondition[] {
  const operator = textAt(block, 'test');
  const variable = textAt(block, 'variable');
  if (!operator || !variable) return [];
  const values = textsAt(block, 'values', follow);
  return [{ operator: operator.value, operatorText: operator, key: variable.value, at: variable, values }];
}
