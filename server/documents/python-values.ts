/** Expressions of Python as trees; what is no constant is an expression that holds the values inside it. */
import type { SyntaxNode } from '@lezer/common';
import type { Place } from '../finding.ts';
import type { Entry, MapTree, Tree } from './document.ts';
import { createPythonMaps, type Inner } from './python-maps.ts';
import type { PythonNames } from './python-names.ts';
import { childrenOf, isPositional } from './python-nodes.ts';
import { readPythonText } from './python-texts.ts';
import { scalarOf } from './tree.ts';

const deepest = 40;
/** Values that the names of a file may stand for in all, each with what is in it. */
const mostFollowed = 20_000;
/** Calls that give back what they are given. */
const transparent = new Set([
  'AnyUrl',
  'AnyHttpUrl',
  'HttpUrl',
  'SecretStr',
  'str',
  'list',
  'tuple',
  'set',
  'frozenset',
]);

export interface PythonValues {
  /** One tree for one node, however often it is read. */
  toTree(node: SyntaxNode): Tree;
  /** The value that a name is given; open where something is put into it behind that. */
  assigned(name: string, node: SyntaxNode): Tree;
  /** What a list of arguments gives by name. */
  toMap(list: SyntaxNode | null, whole: SyntaxNode): MapTree;
}

/** The trees of one file. */
export function createPythonValues(file: string, text: string, names: PythonNames): PythonValues {
  const { ofDictionary, ofArguments } = createPythonMaps(file, text);
  const known = new Map<number, Tree>();
  const busy = new Set<number>();
  const sizes = new WeakMap<Tree, number>();
  let followed = 0;

  function sizeOf(tree: Tree): number {
    const size = sizes.get(tree) ?? 1 + below(tree).reduce((sum, inner) => sum + sizeOf(inner), 0);
    sizes.set(tree, size);
    return size;
  }

  function toTree(node: SyntaxNode, depth = 0): Tree {
    // No value stands where another one begins and ends.
    const key = node.from * 0x4000000 + node.to;
    const made = known.get(key);
    if (made) return made;
    // A name that leads back to what it stands in is no value.
    if (depth > deepest || busy.has(key)) return expression(node);
    busy.add(key);
    const tree = built(node, depth);
    busy.delete(key);
    known.set(key, tree);
    return tree;
  }

  function built(node: SyntaxNode, depth: number): Tree {
    const inner = (other: SyntaxNode | null | undefined): Tree => (other ? toTree(other, depth + 1) : expression(node));
    const parts = childrenOf(node);
    switch (node.name) {
      case 'String':
      case 'FormatString':
      case 'ContinuedString':
        return readPythonText(file, text, node, (hole) => scalarOf(inner(hole))) ?? expression(node);
      case 'Number':
        return ofNumber(node, 1);
      case 'Boolean':
        return { ...at(node), kind: 'boolean', value: textOf(node) === 'True' };
      case 'None':
        return { ...at(node), kind: 'null' };
      case 'ArrayExpression':
      case 'TupleExpression':
      case 'SetExpression':
        return { ...at(node), kind: 'list', isFlow: true, items: parts.map((part) => spread(part, inner)) };
      case 'DictionaryExpression':
        return ofDictionary(node, inner);
      case 'ParenthesizedExpression':
      case 'AwaitExpression':
        return inner(parts[0]);
      case 'CallExpression':
        return ofCall(node, inner);
      case 'VariableName':
        return ofName(node, inner);
      case 'MemberExpression':
        return ofMember(node, inner);
      case 'UnaryExpression':
        return parts[1]?.name === 'Number' && textOf(node).startsWith('-') ? ofNumber(parts[1], -1) : expression(node);
      case 'BinaryExpression':
        return ofBinary(node, parts, inner);
      case 'ConditionalExpression':
        return expression(node, [parts[0], parts[2]].map(inner));
      case 'LambdaExpression':
        return expression(node, parts.slice(-1).map(inner));
      default:
        return node.name.endsWith('ComprehensionExpression')
          ? expression(node, parts.slice(0, 2).map(inner))
          : expression(node);
    }
  }

  function ofNumber(node: SyntaxNode, sign: number): Tree {
    const value = Number(textOf(node).replaceAll('_', ''));
    return Number.isNaN(value) ? expression(node) : { ...at(node), kind: 'number', value: sign * value };
  }

  function spread(node: SyntaxNode, inner: Inner): Tree {
    return node.prevSibling?.name === '*' ? expression(node, [inner(node)]) : inner(node);
  }

  function ofCall(node: SyntaxNode, inner: Inner): Tree {
    const [callee, list = null] = childrenOf(node);
    const last = callee?.name === 'MemberExpression' ? callee.lastChild : callee;
    const name = last ? textOf(last) : '';
    const given = ofArguments(list, node, inner);
    const others = list ? childrenOf(list).filter((part) => isPositional(part)) : [];
    if (name === 'dict' && others.length === 0) return given;
    const [only] = others;
    if (transparent.has(name) && others.length === 1 && given.entries.length === 0) return inner(only);
    const args = [
      ...others.map((part) => spread(part, inner)),
      ...(given.entries.length > 0 || given.isOpen ? [given] : []),
    ];
    const on = callee?.name === 'MemberExpression' ? inner(callee.firstChild) : undefined;
    return { ...at(node), kind: 'call', name, args, callee: callee ? at(callee) : at(node), ...(on ? { on } : {}) };
  }

  function ofName(node: SyntaxNode, inner: Inner): Tree {
    const name = textOf(node);
    const value = names.valueOf(name, node);
    if (!value) return expression(node);
    const tree = inner(value);
    // A name that is read often would repeat its value as often.
    if (tree.kind !== 'text' && (followed += sizeOf(tree)) > mostFollowed) return expression(node);
    return tree;
  }

  function assigned(name: string, node: SyntaxNode): Tree {
    const tree = toTree(node);
    if (!names.isChanged(name)) return tree;
    if (tree.kind === 'map') tree.isOpen = true;
    if (tree.kind === 'call') for (const arg of tree.args) if (arg.kind === 'map') arg.isOpen = true;
    return tree;
  }

  function ofMember(node: SyntaxNode, inner: Inner): Tree {
    const base = inner(node.firstChild);
    const last = childrenOf(node).at(-1);
    const key =
      last?.name === 'PropertyName' ? textOf(last) : last?.name === 'String' ? scalarOf(inner(last)) : undefined;
    const found: Entry | undefined =
      base.kind === 'map' ? base.entries.findLast((entry) => entry.key === key) : undefined;
    return found && base.kind === 'map' && !base.isOpen ? found.value : expression(node);
  }

  function ofBinary(node: SyntaxNode, parts: SyntaxNode[], inner: Inner): Tree {
    const [left, right] = [inner(parts[0]), inner(parts.at(-1))];
    const operator = text.slice(parts[0]?.to ?? node.from, parts.at(-1)?.from ?? node.from).trim();
    if (operator !== '+') return expression(node, [left, right]);
    if (left.kind === 'list' && right.kind === 'list')
      return { ...at(node), kind: 'list', isFlow: true, items: [...left.items, ...right.items] };
    if (left.kind !== 'text' && right.kind !== 'text') return expression(node, [left, right]);
    const [a, b] = [left, right].map((side) => (side.kind === 'text' ? side.value : '${}'));
    const isTemplate = [left, right].some((side) => side.kind !== 'text' || side.isTemplate === true);
    const inside = { start: node.from, end: node.to };
    return {
      ...at(node),
      kind: 'text',
      value: `${a ?? ''}${b ?? ''}`,
      inner: inside,
      style: 'double',
      offsets: [],
      ...(isTemplate ? { isTemplate: true as const } : {}),
    };
  }

  function expression(node: SyntaxNode, parts: Tree[] = []): Tree {
    return {
      ...at(node),
      kind: 'expression',
      source: text.slice(node.from, Math.min(node.to, node.from + 200)),
      parts,
    };
  }

  function textOf({ from, to }: SyntaxNode): string {
    return text.slice(from, to);
  }

  function at({ from, to }: SyntaxNode): Place {
    return { file, start: from, end: to };
  }

  return {
    toTree,
    toMap: (list, whole) => ofArguments(list, whole, (node) => (node ? toTree(node) : expression(whole))),
    assigned,
  };
}

function below(tree: Tree): Tree[] {
  if (tree.kind === 'map') return tree.entries.map(({ value }) => value);
  if (tree.kind === 'list') return tree.items;
  if (tree.kind === 'call') return tree.on ? [tree.on, ...tree.args] : tree.args;
  return tree.kind === 'expression' ? tree.parts : [];
}
