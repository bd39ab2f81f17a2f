/** Functions of every form: their facts, parameters and bodies. */
import { ts } from 'ts-morph';
import { walkStatements } from './blocks.ts';
import { expression, type NameHint } from './dispatch.ts';
import type { ClassId, FunctionFact, FunctionId, Value, ValueId } from './facts.ts';
import { namingNode } from './hints.ts';
import { hoist, hoistVars } from './hoist.ts';
import { hasModifier, staticName, textOf } from './names.ts';
import { bindName } from './patterns.ts';
import { bind, declareParam, Scope } from './scopes.ts';
import { typeRef } from './types.ts';
import { noVersions } from './versions.ts';
import { argument, unknown, type Walk, withDefault } from './walk.ts';

const { SyntaxKind } = ts;

export type FunctionNode = ts.FunctionLikeDeclaration;

/** Gives the function an id and a value before its body is read. */
export function reserveFunction(c: Walk, node: FunctionNode, hint?: NameHint): FunctionId {
  const start = c.startOf(node);
  const { end } = node;
  const id = c.functions.length;
  const named = namingNode(node.name ?? hint);
  const name = named && staticName(c, named);
  const nameStart = named && name !== undefined ? c.startOf(named) : start;
  const fact: FunctionFact = {
    start,
    end,
    name: name ?? '',
    nameStart,
    nameEnd: named && name !== undefined ? named.end : start,
    parent: c.owner,
    params: [],
    returns: [],
    yields: [],
    value: c.add({ start, end, owner: c.owner, kind: 'function', fn: id }),
    hasBody: node.body !== undefined,
  };
  if (ts.isConstructorDeclaration(node)) nameConstructor(c, fact);
  if (hasModifier(node, SyntaxKind.AsyncKeyword)) fact.isAsync = true;
  if (node.asteriskToken) fact.isGenerator = true;
  if (node.kind === SyntaxKind.ArrowFunction) fact.isArrow = true;
  c.functions.push(fact);
  return id;
}

function nameConstructor(c: Walk, fact: FunctionFact): void {
  fact.name = 'constructor';
  fact.nameStart = c.text.indexOf('constructor', fact.start);
  fact.nameEnd = fact.nameStart + fact.name.length;
}

/** A function expression, arrow function or object method; the arrow keeps the `this` of what encloses it. */
export function functionValue(c: Walk, node: FunctionNode, hint?: NameHint): ValueId {
  const id = reserveFunction(c, node, hint);
  walkFunction(c, node, id, node.kind === SyntaxKind.ArrowFunction ? c.cls : undefined);
  return functionOf(c, id).value;
}

/** The facts of a function that has its id; throws for any other. */
export function functionOf(c: Walk, id: FunctionId): FunctionFact {
  const fact = c.functions[id];
  if (!fact) throw new Error(`function ${id} was never reserved`);
  return fact;
}

/** Reads parameters and body; `cls` is the class that `this` belongs to. */
export function walkFunction(c: Walk, node: FunctionNode, id: FunctionId, cls: ClassId | undefined): void {
  const { scope, owner, cls: outerClass, versions, isShared, breaks, returned } = c;
  const fact = functionOf(c, id);
  c.scope = new Scope(scope, true, node.pos, node.end);
  c.owner = id;
  c.cls = cls;
  c.versions = noVersions;
  c.isShared = true;
  c.breaks = undefined;
  if (ts.isFunctionExpression(node) && node.name) bind(c, textOf(node.name), 'function', fact.value);
  if (node.type) fact.returnType = typeRef(c, node.type);
  params(c, node, fact, id);
  const { body } = node;
  if (body) walkBody(c, body, fact);
  if (fact.returnType?.name === 'never') fact.isFinal = true;
  c.scope = scope;
  c.owner = owner;
  c.cls = outerClass;
  c.versions = versions;
  c.isShared = isShared;
  c.breaks = breaks;
  c.returned = returned;
}

function walkBody(c: Walk, body: ts.ConciseBody, fact: FunctionFact): void {
  if (body.kind === SyntaxKind.Block) {
    const { statements } = body as ts.Block;
    if (c.hasVar) hoistVars(c, statements);
    hoist(c, statements);
    if (walkStatements(c, statements) === 'throw' && !fact.isGenerator) fact.isFinal = true;
  } else {
    fact.returns.push(argument(c, body, expression(c, body)));
  }
}

function params(c: Walk, node: FunctionNode, fact: FunctionFact, fn: FunctionId): void {
  // All raw parameters come first, so that `arguments` and a default that reads a later one find them.
  const read: ts.ParameterDeclaration[] = [];
  for (const parameter of node.parameters) {
    const { name } = parameter;
    if (ts.isIdentifier(name) && textOf(name) === 'this') continue;
    const start = c.startOf(name);
    const value: Value = {
      start,
      end: name.end,
      owner: fn,
      kind: 'param',
      fn,
      index: read.length,
      name: ts.isIdentifier(name) ? textOf(name) : '',
    };
    if (parameter.type) {
      value.type = typeRef(c, parameter.type);
      if (parameter.questionToken) value.type.mayBeUndefined = true;
    }
    if (parameter.dotDotDotToken) value.isRest = true;
    fact.params.push(c.add(value));
    read.push(parameter);
  }
  read.forEach((parameter, index) => bindParameter(c, parameter, fact.params[index] ?? 0));
}

function bindParameter(c: Walk, parameter: ts.ParameterDeclaration, raw: ValueId): void {
  const { initializer, name } = parameter;
  const [decorator] = decorators(c, parameter);
  const param = c.values[raw];
  if (decorator !== undefined && param?.kind === 'param' && c.values[decorator]?.kind === 'call')
    param.injected = decorator;
  const value = initializer
    ? withDefault(c, c.startOf(parameter), parameter.end, raw, expression(c, initializer, name))
    : raw;
  bindName(c, name, value, (walk, identifier, taken) => {
    declareParam(walk, textOf(identifier), walk.startOf(identifier), identifier.end, taken);
  });
}

/** Walks decorators, and returns the values that they are; a method is handed to each of its own, as at run time, and what becomes of others is not followed. */
export function decorators(
  c: Walk,
  node: { modifiers?: ts.NodeArray<ts.ModifierLike> | undefined },
  method?: FunctionFact,
): ValueId[] {
  const found: ValueId[] = [];
  if (!node.modifiers) return found;
  for (const modifier of node.modifiers) {
    if (modifier.kind !== SyntaxKind.Decorator) continue;
    const decorator = expression(c, modifier.expression);
    const place = { start: c.startOf(modifier), end: modifier.end, owner: c.owner };
    if (!method) unknown(c, place.start, place.end, [decorator]);
    else {
      const args = [{ start: place.start, end: place.end, value: method.value }];
      c.calls.push(c.add({ ...place, kind: 'call', callee: decorator, args }));
    }
    found.push(decorator);
  }
  return found;
}
