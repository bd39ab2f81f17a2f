/** Binary, unary and conditional operators. Left-recursive chains are read by iteration: generated code nests them by thousands. */
import { ts } from 'ts-morph';
import { assignment } from './assignments.ts';
import { expression } from './dispatch.ts';
import type { ValueId } from './facts.ts';
import { createText } from './texts.ts';
import { fork, meet, restore } from './versions.ts';
import { literal, type Walk } from './walk.ts';

const { SyntaxKind } = ts;

/** True for `=` and its compounds. */
export function isAssignmentOperator(kind: ts.SyntaxKind): boolean {
  return kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;
}

/** The value of an expression with two sides, however deep its left side is nested. */
export function binary(c: Walk, node: ts.BinaryExpression): ValueId {
  if (isAssignmentOperator(node.operatorToken.kind)) return assignment(c, node);
  const chain = [node];
  let leftmost = node.left;
  while (leftmost.kind === SyntaxKind.BinaryExpression) {
    const inner = leftmost as ts.BinaryExpression;
    if (isAssignmentOperator(inner.operatorToken.kind)) break;
    chain.push(inner);
    leftmost = inner.left;
  }
  const start = c.startOf(leftmost);
  let text = chain.at(-1)?.operatorToken.kind === SyntaxKind.PlusToken ? createText(c, leftmost) : undefined;
  let left = text ? -1 : expression(c, leftmost);
  for (let i = chain.length - 1; i >= 0; i--) {
    const step = chain[i];
    if (!step) continue;
    const op = step.operatorToken.kind;
    if (op === SyntaxKind.PlusToken) {
      text ??= createText(c, undefined, left);
      text.append(step.right);
      // The next `+` goes on with the same text, so that a chain is one template.
      if (i > 0 && chain[i - 1]?.operatorToken.kind === SyntaxKind.PlusToken) continue;
      left = text.finish(start, step.end);
      text = undefined;
    } else {
      left = operation(c, step, op, start, left);
    }
  }
  return left;
}

function operation(c: Walk, node: ts.BinaryExpression, op: ts.SyntaxKind, start: number, left: ValueId): ValueId {
  const { end } = node;
  const name = logicalOperator(op);
  if (name) {
    const before = fork(c);
    const right = expression(c, node.right);
    if (c.versions !== before) meet(c, [before, c.versions], start, end);
    return c.add({ start, end, owner: c.owner, kind: 'logical', op: name, left, right });
  }
  const right = expression(c, node.right);
  if (op === SyntaxKind.CommaToken) return right;
  return c.add({ start, end, owner: c.owner, kind: 'binary', op: ts.tokenToString(op) ?? '', left, right });
}

function logicalOperator(op: ts.SyntaxKind): '&&' | '||' | '??' | undefined {
  if (op === SyntaxKind.AmpersandAmpersandToken) return '&&';
  if (op === SyntaxKind.BarBarToken) return '||';
  return op === SyntaxKind.QuestionQuestionToken ? '??' : undefined;
}

/** The value of `a ? b : c`; what one side assigned is a choice behind it. */
export function conditional(c: Walk, node: ts.ConditionalExpression): ValueId {
  const start = c.startOf(node);
  const { end } = node;
  const test = expression(c, node.condition);
  const before = fork(c);
  const whenTrue = expression(c, node.whenTrue);
  const afterTrue = fork(c);
  restore(c, before);
  const whenFalse = expression(c, node.whenFalse);
  meet(c, [afterTrue, fork(c)], start, end);
  return c.add({ start, end, owner: c.owner, kind: 'conditional', test, whenTrue, whenFalse });
}

/** The value of `!x`, `-x`, `++x` and their like. */
export function prefix(c: Walk, node: ts.PrefixUnaryExpression): ValueId {
  const start = c.startOf(node);
  const { operand, operator } = node;
  if (operator === SyntaxKind.MinusToken && ts.isNumericLiteral(operand)) {
    return literal(c, start, node.end, -Number(operand.text));
  }
  if (operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken) return count(c, node);
  const value = expression(c, operand);
  return c.add({ start, end: node.end, owner: c.owner, kind: 'unary', op: ts.tokenToString(operator) ?? '', value });
}

/** `x++`: the variable goes on as it was, because a number that is counted up does not carry anything further. */
export function count(c: Walk, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): ValueId {
  const start = c.startOf(node);
  const op = node.operator === SyntaxKind.PlusPlusToken ? '++' : '--';
  return c.add({ start, end: node.end, owner: c.owner, kind: 'unary', op, value: expression(c, node.operand) });
}

/** The value of `typeof x`, `delete x` and `void x`. */
export function keywordUnary(c: Walk, node: ts.TypeOfExpression | ts.DeleteExpression | ts.VoidExpression): ValueId {
  const start = c.startOf(node);
  const { end } = node;
  if (ts.isVoidExpression(node) && ts.isNumericLiteral(node.expression)) return literal(c, start, end, undefined);
  const op = ts.isVoidExpression(node) ? 'void' : ts.isDeleteExpression(node) ? 'delete' : 'typeof';
  return c.add({ start, end, owner: c.owner, kind: 'unary', op, value: expression(c, node.expression) });
}
