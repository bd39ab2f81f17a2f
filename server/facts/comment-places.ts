/** Where in a source text a comment may be written, and in which form. */
import { ts } from 'ts-morph';
import { parse } from './typescript.ts';

/** `code`: any comment; `child`: among the children of a JSX element, where a comment needs braces; `none`: inside text. */
export type CommentPlace = 'code' | 'child' | 'none';

/** Answers for offsets of one text; it is parsed at the first question. */
export function createCommentPlaces(path: string, text: string): (offset: number) => CommentPlace {
  let source: ts.SourceFile | undefined;
  return (offset) => {
    source ??= parse(path, text, []);
    return source ? placeIn(source, text, offset) : 'none';
  };
}

function placeIn(source: ts.SourceFile, text: string, offset: number): CommentPlace {
  let node: ts.Node = source;
  let isChild = false;
  for (;;) {
    const holder: ts.Node = node;
    const next: ts.Node | undefined = holder.forEachChild((child) =>
      child.pos <= offset && offset < child.end ? child : undefined,
    );
    if (!next) break;
    // Between two children of an element there is text, even if it is empty.
    isChild = isJsxParent(holder) && isJsxChild(next) && offset === next.getStart(source);
    node = next;
  }
  if (ts.isJsxText(node) || isChild) return 'child';
  const start = node.getStart(source);
  if (offset <= start) return isInComment(text, node.pos, offset) ? 'none' : 'code';
  return isLiteral(node) ? 'none' : isInComment(text, lastTokenEnd(source, node, offset), offset) ? 'none' : 'code';
}

function isJsxParent(node: ts.Node): boolean {
  return ts.isJsxElement(node) || ts.isJsxFragment(node);
}

function isJsxChild(node: ts.Node): boolean {
  return (
    isJsxParent(node) ||
    ts.isJsxSelfClosingElement(node) ||
    ts.isJsxExpression(node) ||
    ts.isJsxClosingElement(node) ||
    ts.isJsxClosingFragment(node)
  );
}

function isLiteral(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) || ts.isRegularExpressionLiteral(node);
}

// Where the trivia that may hold the offset begins: behind the last child before it.
function lastTokenEnd(source: ts.SourceFile, node: ts.Node, offset: number): number {
  let end = node.getStart(source);
  node.forEachChild((child) => {
    if (child.end <= offset) end = Math.max(end, child.end);
  });
  return end;
}

// From a place outside of comments and strings on.
function isInComment(text: string, from: number, offset: number): boolean {
  const pattern = /\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
  for (let at = from; at < offset; at++) {
    pattern.lastIndex = at;
    const comment = pattern.exec(text)?.[0];
    if (comment === undefined) continue;
    const isLine = comment.startsWith('//');
    if (at + comment.length > offset || (isLine && at + comment.length === offset)) return true;
    at += comment.length - 1;
  }
  return false;
}
