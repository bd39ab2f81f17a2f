/** `target = value` in all its forms: names, properties, destructuring, CommonJS exports. */
import { ts } from 'ts-morph';
import { exportedName, noteCommonJsExport } from './commonjs.ts';
import { expression } from './dispatch.ts';
import type { ValueId } from './facts.ts';
import { staticName, textOf, unwrap } from './names.ts';
import { assign, lookup } from './scopes.ts';
import { fork, meet } from './versions.ts';
import { literal, member, type Walk, withDefault } from './walk.ts';

const { SyntaxKind } = ts;

interface Span {
  start: number;
  end: number;
}

/** The value of an assignment, after which its target reads as that value. */
export function assignment(c: Walk, node: ts.BinaryExpression): ValueId {
  const start = c.startOf(node);
  const { end } = node;
  const op = node.operatorToken.kind;
  const written: Span = { start: c.startOf(node.right), end };
  const target = unwrap(node.left);
  if (op === SyntaxKind.EqualsToken) {
    const value = expression(c, node.right, target);
    assignTo(c, target, value, { start, end }, written, unwrap(node.right));
    return value;
  }
  const value = compound(c, node, start, op);
  assignTo(c, target, value, { start, end }, written);
  return value;
}

function compound(c: Walk, node: ts.BinaryExpression, start: number, op: ts.SyntaxKind): ValueId {
  const { end } = node;
  const left = expression(c, node.left);
  const logical = logicalOperators.get(op);
  if (logical) {
    const before = fork(c);
    const right = expression(c, node.right, unwrap(node.left));
    if (c.versions !== before) meet(c, [before, c.versions], start, end);
    return c.add({ start, end, owner: c.owner, kind: 'logical', op: logical, left, right });
  }
  const right = expression(c, node.right);
  if (op === SyntaxKind.PlusEqualsToken) {
    return c.add({ start, end, owner: c.owner, kind: 'template', texts: ['', '', ''], parts: [left, right] });
  }
  const text = (ts.tokenToString(op) ?? '').slice(0, -1);
  return c.add({ start, end, owner: c.owner, kind: 'binary', op: text, left, right });
}

const logicalOperators = new Map<ts.SyntaxKind, '&&' | '||' | '??'>([
  [SyntaxKind.AmpersandAmpersandEqualsToken, '&&'],
  [SyntaxKind.BarBarEqualsToken, '||'],
  [SyntaxKind.QuestionQuestionEqualsToken, '??'],
]);

/** Hands a value to whatever stands on the left: a name, a property, a pattern. */
export function assignTo(
  c: Walk,
  to: ts.Expression,
  value: ValueId,
  at: Span,
  written: Span,
  source?: ts.Expression,
): void {
  const target = unwrap(to);
  if (ts.isIdentifier(target)) {
    const binding = lookup(c, textOf(target));
    if (binding) assign(c, binding, value, written);
    // `exports = module.exports = …` needs no record: the inner assignment has it.
    return;
  }
  if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
    const exported = exportedName(c, target);
    if (exported !== undefined) return noteCommonJsExport(c, exported, value, source);
    return store(c, target, value, at, written);
  }
  if (ts.isObjectLiteralExpression(target)) return assignObject(c, target, value);
  if (ts.isArrayLiteralExpression(target)) return assignArray(c, target, value);
  if (ts.isAsExpression(target) || ts.isTypeAssertionExpression(target)) {
    return assignTo(c, target.expression, value, at, written, source);
  }
  expression(c, target);
}

function store(
  c: Walk,
  target: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  value: ValueId,
  at: Span,
  written: Span,
): void {
  const base = expression(c, target.expression);
  const valueSpan = { valueStart: written.start, valueEnd: written.end };
  const head = { start: at.start, end: at.end, owner: c.owner, base };
  if (ts.isPropertyAccessExpression(target)) {
    c.stores.push({ ...head, name: textOf(target.name), value, ...valueSpan });
    return;
  }
  const { argumentExpression } = target;
  if (ts.isStringLiteralLike(argumentExpression))
    c.stores.push({ ...head, name: argumentExpression.text, value, ...valueSpan });
  else c.stores.push({ ...head, key: expression(c, argumentExpression), value, ...valueSpan });
}

function assignObject(c: Walk, pattern: ts.ObjectLiteralExpression, source: ValueId): void {
  const omitted: string[] = [];
  for (const property of pattern.properties) {
    const start = c.startOf(property);
    const { end } = property;
    const span = { start, end };
    if (ts.isShorthandPropertyAssignment(property)) {
      const name = textOf(property.name);
      omitted.push(name);
      const taken = member(c, start, property.name.end, source, name);
      const initial = property.objectAssignmentInitializer;
      const value = initial ? withDefault(c, start, end, taken, expression(c, initial)) : taken;
      assignTo(c, property.name, value, span, span);
    } else if (ts.isPropertyAssignment(property)) {
      const name = staticName(c, property.name);
      if (name !== undefined) omitted.push(name);
      const taken =
        name === undefined && ts.isComputedPropertyName(property.name)
          ? c.add({
              start,
              end,
              owner: c.owner,
              kind: 'element',
              base: source,
              key: expression(c, property.name.expression),
            })
          : member(c, start, property.name.end, source, name ?? '');
      assignElement(c, property.initializer, taken, span);
    } else if (ts.isSpreadAssignment(property)) {
      assignTo(
        c,
        property.expression,
        c.add({ start, end, owner: c.owner, kind: 'rest', base: source, omitted }),
        span,
        span,
      );
    }
  }
}

function assignArray(c: Walk, pattern: ts.ArrayLiteralExpression, source: ValueId): void {
  pattern.elements.forEach((node, index) => {
    const start = c.startOf(node);
    const { end } = node;
    if (ts.isOmittedExpression(node)) return;
    if (ts.isSpreadElement(node)) {
      const omitted = Array.from({ length: index }, (_, i) => String(i));
      const rest = c.add({ start, end, owner: c.owner, kind: 'rest', base: source, omitted });
      return assignTo(c, node.expression, rest, { start, end }, { start, end });
    }
    const key = literal(c, start, end, index);
    const taken = c.add({ start, end, owner: c.owner, kind: 'element', base: source, key });
    assignElement(c, node, taken, { start, end });
  });
}

function assignElement(c: Walk, node: ts.Expression, taken: ValueId, span: Span): void {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.EqualsToken) {
    const value = withDefault(c, span.start, span.end, taken, expression(c, node.right));
    return assignTo(c, node.left, value, span, span);
  }
  assignTo(c, node, taken, span, span);
}
