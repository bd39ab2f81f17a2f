/** Functions of every form: their parameters, their body, what they return. */
import { ts } from 'ts-morph';
import { declare } from './bindings.ts';
import { expression } from './expressions.ts';
import type { FunctionFact, ValueId } from './facts.ts';
import { bindPattern } from './patterns.ts';
import { argumentAt, flag, make, type Reader, startOf } from './reader.ts';
import { walkBody } from './statements.ts';
import { typeRef } from './types.ts';

interface FunctionInput {
  name: string;
  /** Where the name stands. */
  at?: ts.Node | undefined;
  /** The class whose member it is. */
  cls?: number;
  isStatic?: boolean;
  /** The value that hoisting made for it. */
  hoisted?: ValueId | undefined;
}

/** Adds the function and returns the value that stands for it. */
export function addFunction(r: Reader, node: ts.FunctionLikeDeclaration, input: FunctionInput): ValueId {
  const { facts } = r;
  const id = facts.functions.length;
  const value = input.hoisted ?? make(r, node, { kind: 'function', fn: id });
  const own = facts.values[value];
  if (own?.kind === 'function') own.fn = id;
  const start = startOf(r, node);
  const fact: FunctionFact = {
    start,
    end: node.end,
    name: input.name,
    nameStart: input.at ? startOf(r, input.at) : start,
    nameEnd: input.at ? input.at.end : start,
    parent: r.fn,
    ...(input.cls === undefined ? {} : { cls: input.cls }),
    ...flag('isStatic', input.isStatic === true),
    ...flag('isAsync', hasModifier(node, ts.SyntaxKind.AsyncKeyword)),
    ...flag('isGenerator', node.asteriskToken !== undefined),
    ...flag('isArrow', ts.isArrowFunction(node)),
    params: [],
    returns: [],
    yields: [],
    value,
    hasBody: node.body !== undefined,
  };
  facts.functions.push(fact);
  const { fn, scope, versions, lastReturn, cls } = r;
  r.fn = id;
  r.scope = { names: new Map(), parent: scope };
  r.versions = new Map();
  if (!keepsThis(node, input)) r.cls = undefined;
  const returnType = typeRef(r, node.type);
  if (returnType) fact.returnType = returnType;
  node.parameters.forEach((parameter, index) => addParameter(r, fact, parameter, index));
  if (node.body) body(r, fact, node.body);
  Object.assign(r, { fn, scope, versions, lastReturn, cls });
  return value;
}

// An arrow keeps the `this` around it, a member of a class has that of the class, any other function its own.
function keepsThis(node: ts.FunctionLikeDeclaration, input: FunctionInput): boolean {
  return ts.isArrowFunction(node) || input.cls !== undefined;
}

/** True when the declaration carries the modifier. */
export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (node.modifiers?.some((modifier) => modifier.kind === kind) ?? false);
}

function addParameter(r: Reader, fact: FunctionFact, node: ts.ParameterDeclaration, index: number): void {
  const type = typeRef(r, node.type, node.questionToken !== undefined);
  const name = ts.isIdentifier(node.name) ? node.name.text : '';
  const isRest = node.dotDotDotToken !== undefined;
  const param = make(r, node.name, { kind: 'param', fn: r.fn, index, name, ...(type ? { type } : {}), ...flag('isRest', isRest) });
  fact.params.push(param);
  const value = node.initializer ? make(r, node, { kind: 'logical', op: 'default', left: param, right: expression(r, node.initializer) }) : param;
  if (!ts.isIdentifier(node.name)) return bindPattern(r, node.name, value, true);
  if (!r.assigned.has(name)) {
    declare(r, name, value);
    return;
  }
  const binding = declare(r, name, make(r, node.name, { kind: 'variable', name, values: [value] }));
  r.versions.set(binding, value);
}

function body(r: Reader, fact: FunctionFact, node: ts.Block | ts.Expression): void {
  if (ts.isBlock(node)) {
    walkBody(r, node.statements);
    return;
  }
  fact.returns.push(argumentAt(r, node, expression(r, node)));
}
