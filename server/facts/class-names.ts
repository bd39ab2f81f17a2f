/** Gives a class its id and value before its members are read. */
import type { ts } from 'ts-morph';
import type { NameHint } from './dispatch.ts';
import type { ClassId } from './facts.ts';
import { hintedName } from './hints.ts';
import { textOf } from './names.ts';
import { bind } from './scopes.ts';
import type { Walk } from './walk.ts';

/** The id of a class that is known from here on, though nothing of it is read yet. */
export function reserveClass(c: Walk, node: ts.ClassLikeDeclaration, hint?: NameHint): ClassId {
  const id = c.classes.length;
  const start = c.startOf(node);
  const { end } = node;
  const value = c.add({ start, end, owner: c.owner, kind: 'class', cls: id });
  c.classes.push({
    start,
    end,
    name: node.name ? textOf(node.name) : hintedName(c, hint),
    value,
    implements: [],
    members: [],
  });
  return id;
}

/** Declares a class in the present scope. */
export function declareClass(c: Walk, node: ts.ClassDeclaration): void {
  const id = reserveClass(c, node);
  c.reserved.set(node, id);
  const fact = c.classes[id];
  if (node.name && fact) bind(c, textOf(node.name), 'type', fact.value);
}
