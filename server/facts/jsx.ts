/** JSX: its expressions are walked; what a component makes of them is not followed. */
import { ts } from 'ts-morph';
import { expression } from './dispatch.ts';
import type { ValueId } from './facts.ts';
import { unknown, type Walk } from './walk.ts';

/** An unknown value that holds all expressions of the element. */
export function jsx(c: Walk, node: ts.JsxElement | ts.JsxSelfClosingElement | ts.JsxFragment): ValueId {
  const parts: ValueId[] = [];
  if (ts.isJsxSelfClosingElement(node)) opening(c, node, parts);
  else if (ts.isJsxElement(node)) opening(c, node.openingElement, parts);
  if (!ts.isJsxSelfClosingElement(node)) {
    for (const child of node.children) if (!ts.isJsxText(child)) parts.push(expression(c, child));
  }
  return unknown(c, c.startOf(node), node.end, parts);
}

function opening(c: Walk, node: ts.JsxOpeningLikeElement, parts: ValueId[]): void {
  const tag = node.tagName;
  // Lower-case tags are names of the page, not of the program.
  if (!ts.isJsxNamespacedName(tag) && !(ts.isIdentifier(tag) && /^[a-z]/.test(tag.text)))
    parts.push(expression(c, tag));
  for (const attribute of node.attributes.properties) {
    if (ts.isJsxSpreadAttribute(attribute)) parts.push(expression(c, attribute.expression));
    else if (attribute.initializer) parts.push(expression(c, attribute.initializer));
  }
}

/** The value inside of the braces. */
export function jsxExpression(c: Walk, node: ts.JsxExpression): ValueId {
  return node.expression ? expression(c, node.expression) : unknown(c, c.startOf(node), node.end, []);
}
