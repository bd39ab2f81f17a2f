/** The table of expressions, and the readers of the simplest ones. */
import { ts } from 'ts-morph';
import { call, construct, taggedTemplate } from './calls.ts';
import { classExpression } from './classes.ts';
import { expression, expressionReaders, type NameHint, type ReadExpression } from './dispatch.ts';
import type { Value, ValueId } from './facts.ts';
import { functionValue } from './functions.ts';
import { jsx, jsxExpression } from './jsx.ts';
import { textOf } from './names.ts';
import { array, elementAccess, object, propertyAccess } from './objects.ts';
import { binary, conditional, count, keywordUnary, prefix } from './operators.ts';
import { readGlobal, readName } from './scopes.ts';
import { template } from './texts.ts';
import { typeRef } from './types.ts';
import { argument, literal, unknown, type Walk } from './walk.ts';

const { SyntaxKind } = ts;

function identifier(c: Walk, node: ts.Identifier): ValueId {
  return readName(c, textOf(node), c.startOf(node), node.end);
}

function text(c: Walk, node: ts.StringLiteral | ts.JsxText): ValueId {
  return literal(c, c.startOf(node), node.end, node.text);
}

function number(c: Walk, node: ts.NumericLiteral): ValueId {
  const value = Number(node.text);
  return Number.isFinite(value)
    ? literal(c, c.startOf(node), node.end, value)
    : unknown(c, c.startOf(node), node.end, []);
}

function regex(c: Walk, node: ts.RegularExpressionLiteral): ValueId {
  const slash = node.text.lastIndexOf('/');
  const at = { start: c.startOf(node), end: node.end, owner: c.owner };
  return c.add({ ...at, kind: 'regex', source: node.text.slice(1, slash), flags: node.text.slice(slash + 1) });
}

function constant(value: boolean | null | undefined) {
  return (c: Walk, node: ts.Node): ValueId => literal(c, c.startOf(node), node.end, value);
}

/** Parentheses, `!`, `satisfies` and their like leave no trace. */
function inner(c: Walk, node: { expression: ts.Expression }, hint?: NameHint): ValueId {
  return expression(c, node.expression, hint);
}

function cast(c: Walk, node: ts.AsExpression | ts.TypeAssertion, hint?: NameHint): ValueId {
  const value = expression(c, node.expression, hint);
  if (ts.isConstTypeReference(node.type)) return value;
  const result: Value = { start: c.startOf(node), end: node.end, owner: c.owner, kind: 'cast', value };
  if (node.type.kind === SyntaxKind.AnyKeyword) result.isAny = true;
  else result.type = typeRef(c, node.type);
  return c.add(result);
}

function awaited(c: Walk, node: ts.AwaitExpression): ValueId {
  return c.add({
    start: c.startOf(node),
    end: node.end,
    owner: c.owner,
    kind: 'await',
    value: expression(c, node.expression),
  });
}

function yielded(c: Walk, node: ts.YieldExpression): ValueId {
  const parts: ValueId[] = [];
  if (node.expression) {
    const given = argument(c, node.expression, expression(c, node.expression));
    if (node.asteriskToken) given.isSpread = true;
    c.functions[c.owner]?.yields.push(given);
    parts.push(given.value);
  }
  return unknown(c, c.startOf(node), node.end, parts);
}

function self(kind: 'this' | 'super') {
  return (c: Walk, node: ts.Node): ValueId => {
    const start = c.startOf(node);
    const { end } = node;
    if (c.cls === undefined) return c.add({ start, end, owner: c.owner, kind });
    return c.add({ start, end, owner: c.owner, kind, cls: c.cls });
  };
}

function meta(c: Walk, node: ts.MetaProperty): ValueId {
  const name = `${node.keywordToken === SyntaxKind.ImportKeyword ? 'import' : 'new'}.${textOf(node.name)}`;
  return readGlobal(c, name, c.startOf(node), node.end);
}

function nothing(c: Walk, node: ts.Node): ValueId {
  return unknown(c, c.startOf(node), node.end, []);
}

const readers: [ts.SyntaxKind, ReadExpression][] = [
  [SyntaxKind.Identifier, identifier],
  [SyntaxKind.StringLiteral, text],
  [SyntaxKind.NoSubstitutionTemplateLiteral, text],
  [SyntaxKind.NumericLiteral, number],
  [SyntaxKind.BigIntLiteral, nothing],
  [SyntaxKind.PrivateIdentifier, nothing],
  [SyntaxKind.RegularExpressionLiteral, regex],
  [SyntaxKind.TrueKeyword, constant(true)],
  [SyntaxKind.FalseKeyword, constant(false)],
  [SyntaxKind.NullKeyword, constant(null)],
  [SyntaxKind.OmittedExpression, constant(undefined)],
  [SyntaxKind.ParenthesizedExpression, inner],
  [SyntaxKind.NonNullExpression, inner],
  [SyntaxKind.SatisfiesExpression, inner],
  [SyntaxKind.ExpressionWithTypeArguments, inner],
  [SyntaxKind.AsExpression, cast],
  [SyntaxKind.TypeAssertionExpression, cast],
  [SyntaxKind.AwaitExpression, awaited],
  [SyntaxKind.YieldExpression, yielded],
  [SyntaxKind.ThisKeyword, self('this')],
  [SyntaxKind.SuperKeyword, self('super')],
  [SyntaxKind.MetaProperty, meta],
  [SyntaxKind.TemplateExpression, template],
  [SyntaxKind.ObjectLiteralExpression, object],
  [SyntaxKind.ArrayLiteralExpression, array],
  [SyntaxKind.PropertyAccessExpression, propertyAccess],
  [SyntaxKind.ElementAccessExpression, elementAccess],
  [SyntaxKind.CallExpression, call],
  [SyntaxKind.NewExpression, construct],
  [SyntaxKind.TaggedTemplateExpression, taggedTemplate],
  [SyntaxKind.FunctionExpression, functionValue],
  [SyntaxKind.ArrowFunction, functionValue],
  [SyntaxKind.ClassExpression, classExpression],
  [SyntaxKind.BinaryExpression, binary],
  [SyntaxKind.ConditionalExpression, conditional],
  [SyntaxKind.PrefixUnaryExpression, prefix],
  [SyntaxKind.PostfixUnaryExpression, count],
  [SyntaxKind.TypeOfExpression, keywordUnary],
  [SyntaxKind.DeleteExpression, keywordUnary],
  [SyntaxKind.VoidExpression, keywordUnary],
  [SyntaxKind.JsxElement, jsx],
  [SyntaxKind.JsxSelfClosingElement, jsx],
  [SyntaxKind.JsxFragment, jsx],
  [SyntaxKind.JsxExpression, jsxExpression],
];

/** Fills the table that `expression` reads by. */
export function defineExpressions(): void {
  for (const [kind, read] of readers) expressionReaders[kind] = read;
}
