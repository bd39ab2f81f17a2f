/** Names as they are written in the tree. */
import { ts } from 'ts-morph';
import type { Walk } from './walk.ts';

const { SyntaxKind } = ts;

/** The name as it is written. */
export function textOf(name: ts.Identifier | ts.PrivateIdentifier): string {
  const escaped = name.escapedText as string;
  // Only a name with two leading underscores is stored otherwise than it is written.
  return escaped.charCodeAt(0) === 95 && escaped.charCodeAt(1) === 95 ? name.text : escaped;
}

/** The name of a property when it is static: numeric keys as written, private names with their `#`. */
export function staticName(c: Walk, name: ts.PropertyName | ts.Expression): string | undefined {
  switch (name.kind) {
    case SyntaxKind.Identifier:
    case SyntaxKind.PrivateIdentifier:
      return textOf(name as ts.Identifier);
    case SyntaxKind.ComputedPropertyName:
      return constantKey(c, (name as ts.ComputedPropertyName).expression);
    default:
      return constantKey(c, name);
  }
}

function constantKey(c: Walk, node: ts.Node): string | undefined {
  if (node.kind === SyntaxKind.StringLiteral || node.kind === SyntaxKind.NoSubstitutionTemplateLiteral) {
    return (node as ts.StringLiteral).text;
  }
  if (node.kind === SyntaxKind.NumericLiteral || node.kind === SyntaxKind.BigIntLiteral) {
    return c.text.slice(c.startOf(node), node.end);
  }
  return undefined;
}

/** The expression without parentheses, `!`, `satisfies`, `as const` and type arguments. */
export function unwrap(node: ts.Expression): ts.Expression {
  for (;;) {
    if (
      ts.isParenthesizedExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isSatisfiesExpression(node) ||
      ts.isExpressionWithTypeArguments(node) ||
      ((ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) && ts.isConstTypeReference(node.type))
    ) {
      node = node.expression;
    } else {
      return node;
    }
  }
}

/** True when the declaration has the modifier: `export`, `static`, `async`. */
export function hasModifier(
  node: { modifiers?: ts.NodeArray<ts.ModifierLike> | undefined },
  kind: ts.SyntaxKind,
): boolean {
  const { modifiers } = node;
  return modifiers !== undefined && modifiers.some((m) => m.kind === kind);
}
