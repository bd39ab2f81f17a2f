/** Object and array literals, and the reads of their members. */
import { ts } from 'ts-morph';
import { argumentsOf } from './calls.ts';
import { expression } from './dispatch.ts';
import type { Property, Value, ValueId } from './facts.ts';
import { functionValue } from './functions.ts';
import { staticName, textOf } from './names.ts';
import { readName } from './scopes.ts';
import type { Walk } from './walk.ts';

const { SyntaxKind } = ts;

/** The value of an array literal. */
export function array(c: Walk, node: ts.ArrayLiteralExpression): ValueId {
  return c.add({
    start: c.startOf(node),
    end: node.end,
    owner: c.owner,
    kind: 'array',
    elements: argumentsOf(c, node.elements),
  });
}

/** The value of an object literal, its properties in the order in which they are written. */
export function object(c: Walk, node: ts.ObjectLiteralExpression): ValueId {
  const properties: Property[] = [];
  for (const part of node.properties) properties.push(property(c, part));
  return c.add({ start: c.startOf(node), end: node.end, owner: c.owner, kind: 'object', properties });
}

function property(c: Walk, part: ts.ObjectLiteralElementLike): Property {
  switch (part.kind) {
    case SyntaxKind.PropertyAssignment: {
      const { initializer } = part;
      const name = staticName(c, part.name);
      const start = c.startOf(initializer);
      const { end } = initializer;
      if (name === undefined) {
        const key = computedKey(c, part.name);
        return { start, end, kind: 'value', key, value: expression(c, initializer) };
      }
      return { start, end, kind: 'value', name, value: expression(c, initializer, part.name) };
    }
    case SyntaxKind.ShorthandPropertyAssignment: {
      const name = textOf(part.name);
      const start = c.startOf(part.name);
      const { end } = part.name;
      return { start, end, kind: 'value', name, value: readName(c, name, start, end) };
    }
    case SyntaxKind.SpreadAssignment: {
      const inner = part.expression;
      return { start: c.startOf(inner), end: inner.end, kind: 'spread', value: expression(c, inner) };
    }
    default:
      return method(c, part);
  }
}

function method(c: Walk, part: ts.MethodDeclaration | ts.AccessorDeclaration): Property {
  const kind = ts.isMethodDeclaration(part) ? 'method' : ts.isGetAccessorDeclaration(part) ? 'getter' : 'setter';
  const name = staticName(c, part.name);
  const start = c.startOf(part);
  const { end } = part;
  if (name === undefined) {
    const key = computedKey(c, part.name);
    return { start, end, kind, key, value: functionValue(c, part) };
  }
  return { start, end, kind, name, value: functionValue(c, part, part.name) };
}

function computedKey(c: Walk, name: ts.PropertyName): ValueId {
  return expression(c, ts.isComputedPropertyName(name) ? name.expression : name);
}

/** The value of `base.name`. */
export function propertyAccess(c: Walk, node: ts.PropertyAccessExpression): ValueId {
  const base = expression(c, node.expression);
  const value: Value = {
    start: c.startOf(node),
    end: node.end,
    owner: c.owner,
    kind: 'member',
    base,
    name: textOf(node.name),
  };
  if (node.questionDotToken) value.isOptional = true;
  return c.add(value);
}

/** The value of `base[key]`: a member where the key is a text that stands there. */
export function elementAccess(c: Walk, node: ts.ElementAccessExpression): ValueId {
  const base = expression(c, node.expression);
  const start = c.startOf(node);
  const { end } = node;
  const { argumentExpression } = node;
  if (ts.isStringLiteralLike(argumentExpression)) {
    const value: Value = { start, end, owner: c.owner, kind: 'member', base, name: argumentExpression.text };
    if (node.questionDotToken) value.isOptional = true;
    return c.add(value);
  }
  return c.add({ start, end, owner: c.owner, kind: 'element', base, key: expression(c, argumentExpression) });
}
