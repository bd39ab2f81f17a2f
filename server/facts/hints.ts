/** The name that a function or class takes from the place it is written to. */
import { ts } from 'ts-morph';
import type { NameHint } from './dispatch.ts';
import { textOf } from './names.ts';
import type { Walk } from './walk.ts';

/** `x = …` and `a.x = …` name what is assigned after `x`. */
export function hintOf(c: Walk, target: ts.Node): NameHint | undefined {
  if (ts.isIdentifier(target)) return nameHint(c, target, textOf(target));
  if (ts.isPropertyAccessExpression(target)) return nameHint(c, target.name, textOf(target.name));
  return undefined;
}

export function nameHint(c: Walk, node: ts.Node, name: string): NameHint {
  return { name, start: c.startOf(node), end: node.end };
}
