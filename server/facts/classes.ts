/** Classes: their members, fields and constructor, and what they extend and implement. */
import { ts } from 'ts-morph';
import { expression, namedExpression } from './expressions.ts';
import type { ClassFact, ValueId } from './facts.ts';
import { addFunction, hasModifier } from './functions.ts';
import { flag, make, nameText, type Reader, startOf } from './reader.ts';
import { statement } from './statements.ts';
import { heritageRef, typeRef } from './types.ts';

const K = ts.SyntaxKind;
const propertyModifiers = [K.PublicKeyword, K.PrivateKeyword, K.ProtectedKeyword, K.ReadonlyKeyword, K.OverrideKeyword];

/** Adds the class and returns the value that stands for it; `hoisted` is the value that hoisting made. */
export function addClass(r: Reader, node: ts.ClassLikeDeclaration, hoisted?: ValueId): ValueId {
  const id = r.facts.classes.length;
  const value = hoisted ?? make(r, node, { kind: 'class', cls: id });
  const own = r.facts.values[value];
  if (own?.kind === 'class') own.cls = id;
  const fact: ClassFact = { start: startOf(r, node), end: node.end, name: node.name?.text ?? '', value, implements: [], members: [] };
  r.facts.classes.push(fact);
  for (const clause of node.heritageClauses ?? []) {
    for (const type of clause.types) {
      if (clause.token === K.ExtendsKeyword) fact.extends = expression(r, type.expression);
      else fact.implements.push(...[heritageRef(r, type)].filter((ref) => ref !== undefined));
    }
  }
  const { scope, cls } = r;
  r.scope = { names: new Map(), parent: scope };
  r.cls = id;
  if (node.name) r.scope.names.set(node.name.text, { base: value, fn: r.fn, isReassigned: false });
  // The constructor first: field initialisers run inside it.
  const constructor = addConstructors(r, node, fact, id);
  for (const member of node.members) addMember(r, member, fact, id, constructor);
  Object.assign(r, { scope, cls });
  return value;
}

function functionOf(r: Reader, value: ValueId): number {
  const found = r.facts.values[value];
  return found?.kind === 'function' ? found.fn : -1;
}

function addConstructors(r: Reader, node: ts.ClassLikeDeclaration, fact: ClassFact, cls: number): number {
  let found = -1;
  for (const member of node.members) {
    if (!ts.isConstructorDeclaration(member)) continue;
    const fn = functionOf(r, addFunction(r, member, { name: 'constructor', cls }));
    if (!member.body && found >= 0) continue;
    fact.members.push({ name: 'constructor', kind: 'constructor', fn });
    found = fn;
    member.parameters.forEach((parameter, index) => {
      const param = r.facts.functions[fn]?.params[index];
      const isProperty = propertyModifiers.some((kind) => hasModifier(parameter, kind));
      if (!isProperty || param === undefined || !ts.isIdentifier(parameter.name)) return;
      const type = typeRef(r, parameter.type, parameter.questionToken !== undefined);
      fact.members.push({ name: parameter.name.text, kind: 'field', value: param, ...(type ? { type } : {}) });
    });
  }
  return found;
}

function addMember(r: Reader, member: ts.ClassElement, fact: ClassFact, cls: number, constructor: number): void {
  if (ts.isClassStaticBlockDeclaration(member)) {
    for (const inner of member.body.statements) statement(r, inner);
    return;
  }
  const name = member.name && nameText(member.name);
  const isStatic = hasModifier(member, K.StaticKeyword);
  if (ts.isMethodDeclaration(member) || ts.isAccessor(member)) {
    const fn = functionOf(r, addFunction(r, member, { name: name ?? '', at: member.name, cls, isStatic }));
    const kind = ts.isGetAccessor(member) ? 'getter' : ts.isSetAccessor(member) ? 'setter' : 'method';
    if (name !== undefined) fact.members.push({ name, kind, ...flag('isStatic', isStatic), fn });
  } else if (ts.isPropertyDeclaration(member)) {
    const type = typeRef(r, member.type, member.questionToken !== undefined);
    const { fn } = r;
    if (constructor >= 0 && !isStatic) r.fn = constructor;
    const value = member.initializer && namedExpression(r, member.initializer, name ?? '', member.name);
    r.fn = fn;
    if (name === undefined) return;
    fact.members.push({ name, kind: 'field', ...flag('isStatic', isStatic), ...(value === undefined ? {} : { value }), ...(type ? { type } : {}) });
  }
}
