/** The name that a function or class takes from the place it is written to. */
import { ts } from 'ts-morph';
import type { NameHint } from './dispatch.ts';
import { staticName } from './names.ts';
import type { Walk } from './walk.ts';

/** `x = …` and `a.x = …` name what is assigned after `x`; the node whose text is the name. */
export function namingNode(target: NameHint | undefined): ts.PropertyName | undefined {
  if (!target) return undefined;
  if (ts.isPropertyAccessExpression(target)) return target.name;
  return ts.isPropertyName(target) ? target : undefined;
}

/** The name that a hint gives; '' when there is none. */
export function hintedName(c: Walk, hint: NameHint | undefined): string {
  const node = namingNode(hint);
  return (node && staticName(c, node)) ?? '';
}
