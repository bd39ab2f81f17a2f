/** What the names of a Python file stand for, where they are given a value once. */
import type { SyntaxNode } from '@lezer/common';

export interface PythonNames {
  /** The only value that the name has where it is read; undefined when nobody can tell. */
  valueOf(name: string, at: SyntaxNode): SyntaxNode | undefined;
  /** True when something is put into the value of the name behind its assignment. */
  isChanged(name: string): boolean;
}

const scopes = new Set(['Script', 'FunctionDefinition', 'ClassDefinition']);
/** Words before a name that is given what nobody knows, and what ends the list of such names. */
const binding: Record<string, [opens: string, closes?: string]> = {
  ForStatement: ['for', 'in'],
  WithStatement: ['as'],
  TryStatement: ['as'],
  ImportStatement: ['import'],
  ArgList: ['for', 'in'],
  ArrayComprehensionExpression: ['for', 'in'],
  DictionaryComprehensionExpression: ['for', 'in'],
  SetComprehensionExpression: ['for', 'in'],
  ComprehensionExpression: ['for', 'in'],
  ScopeStatement: ['global'],
};
const changing = new Set(['append', 'extend', 'update', 'setdefault', 'pop', 'CopyFrom', 'add', 'insert']);

type Writes = Map<string, (SyntaxNode | undefined)[]>;

/** Reads the assignments of a file. */
export function createPythonNames(top: SyntaxNode, text: string): PythonNames {
  const byScope = new Map<string, Writes>();
  const changed = new Set<string>();
  const textOf = ({ from, to }: SyntaxNode): string => text.slice(from, to);
  top.cursor().iterate(({ node }) => look(node));

  function look(node: SyntaxNode): void {
    const parent = node.parent;
    if (node.name === 'MemberExpression') return noteChange(node);
    if (node.name !== 'VariableName' || !parent) return;
    if (parent.name === 'AssignStatement') {
      if (isBefore(node, 'AssignOp')) write(node, parent.getChild(',') ? undefined : (parent.lastChild ?? undefined));
    } else if (
      parent.name === 'UpdateStatement' ||
      parent.name === 'NamedExpression' ||
      parent.name.endsWith('Pattern')
    ) {
      if (parent.firstChild?.from === node.from || parent.name.endsWith('Pattern')) write(node, undefined);
    } else if (parent.name === 'ParamList') {
      if (node.prevSibling?.name !== 'AssignOp') write(node, undefined);
    } else if (parent.name === 'FunctionDefinition' || parent.name === 'ClassDefinition') {
      if (parent.getChild('VariableName')?.from === node.from) writeIn(scopeOf(parent.parent), textOf(node), undefined);
    } else {
      const [opens, closes] = binding[parent.name] ?? [];
      if (opens !== undefined && isBehind(node, opens, closes)) write(node, undefined);
    }
  }

  // `card.security = …`, `card["security"] = …` and `scopes.append(…)`.
  function noteChange(node: SyntaxNode): void {
    const [base, last] = [node.firstChild, node.lastChild];
    const parent = node.parent;
    const isTarget =
      (parent?.name === 'AssignStatement' && isBefore(node, 'AssignOp')) ||
      (parent?.name === 'CallExpression' && last?.name === 'PropertyName' && changing.has(textOf(last)));
    let inner = base;
    while (inner?.name === 'MemberExpression') inner = inner.firstChild;
    if (isTarget && inner?.name === 'VariableName') changed.add(textOf(inner));
  }

  function write(node: SyntaxNode, value: SyntaxNode | undefined): void {
    writeIn(scopeOf(node.parent), textOf(node), value);
  }

  function writeIn(scope: SyntaxNode, name: string, value: SyntaxNode | undefined): void {
    const writes = byScope.get(keyOf(scope)) ?? new Map<string, (SyntaxNode | undefined)[]>();
    byScope.set(keyOf(scope), writes.set(name, [...(writes.get(name) ?? []), value]));
  }

  function scopeOf(node: SyntaxNode | null): SyntaxNode {
    let scope = node;
    while (scope && !scopes.has(scope.name)) scope = scope.parent;
    return scope ?? top;
  }

  function valueOf(name: string, at: SyntaxNode): SyntaxNode | undefined {
    let scope = scopeOf(at.parent);
    for (let isFirst = true; ; isFirst = false) {
      // What a class holds its methods reach through `self` only.
      const found = scope.name === 'ClassDefinition' && !isFirst ? undefined : byScope.get(keyOf(scope))?.get(name);
      if (found) return found.length === 1 && found[0]?.name !== 'AssignOp' ? found[0] : undefined;
      if (scope.name === 'Script' || !scope.parent) return undefined;
      scope = scopeOf(scope.parent);
    }
  }

  return { valueOf, isChanged: (name) => changed.has(name) };
}

// A class may begin where the file does.
function keyOf({ name, from }: SyntaxNode): string {
  return `${name}:${from}`;
}

function isBefore(node: SyntaxNode, name: string): boolean {
  for (let next = node.nextSibling; next; next = next.nextSibling) if (next.name === name) return true;
  return false;
}

function isBehind(node: SyntaxNode, opens: string, closes: string | undefined): boolean {
  for (let before = node.prevSibling; before; before = before.prevSibling) {
    if (before.name === closes) return false;
    if (before.name === opens || (opens === 'global' && before.name === 'nonlocal')) return true;
  }
  return false;
}
