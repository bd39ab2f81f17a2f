/** Template strings and `+` chains, as one list of texts and parts. */
import { ts } from 'ts-morph';
import { expression } from './dispatch.ts';
import type { ValueId } from './facts.ts';
import { literal, type Walk } from './walk.ts';

export interface Text {
  append(node: ts.Expression): void;
  finish(start: number, end: number): ValueId;
}

/** A `+` chain that begins with an expression or with a value that is already read. */
export function createText(c: Walk, first: ts.Expression | undefined, read?: ValueId): Text {
  const texts = [''];
  const parts: ValueId[] = [];
  const add = (text: string): void => {
    texts[texts.length - 1] += text;
  };
  const addPart = (part: ValueId): void => {
    parts.push(part);
    texts.push('');
  };
  const append = (written: ts.Expression): void => {
    const node = ts.isParenthesizedExpression(written) ? written.expression : written;
    if (ts.isStringLiteralLike(node)) return add(node.text);
    if (!ts.isTemplateExpression(node)) return addPart(expression(c, node));
    add(node.head.text);
    for (const span of node.templateSpans) {
      addPart(expression(c, span.expression));
      add(span.literal.text);
    }
  };
  if (first) append(first);
  else if (read !== undefined) addPart(read);
  return {
    append,
    finish(start, end) {
      const [only] = texts;
      if (parts.length === 0) return literal(c, start, end, only);
      return c.add({ start, end, owner: c.owner, kind: 'template', texts, parts });
    },
  };
}

/** The value of a template string with holes. */
export function template(c: Walk, node: ts.TemplateExpression): ValueId {
  const texts = [node.head.text];
  const parts: ValueId[] = [];
  for (const span of node.templateSpans) {
    parts.push(expression(c, span.expression));
    texts.push(span.literal.text);
  }
  return c.add({ start: c.startOf(node), end: node.end, owner: c.owner, kind: 'template', texts, parts });
}
