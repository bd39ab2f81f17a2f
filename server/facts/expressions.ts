/** Expressions: each becomes one value, and what stands inside it becomes values before it. */
import { ts } from 'ts-morph';
import { readGlobal, readName } from './bindings.ts';
import { addClass } from './classes.ts';
import type { Property, ValueId } from './facts.ts';
import { addFunction } from './functions.ts';
import { importCall } from './modules.ts';
import { assignTo } from './patterns.ts';
import { argumentAt, flag, make, nameText, type Reader, startOf, strip } from './reader.ts';
import { typeRef, typeRefs } from './types.ts';

const K = ts.SyntaxKind;

/** The value of the expression. */
export function expression(r: Reader, node: ts.Expression): ValueId {
  return literal(r, node) ?? access(r, node) ?? compound(r, node) ?? wrapper(r, node) ?? other(r, node);
}

/** The value of an expression that gets its name from where it is written, such as `const f = () => …`. */
export function namedExpression(r: Reader, node: ts.Expression, name: string, at: ts.Node): ValueId {
  const inner = strip(node);
  if (ts.isArrowFunction(inner) || (ts.isFunctionExpression(inner) && !inner.name)) return addFunction(r, inner, { name, at });
  return expression(r, node);
}

function literal(r: Reader, node: ts.Expression): ValueId | undefined {
  switch (node.kind) {
    case K.Identifier:
      return ts.isIdentifier(node) ? readName(r, node, node.text) : undefined;
    case K.StringLiteral:
    case K.NoSubstitutionTemplateLiteral:
    case K.BigIntLiteral:
      return ts.isLiteralExpression(node) ? make(r, node, { kind: 'literal', value: node.text }) : undefined;
    case K.NumericLiteral:
      return ts.isNumericLiteral(node) ? make(r, node, { kind: 'literal', value: Number(node.text) }) : undefined;
    case K.TrueKeyword:
    case K.FalseKeyword:
      return make(r, node, { kind: 'literal', value: node.kind === K.TrueKeyword });
    case K.NullKeyword:
      return make(r, node, { kind: 'literal', value: null });
    case K.ThisKeyword:
      return make(r, node, r.cls === undefined ? { kind: 'this' } : { kind: 'this', cls: r.cls });
    case K.SuperKeyword:
      return make(r, node, r.cls === undefined ? { kind: 'super' } : { kind: 'super', cls: r.cls });
    case K.RegularExpressionLiteral: {
      if (!ts.isRegularExpressionLiteral(node)) return undefined;
      const end = node.text.lastIndexOf('/');
      return make(r, node, { kind: 'regex', source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    default:
      return undefined;
  }
}

function access(r: Reader, node: ts.Expression): ValueId | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const base = expression(r, node.expression);
    return make(r, node, { kind: 'member', base, name: node.name.text, ...flag('isOptional', node.questionDotToken !== undefined) });
  }
  if (ts.isElementAccessExpression(node)) {
    const base = expression(r, node.expression);
    const key = node.argumentExpression;
    if (ts.isStringLiteralLike(key)) return make(r, node, { kind: 'member', base, name: key.text, ...flag('isOptional', node.questionDotToken !== undefined) });
    return make(r, node, { kind: 'element', base, key: expression(r, key) });
  }
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return call(r, node);
  return undefined;
}

function call(r: Reader, node: ts.CallExpression | ts.NewExpression): ValueId {
  const imported = ts.isCallExpression(node) ? importCall(r, node) : undefined;
  if (imported !== undefined) return imported;
  const callee = expression(r, node.expression);
  const args = (node.arguments ?? []).map((arg) =>
    ts.isSpreadElement(arg) ? argumentAt(r, arg, expression(r, arg.expression), true) : argumentAt(r, arg, expression(r, arg)),
  );
  const isNew = ts.isNewExpression(node);
  const id = make(r, node, {
    kind: 'call',
    callee,
    args,
    ...flag('isNew', isNew),
    ...flag('isOptional', !isNew && node.questionDotToken !== undefined),
    ...(node.typeArguments ? { typeArgs: typeRefs(r, node.typeArguments) } : {}),
  });
  r.facts.calls.push(id);
  return id;
}

function compound(r: Reader, node: ts.Expression): ValueId | undefined {
  if (ts.isObjectLiteralExpression(node)) return object(r, node);
  if (ts.isArrayLiteralExpression(node)) {
    const elements = node.elements
      .filter((e) => !ts.isOmittedExpression(e))
      .map((e) => (ts.isSpreadElement(e) ? argumentAt(r, e, expression(r, e.expression), true) : argumentAt(r, e, expression(r, e))));
    return make(r, node, { kind: 'array', elements });
  }
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return addFunction(r, node, { name: node.name?.text ?? '', at: node.name });
  if (ts.isClassExpression(node)) return addClass(r, node);
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.map((span) => expression(r, span.expression));
    return make(r, node, { kind: 'template', texts: [node.head.text, ...node.templateSpans.map((span) => span.literal.text)], parts });
  }
  if (ts.isTaggedTemplateExpression(node)) {
    const callee = expression(r, node.tag);
    const id = make(r, node, { kind: 'call', callee, args: [argumentAt(r, node.template, expression(r, node.template))] });
    r.facts.calls.push(id);
    return id;
  }
  if (ts.isConditionalExpression(node)) {
    const test = expression(r, node.condition);
    const whenTrue = expression(r, node.whenTrue);
    return make(r, node, { kind: 'conditional', test, whenTrue, whenFalse: expression(r, node.whenFalse) });
  }
  return ts.isBinaryExpression(node) ? binary(r, node) : undefined;
}

function object(r: Reader, node: ts.ObjectLiteralExpression): ValueId {
  const properties = node.properties.map((p): Property => {
    const at = { start: startOf(r, p), end: p.end };
    if (ts.isSpreadAssignment(p)) return { ...at, kind: 'spread', value: expression(r, p.expression) };
    if (ts.isShorthandPropertyAssignment(p)) return { ...at, kind: 'value', name: p.name.text, value: readName(r, p.name, p.name.text) };
    const name = nameText(p.name);
    const isComputed = name === undefined && ts.isComputedPropertyName(p.name);
    const named = { ...(name === undefined ? {} : { name }), ...(isComputed ? { key: expression(r, p.name.expression) } : {}) };
    if (ts.isPropertyAssignment(p)) {
      const value = namedExpression(r, p.initializer, name ?? '', p.name);
      return { start: startOf(r, p.initializer), end: p.initializer.end, kind: 'value', ...named, value };
    }
    const kind = ts.isGetAccessor(p) ? 'getter' : ts.isSetAccessor(p) ? 'setter' : 'method';
    return { ...at, kind, ...named, value: addFunction(r, p, { name: name ?? '', at: p.name }) };
  });
  return make(r, node, { kind: 'object', properties });
}

function binary(r: Reader, node: ts.BinaryExpression): ValueId {
  const operator = node.operatorToken.kind;
  if (operator === K.EqualsToken) {
    const { left } = node;
    const name = ts.isPropertyAccessExpression(left) ? left.name.text : ts.isIdentifier(left) ? left.text : '';
    const value = namedExpression(r, node.right, name, left);
    assignTo(r, left, value, node);
    return value;
  }
  if (operator === K.PlusToken) return concatenation(r, node);
  if (operator >= K.FirstAssignment && operator <= K.LastAssignment) return compoundAssignment(r, node);
  const left = expression(r, node.left);
  const right = expression(r, node.right);
  if (operator === K.CommaToken) return right;
  const op = ts.tokenToString(operator) ?? '?';
  if (op === '&&' || op === '||' || op === '??') return make(r, node, { kind: 'logical', op, left, right });
  return make(r, node, { kind: 'binary', op, left, right });
}

function compoundAssignment(r: Reader, node: ts.BinaryExpression): ValueId {
  const left = expression(r, node.left);
  const right = expression(r, node.right);
  const op = (ts.tokenToString(node.operatorToken.kind) ?? '?=').slice(0, -1);
  let value: ValueId;
  if (op === '&&' || op === '||' || op === '??') value = make(r, node, { kind: 'logical', op, left, right });
  else if (op === '+') value = make(r, node, { kind: 'template', texts: ['', '', ''], parts: [left, right] });
  else value = make(r, node, { kind: 'binary', op, left, right });
  assignTo(r, node.left, value, node);
  return value;
}

// `a + b + c + …` leans to the left and may be thousands deep: walked as a list.
function concatenation(r: Reader, node: ts.BinaryExpression): ValueId {
  const operands: ts.Expression[] = [];
  let at: ts.Expression = node;
  while (ts.isBinaryExpression(at) && at.operatorToken.kind === K.PlusToken) {
    operands.push(at.right);
    at = at.left;
  }
  const texts = [''];
  const parts: ValueId[] = [];
  for (const operand of [at, ...operands.reverse()]) {
    if (ts.isStringLiteralLike(operand)) texts[texts.length - 1] += operand.text;
    else {
      parts.push(expression(r, operand));
      texts.push('');
    }
  }
  return make(r, node, { kind: 'template', texts, parts });
}

function wrapper(r: Reader, node: ts.Expression): ValueId | undefined {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isSatisfiesExpression(node)) return expression(r, node.expression);
  if (ts.isAwaitExpression(node)) return make(r, node, { kind: 'await', value: expression(r, node.expression) });
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
    const value = expression(r, node.expression);
    const type = typeRef(r, node.type);
    if (type?.name === 'const') return value;
    return make(r, node, { kind: 'cast', value, ...(type ? { type } : {}), ...flag('isAny', type?.name === 'any') });
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    return make(r, node, { kind: 'unary', op: ts.tokenToString(node.operator) ?? '?', value: expression(r, node.operand) });
  }
  if (ts.isTypeOfExpression(node)) return make(r, node, { kind: 'unary', op: 'typeof', value: expression(r, node.expression) });
  if (ts.isVoidExpression(node)) return make(r, node, { kind: 'unary', op: 'void', value: expression(r, node.expression) });
  if (ts.isDeleteExpression(node)) return make(r, node, { kind: 'unary', op: 'delete', value: expression(r, node.expression) });
  return undefined;
}

function other(r: Reader, node: ts.Expression): ValueId {
  if (ts.isYieldExpression(node) && node.expression) {
    const value = expression(r, node.expression);
    r.facts.functions[r.fn]?.yields.push(argumentAt(r, node.expression, value));
    return make(r, node, { kind: 'unknown', parts: [value] });
  }
  if (ts.isMetaProperty(node)) {
    return readGlobal(r, node, `${node.keywordToken === K.ImportKeyword ? 'import' : 'new'}.${node.name.text}`);
  }
  const parts: ValueId[] = [];
  ts.forEachChild(node, (child) => inside(r, child, parts));
  return make(r, node, { kind: 'unknown', parts });
}

// JSX and whatever the language adds: the expressions inside are walked, what they mean together is not known.
function inside(r: Reader, node: ts.Node, parts: ValueId[]): void {
  const isSyntax = ts.isJsxOpeningLikeElement(node) || ts.isJsxAttributes(node) || ts.isJsxExpression(node);
  if (ts.isExpression(node) && !isSyntax) parts.push(expression(r, node));
  else ts.forEachChild(node, (child) => inside(r, child, parts));
}
