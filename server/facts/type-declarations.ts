/** Interfaces and type aliases. */
import { ts } from 'ts-morph';
import type { TypeFact, TypeRef } from './facts.ts';
import { textOf } from './names.ts';
import { heritage, typeMembers, typeRef } from './types.ts';
import type { Walk } from './walk.ts';

/** Notes an interface with its parents and members. */
export function interfaceDeclaration(c: Walk, node: ts.InterfaceDeclaration): undefined {
  const parents = node.heritageClauses?.flatMap((clause) => clause.types.map((type) => heritage(c, type))) ?? [];
  add(c, node, parents, typeMembers(c, node.members));
}

/** An alias of an object type, of a name, or of an intersection of them; other aliases name nothing that flows. */
export function aliasDeclaration(c: Walk, node: ts.TypeAliasDeclaration): undefined {
  const ref = typeRef(c, node.type);
  if (ref.name === '' || ref.isArray) return;
  if (ref.name === '{}') return add(c, node, [], ref.members ?? []);
  // With members it is an intersection, whose named parts are all in `args`.
  if (ref.members) return add(c, node, ref.args ?? [], ref.members);
  if (ts.isIntersectionTypeNode(node.type)) {
    const [first, ...rest] = node.type.types.map((type) => typeRef(c, type));
    return add(c, node, first ? [first, ...rest] : [], []);
  }
  add(c, node, [ref], []);
}

function add(
  c: Walk,
  node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration,
  parents: TypeRef[],
  members: TypeFact['members'],
): undefined {
  c.types.push({ name: textOf(node.name), start: c.startOf(node), end: node.end, extends: parents, members });
}
