/** Classes: members, fields, constructor parameter properties. */
import { ts } from 'ts-morph';
import { inScope, walkStatements } from './blocks.ts';
import { reserveClass } from './class-names.ts';
import { expression, type NameHint } from './dispatch.ts';
import type { ClassFact, ClassId, ClassMember, FunctionId, ValueId } from './facts.ts';
import { decorators, functionOf, reserveFunction, walkFunction } from './functions.ts';
import { hoist } from './hoist.ts';
import { hasModifier, staticName, textOf } from './names.ts';
import { bind, Scope } from './scopes.ts';
import { heritage, typeRef } from './types.ts';
import type { Walk } from './walk.ts';

const { SyntaxKind } = ts;

/** The value of a class that is written as an expression. */
export function classExpression(c: Walk, node: ts.ClassExpression, hint?: NameHint): ValueId {
  const id = reserveClass(c, node, hint);
  walkClass(c, node, id);
  return classOf(c, id).value;
}

/** The facts of a class that has its id; throws for any other. */
export function classOf(c: Walk, id: ClassId): ClassFact {
  const fact = c.classes[id];
  if (!fact) throw new Error(`class ${id} was never reserved`);
  return fact;
}

/** Reads all members of a class that has its id. */
export function walkClass(c: Walk, node: ts.ClassLikeDeclaration, id: ClassId): void {
  const fact = classOf(c, id);
  const { scope, cls } = c;
  decorators(c, node);
  for (const clause of node.heritageClauses ?? []) {
    if (clause.token === SyntaxKind.ImplementsKeyword) fact.implements = clause.types.map((type) => heritage(c, type));
    else if (clause.types[0]) fact.extends = expression(c, clause.types[0].expression);
  }
  c.scope = new Scope(scope, false, node.pos, node.end);
  c.cls = id;
  if (node.name) bind(c, textOf(node.name), 'type', fact.value);
  const reader = new ClassReader(c, fact, id);
  reader.reserveConstructor(node.members);
  for (const member of node.members) reader.read(member);
  fact.members = withoutOverloads(c, fact.members);
  c.scope = scope;
  c.cls = cls;
}

/** Leaves out the signatures that stand before the member that has the body. */
function withoutOverloads(c: Walk, members: ClassMember[]): ClassMember[] {
  const hasBody = (m: ClassMember): boolean => m.fn === undefined || c.functions[m.fn]?.hasBody === true;
  return members.filter(
    (m) =>
      hasBody(m) ||
      !members.some((o) => hasBody(o) && o.name === m.name && o.kind === m.kind && o.isStatic === m.isStatic),
  );
}

class ClassReader {
  private readonly c: Walk;
  private readonly fact: ClassFact;
  private readonly id: ClassId;
  private constructorNode: ts.Node | undefined = undefined;
  private constructorId: FunctionId | undefined = undefined;

  constructor(c: Walk, fact: ClassFact, id: ClassId) {
    this.c = c;
    this.fact = fact;
    this.id = id;
  }

  /** Field initialisers run in the constructor, so its id must be known before any field is read. */
  reserveConstructor(members: readonly ts.ClassElement[]): void {
    const node = members.find(
      (m): m is ts.ConstructorDeclaration => ts.isConstructorDeclaration(m) && m.body !== undefined,
    );
    if (!node) return;
    this.constructorNode = node;
    this.constructorId = this.reserve(node);
  }

  read(node: ts.ClassElement): void {
    if (ts.isPropertyDeclaration(node)) return this.field(node);
    if (ts.isConstructorDeclaration(node)) return this.constructorMember(node);
    if (ts.isMethodDeclaration(node)) return this.method(node, 'method');
    if (ts.isGetAccessorDeclaration(node)) return this.method(node, 'getter');
    if (ts.isSetAccessorDeclaration(node)) return this.method(node, 'setter');
    if (ts.isClassStaticBlockDeclaration(node)) {
      inScope(this.c, node, () => {
        hoist(this.c, node.body.statements);
        walkStatements(this.c, node.body.statements);
      });
    }
  }

  private reserve(node: ts.FunctionLikeDeclaration): FunctionId {
    const id = reserveFunction(this.c, node);
    const fn = functionOf(this.c, id);
    fn.cls = this.id;
    if (hasModifier(node, SyntaxKind.StaticKeyword)) fn.isStatic = true;
    return id;
  }

  private constructorMember(node: ts.ConstructorDeclaration): void {
    const { c } = this;
    const isMain = node === this.constructorNode && this.constructorId !== undefined;
    const fn = isMain && this.constructorId !== undefined ? this.constructorId : this.reserve(node);
    this.fact.members.push({ name: 'constructor', kind: 'constructor', fn });
    walkFunction(c, node, fn, this.id);
    if (isMain) this.parameterProperties(node, fn);
  }

  private parameterProperties(node: ts.ConstructorDeclaration, fn: FunctionId): void {
    const { params } = functionOf(this.c, fn);
    const written = node.parameters.filter((p) => !(ts.isIdentifier(p.name) && textOf(p.name) === 'this'));
    written.forEach((parameter, index) => {
      if (!ts.isIdentifier(parameter.name) || !isProperty(parameter)) return;
      const value = params[index];
      const param = value === undefined ? undefined : this.c.values[value];
      if (value === undefined || param?.kind !== 'param') return;
      const member: ClassMember = { name: textOf(parameter.name), kind: 'field', value };
      if (param.type) member.type = param.type;
      this.fact.members.push(member);
    });
  }

  private method(node: ts.MethodDeclaration | ts.AccessorDeclaration, kind: 'method' | 'getter' | 'setter'): void {
    const { c } = this;
    const name = this.nameOf(node.name);
    const fn = this.reserve(node);
    decorators(c, node, kind === 'method' ? functionOf(c, fn) : undefined);
    const member: ClassMember = { name, kind, fn };
    if (hasModifier(node, SyntaxKind.StaticKeyword)) member.isStatic = true;
    this.fact.members.push(member);
    walkFunction(c, node, fn, this.id);
  }

  private field(node: ts.PropertyDeclaration): void {
    const { c } = this;
    decorators(c, node);
    const name = this.nameOf(node.name);
    const member: ClassMember = { name, kind: 'field' };
    if (hasModifier(node, SyntaxKind.StaticKeyword)) member.isStatic = true;
    if (node.type) {
      member.type = typeRef(c, node.type);
      if (node.questionToken) member.type.mayBeUndefined = true;
    }
    this.fact.members.push(member);
    if (!node.initializer) return;
    const { owner } = c;
    if (!member.isStatic && this.constructorId !== undefined) c.owner = this.constructorId;
    member.value = expression(c, node.initializer, node.name);
    c.owner = owner;
    const value = c.values[member.value];
    if (value?.kind === 'function') {
      member.fn = value.fn;
      functionOf(c, value.fn).cls = this.id;
    }
  }

  private nameOf(name: ts.PropertyName): string {
    const found = staticName(this.c, name);
    if (found === undefined && ts.isComputedPropertyName(name)) expression(this.c, name.expression);
    return found ?? '';
  }
}

function isProperty(parameter: ts.ParameterDeclaration): boolean {
  return (
    parameter.modifiers !== undefined &&
    parameter.modifiers.some(
      ({ kind }) =>
        kind === SyntaxKind.PrivateKeyword ||
        kind === SyntaxKind.PublicKeyword ||
        kind === SyntaxKind.ProtectedKeyword ||
        kind === SyntaxKind.ReadonlyKeyword ||
        kind === SyntaxKind.OverrideKeyword,
    )
  );
}
