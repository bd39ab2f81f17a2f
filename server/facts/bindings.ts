/** Names: what declares them, what they hold at a point, and what meets where branches join. */
import { ts } from 'ts-morph';
import type { TypeRef, ValueId } from './facts.ts';
import { type Binding, make, type Reader, startOf, type Versions } from './reader.ts';

/** The binding that the name means here; undefined for a global. */
export function lookup(r: Reader, name: string): Binding | undefined {
  for (let scope: Reader['scope'] | undefined = r.scope; scope; scope = scope.parent) {
    const found = scope.names.get(name);
    if (found) return found;
  }
  return undefined;
}

/** Binds the name in the current scope. */
export function declare(r: Reader, name: string, base: ValueId, isReassigned = r.assigned.has(name)): Binding {
  const binding = { base, fn: r.fn, isReassigned };
  r.scope.names.set(name, binding);
  return binding;
}

/** The value that a read of the name gives at this point. */
export function readName(r: Reader, node: ts.Node, name: string): ValueId {
  const binding = lookup(r, name);
  if (!binding) {
    if (name === 'undefined') return make(r, node, { kind: 'literal', value: undefined });
    return readGlobal(r, node, name);
  }
  if (!binding.isReassigned || binding.fn !== r.fn) return binding.base;
  return r.versions.get(binding) ?? binding.base;
}

/** The one value that stands for a global name in this file. */
export function readGlobal(r: Reader, node: ts.Node, name: string): ValueId {
  let value = r.globals.get(name);
  if (value === undefined) r.globals.set(name, (value = make(r, node, { kind: 'global', name })));
  return value;
}

/** Records an assignment to the name. */
export function assignName(r: Reader, name: string, value: ValueId): void {
  const binding = lookup(r, name);
  if (!binding) return;
  const base = r.facts.values[binding.base];
  if (base?.kind === 'variable' && value !== binding.base) base.values.push(value);
  if (binding.fn === r.fn) r.versions.set(binding, value);
}

/** Declares a variable, or completes the one that hoisting declared. */
export function declareVariable(r: Reader, node: ts.Identifier, initial: ValueId | undefined, type: TypeRef | undefined, isConst: boolean): void {
  let binding = r.scope.names.get(node.text);
  if (!binding || r.facts.values[binding.base]?.kind !== 'variable') {
    binding = declare(r, node.text, make(r, node, { kind: 'variable', name: node.text, values: [] }));
  }
  const value = r.facts.values[binding.base];
  if (value?.kind !== 'variable') return;
  value.start = startOf(r, node);
  value.end = node.end;
  if (initial !== undefined && initial !== binding.base) value.values.push(initial);
  if (type) value.type = type;
  if (isConst) value.isConst = true;
  if (binding.isReassigned && binding.fn === r.fn) {
    r.versions.set(binding, initial ?? make(r, node, { kind: 'literal', value: undefined }));
  }
}

/** What holds after two branches meet: only what both know, joined where they differ. */
export function merge(r: Reader, a: Versions, b: Versions, at: ts.Node): Versions {
  const joined: Versions = new Map();
  for (const [binding, left] of a) {
    const right = b.get(binding);
    if (right === undefined) continue;
    joined.set(binding, left === right ? left : make(r, at, { kind: 'choice', values: [left, right] }));
  }
  return joined;
}

/** Walks a loop: what it assigns is not known by place inside it, nor after it. */
export function inLoop(r: Reader, node: ts.Node, body: () => void): void {
  const names = new Set<string>();
  collectAssigned(node, names);
  const forget = (): void => {
    for (const binding of r.versions.keys()) {
      const value = r.facts.values[binding.base];
      if (value?.kind === 'variable' && names.has(value.name)) r.versions.delete(binding);
    }
  };
  forget();
  body();
  forget();
}

/** Adds every name that is assigned inside the node. */
export function collectAssigned(node: ts.Node, into: Set<string>): void {
  // A work list instead of recursion: chains of operators may be thousands deep.
  const work: ts.Node[] = [node];
  for (let at = work.pop(); at; at = work.pop()) {
    if (ts.isBinaryExpression(at)) {
      const { kind } = at.operatorToken;
      if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment) targetNames(at.left, into);
    } else if (ts.isPrefixUnaryExpression(at) || ts.isPostfixUnaryExpression(at)) {
      const isStep = at.operator === ts.SyntaxKind.PlusPlusToken || at.operator === ts.SyntaxKind.MinusMinusToken;
      if (isStep && ts.isIdentifier(at.operand)) into.add(at.operand.text);
    } else if ((ts.isForOfStatement(at) || ts.isForInStatement(at)) && !ts.isVariableDeclarationList(at.initializer)) {
      targetNames(at.initializer, into);
    }
    ts.forEachChild(at, (child) => {
      work.push(child);
    });
  }
}

function targetNames(node: ts.Node, into: Set<string>): void {
  if (ts.isIdentifier(node)) into.add(node.text);
  else if (ts.isArrayLiteralExpression(node)) node.elements.forEach((element) => targetNames(element, into));
  else if (ts.isSpreadElement(node) || ts.isParenthesizedExpression(node)) targetNames(node.expression, into);
  else if (ts.isBinaryExpression(node)) targetNames(node.left, into);
  else if (ts.isObjectLiteralExpression(node)) {
    for (const p of node.properties) {
      if (ts.isShorthandPropertyAssignment(p)) into.add(p.name.text);
      else if (ts.isPropertyAssignment(p)) targetNames(p.initializer, into);
      else if (ts.isSpreadAssignment(p)) targetNames(p.expression, into);
    }
  }
}
