/** Written types, reduced to the name that matters. */
import { ts } from 'ts-morph';
import type { TypeMember, TypeRef } from './facts.ts';
import { staticName, textOf } from './names.ts';
import { lookup } from './scopes.ts';
import type { Walk } from './walk.ts';

const { SyntaxKind } = ts;

/** Types that stand for what they hold. */
const transparent = new Set(['Promise', 'PromiseLike', 'Awaited', 'Readonly', 'Required', 'Partial', 'NonNullable']);
const arrays = new Set(['Array', 'ReadonlyArray']);

/** Reads a type; a union of several types has no name, an intersection that of its first named part. */
export function typeRef(c: Walk, node: ts.TypeNode): TypeRef {
  switch (node.kind) {
    case SyntaxKind.ParenthesizedType:
      return typeRef(c, (node as ts.ParenthesizedTypeNode).type);
    case SyntaxKind.TypeReference:
      return reference(c, node as ts.TypeReferenceNode);
    case SyntaxKind.ArrayType:
      return arrayOf(c, (node as ts.ArrayTypeNode).elementType);
    case SyntaxKind.TypeOperator: {
      const { operator, type } = node as ts.TypeOperatorNode;
      return operator === SyntaxKind.ReadonlyKeyword ? typeRef(c, type) : { name: '' };
    }
    case SyntaxKind.TypeLiteral:
      return literal(c, (node as ts.TypeLiteralNode).members);
    case SyntaxKind.UnionType:
      return union(c, (node as ts.UnionTypeNode).types);
    case SyntaxKind.IntersectionType:
      return intersection(c, (node as ts.IntersectionTypeNode).types);
    case SyntaxKind.ImportType:
      return importType(c, node as ts.ImportTypeNode);
    case SyntaxKind.ExpressionWithTypeArguments:
      return heritage(c, node as ts.ExpressionWithTypeArguments);
    default:
      return { name: isKeyword(node.kind) ? (ts.tokenToString(node.kind) ?? '') : '' };
  }
}

function literal(c: Walk, members: readonly ts.TypeElement[]): TypeRef {
  const ref: TypeRef = { name: '{}', members: typeMembers(c, members) };
  const index = members.find((member) => ts.isIndexSignatureDeclaration(member));
  if (index) ref.element = typeRef(c, index.type);
  return ref;
}

/** Several written types, each reduced. */
export function typeRefs(c: Walk, nodes: readonly ts.TypeNode[]): TypeRef[] {
  return nodes.map((node) => typeRef(c, node));
}

function isKeyword(kind: ts.SyntaxKind): boolean {
  return kind >= SyntaxKind.FirstKeyword && kind <= SyntaxKind.LastKeyword;
}

function reference(c: Walk, node: ts.TypeReferenceNode): TypeRef {
  const name = entityText(node.typeName);
  const [first] = node.typeArguments ?? [];
  if (first && transparent.has(name)) return typeRef(c, first);
  if (first && arrays.has(name)) return arrayOf(c, first);
  return named(c, name, node.typeArguments);
}

function named(c: Walk, name: string, typeArguments: readonly ts.TypeNode[] | undefined): TypeRef {
  const ref: TypeRef = { name };
  const dot = name.indexOf('.');
  const binding = lookup(c, dot === -1 ? name : name.slice(0, dot));
  if (binding?.kind === 'type') ref.binding = binding.value;
  if (typeArguments) ref.args = typeRefs(c, typeArguments);
  return ref;
}

function arrayOf(c: Walk, element: ts.TypeNode): TypeRef {
  const ref = typeRef(c, element);
  ref.isArray = true;
  delete ref.mayBeUndefined;
  return ref;
}

function union(c: Walk, types: readonly ts.TypeNode[]): TypeRef {
  const real = types.filter((type) => !isEmpty(type));
  const [only] = real;
  const ref = only && real.length === 1 ? typeRef(c, only) : { name: '' };
  if (real.length < types.length) ref.mayBeUndefined = true;
  return ref;
}

function isEmpty(type: ts.TypeNode): boolean {
  if (type.kind === SyntaxKind.UndefinedKeyword || type.kind === SyntaxKind.VoidKeyword) return true;
  return ts.isLiteralTypeNode(type) && type.literal.kind === SyntaxKind.NullKeyword;
}

/**
 * The first named part with the others as `args`. When an inline type takes part, its members are those of the whole and
 * `args` holds every named part, the first too: nothing else tells which members come from where.
 */
function intersection(c: Walk, types: readonly ts.TypeNode[]): TypeRef {
  const parts = types.map((type) => typeRef(c, type));
  const members = parts.flatMap((part) => (part.name === '{}' ? (part.members ?? []) : []));
  const nominal = parts.filter((part) => part.name !== '{}' && part.name !== '');
  const [first, ...rest] = nominal;
  if (!first) return members.length > 0 ? { name: '{}', members } : { name: '' };
  const ref: TypeRef = { name: first.name };
  if (first.binding !== undefined) ref.binding = first.binding;
  if (members.length > 0) {
    ref.args = nominal;
    ref.members = members;
  } else {
    ref.args = [...(first.args ?? []), ...rest];
  }
  return ref;
}

function importType(c: Walk, node: ts.ImportTypeNode): TypeRef {
  const { argument, qualifier } = node;
  if (node.isTypeOf || !qualifier || !ts.isLiteralTypeNode(argument) || !ts.isStringLiteral(argument.literal))
    return { name: '' };
  const specifier = argument.literal.text;
  c.specifiers.add(specifier);
  const name = entityText(qualifier);
  const [imported = name] = name.split('.');
  const at = { start: c.startOf(node), end: node.end, owner: c.owner };
  const ref: TypeRef = { name, binding: c.add({ ...at, kind: 'import', specifier, name: imported, isType: true }) };
  if (node.typeArguments) ref.args = typeRefs(c, node.typeArguments);
  return ref;
}

/** A type behind `extends` or `implements`. */
export function heritage(c: Walk, node: ts.ExpressionWithTypeArguments): TypeRef {
  const name = accessText(node.expression);
  const [first] = node.typeArguments ?? [];
  return first && transparent.has(name) ? typeRef(c, first) : named(c, name, node.typeArguments);
}

function entityText(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? textOf(name) : `${entityText(name.left)}.${textOf(name.right)}`;
}

function accessText(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return textOf(node);
  if (!ts.isPropertyAccessExpression(node)) return '';
  const base = accessText(node.expression);
  return base ? `${base}.${textOf(node.name)}` : '';
}

/** The named members of an interface or inline object type. */
export function typeMembers(c: Walk, nodes: readonly ts.TypeElement[]): TypeMember[] {
  const members: TypeMember[] = [];
  for (const node of nodes) {
    const name = node.name && staticName(c, node.name);
    if (name === undefined) continue;
    const member: TypeMember = { name };
    const written = ts.isPropertySignature(node) || ts.isGetAccessorDeclaration(node) ? node.type : undefined;
    if (written) member.type = typeRef(c, written);
    if (node.questionToken) {
      member.isOptional = true;
      if (member.type) member.type.mayBeUndefined = true;
    }
    members.push(member);
  }
  return members;
}
