/** Written types as far as they name something: a class, an interface, an import, an inline object type. */
import { ts } from 'ts-morph';
import { lookup } from './bindings.ts';
import type { TypeMember, TypeRef } from './facts.ts';
import { flag, nameText, type Reader, startOf } from './reader.ts';

// Wrappers that say nothing of what the value is.
const transparent = new Set(['Promise', 'PromiseLike', 'Awaited', 'Readonly', 'Required', 'Partial', 'NonNullable']);
const lists = new Set(['Array', 'ReadonlyArray']);

/** The reduced type of an annotation; undefined when there is none. */
export function typeRef(r: Reader, node: ts.TypeNode | undefined, isOptional = false): TypeRef | undefined {
  const type = node && reduce(r, node);
  return type && isOptional ? { ...type, mayBeUndefined: true } : type;
}

/** The types of a type argument list. */
export function typeRefs(r: Reader, nodes: readonly ts.TypeNode[] | undefined): TypeRef[] {
  return (nodes ?? []).map((node) => reduce(r, node));
}

/** A type that a heritage clause names; undefined when it is an expression of another kind. */
export function heritageRef(r: Reader, node: ts.ExpressionWithTypeArguments): TypeRef | undefined {
  const { expression } = node;
  const first = ts.isPropertyAccessExpression(expression) ? expression.expression : expression;
  if (!ts.isIdentifier(first)) return undefined;
  const name = ts.isPropertyAccessExpression(expression) ? `${first.text}.${expression.name.text}` : first.text;
  return bound(r, { name }, first.text);
}

/** Adds an interface or a type alias to the facts. */
export function addType(r: Reader, node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): void {
  const at = { name: node.name.text, start: startOf(r, node), end: node.end };
  if (ts.isInterfaceDeclaration(node)) {
    const parents = (node.heritageClauses ?? []).flatMap((clause) => clause.types.flatMap((type) => heritageRef(r, type) ?? []));
    r.facts.types.push({ ...at, extends: parents, members: membersOf(r, node.members) });
    return;
  }
  const type = reduce(r, node.type);
  if (type.members) r.facts.types.push({ ...at, extends: type.args ?? [], members: type.members });
  else if (type.name) {
    const others = ts.isIntersectionTypeNode(node.type) ? (type.args ?? []) : [];
    const inline = others.find((other) => other.members)?.members ?? [];
    r.facts.types.push({ ...at, extends: [type, ...others.filter((other) => !other.members)], members: inline });
  }
}

function reduce(r: Reader, node: ts.TypeNode): TypeRef {
  if (ts.isParenthesizedTypeNode(node)) return reduce(r, node.type);
  if (ts.isTypeReferenceNode(node)) return reference(r, node);
  if (ts.isArrayTypeNode(node)) return { ...reduce(r, node.elementType), isArray: true };
  if (ts.isTypeOperatorNode(node)) return reduce(r, node.type);
  if (ts.isUnionTypeNode(node)) return union(r, node);
  if (ts.isIntersectionTypeNode(node)) {
    const parts = node.types.map((part) => reduce(r, part));
    const main = parts.find((part) => part.name !== '' && part.name !== '{}') ?? parts[0];
    return main ? { ...main, args: [...(main.args ?? []), ...parts.filter((part) => part !== main)] } : { name: '' };
  }
  if (ts.isTypeLiteralNode(node)) return { name: '{}', members: membersOf(r, node.members) };
  if (node.kind === ts.SyntaxKind.AnyKeyword) return { name: 'any' };
  return { name: node.kind === ts.SyntaxKind.StringKeyword ? 'string' : '' };
}

function reference(r: Reader, node: ts.TypeReferenceNode): TypeRef {
  const name = entityText(node.typeName);
  const [first] = node.typeArguments ?? [];
  if (first && transparent.has(name)) return reduce(r, first);
  if (first && lists.has(name)) return { ...reduce(r, first), isArray: true };
  const type = bound(r, { name }, name.split('.', 1)[0] ?? name);
  return node.typeArguments ? { ...type, args: typeRefs(r, node.typeArguments) } : type;
}

function bound(r: Reader, type: TypeRef, first: string): TypeRef {
  const binding = lookup(r, first);
  const kind = binding && r.facts.values[binding.base]?.kind;
  return binding && (kind === 'import' || kind === 'class' || kind === 'object') ? { ...type, binding: binding.base } : type;
}

function union(r: Reader, node: ts.UnionTypeNode): TypeRef {
  const parts = node.types.filter((part) => !isNothing(part));
  const [only] = parts;
  const type: TypeRef = only && parts.length === 1 ? reduce(r, only) : { name: '' };
  return parts.length < node.types.length ? { ...type, mayBeUndefined: true } : type;
}

function isNothing(node: ts.TypeNode): boolean {
  return node.kind === ts.SyntaxKind.UndefinedKeyword || (ts.isLiteralTypeNode(node) && node.literal.kind === ts.SyntaxKind.NullKeyword);
}

function entityText(node: ts.EntityName): string {
  return ts.isIdentifier(node) ? node.text : `${entityText(node.left)}.${node.right.text}`;
}

function membersOf(r: Reader, nodes: readonly ts.TypeElement[]): TypeMember[] {
  return nodes.flatMap((member): TypeMember[] => {
    const name = member.name && nameText(member.name);
    if (name === undefined) return [];
    const type = ts.isPropertySignature(member) ? typeRef(r, member.type, member.questionToken !== undefined) : undefined;
    return [{ name, ...(type ? { type } : {}), ...flag('isOptional', member.questionToken !== undefined) }];
  });
}
