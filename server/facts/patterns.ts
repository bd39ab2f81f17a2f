/** Destructuring in declarations and parameters. */
import { ts } from 'ts-morph';
import { expression } from './dispatch.ts';
import type { ValueId } from './facts.ts';
import { staticName } from './names.ts';
import { literal, member, type Walk, withDefault } from './walk.ts';

/** Receives each name that a pattern binds with its value. */
export type Bind = (c: Walk, name: ts.Identifier, value: ValueId) => void;

/** Binds a name, or every name of a pattern as what it takes out of `source`. */
export function bindName(c: Walk, name: ts.BindingName, source: ValueId, bind: Bind): void {
  if (ts.isIdentifier(name)) return bind(c, name, source);
  const omitted: string[] = [];
  name.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
    const taken = ts.isObjectBindingPattern(name)
      ? takeProperty(c, element, source, omitted)
      : takeElement(c, element, source, index);
    const { initializer } = element;
    const value = initializer
      ? withDefault(c, c.startOf(element), element.end, taken, expression(c, initializer, element.name))
      : taken;
    bindName(c, element.name, value, bind);
  });
}

function takeProperty(c: Walk, element: ts.BindingElement, base: ValueId, omitted: string[]): ValueId {
  const start = c.startOf(element);
  const { end } = element;
  if (element.dotDotDotToken) return c.add({ start, end, owner: c.owner, kind: 'rest', base, omitted });
  const key = element.propertyName ?? element.name;
  if (ts.isObjectBindingPattern(key) || ts.isArrayBindingPattern(key))
    return c.add({ start, end, owner: c.owner, kind: 'unknown', parts: [base] });
  const name = staticName(c, key);
  if (name !== undefined) {
    omitted.push(name);
    return member(c, start, key.end, base, name);
  }
  const inner = ts.isComputedPropertyName(key) ? key.expression : key;
  return c.add({ start, end, owner: c.owner, kind: 'element', base, key: expression(c, inner) });
}

function takeElement(c: Walk, element: ts.BindingElement, base: ValueId, index: number): ValueId {
  const start = c.startOf(element);
  const { end } = element;
  if (element.dotDotDotToken) {
    const omitted = Array.from({ length: index }, (_, i) => String(i));
    return c.add({ start, end, owner: c.owner, kind: 'rest', base, omitted });
  }
  return c.add({ start, end, owner: c.owner, kind: 'element', base, key: literal(c, start, end, index) });
}

/** Every name that a pattern binds, in order. */
export function eachName(name: ts.BindingName, use: (name: ts.Identifier) => void): void {
  if (ts.isIdentifier(name)) return use(name);
  for (const element of name.elements) if (!ts.isOmittedExpression(element)) eachName(element.name, use);
}
