/** Comments that suppress findings. Only a text that has the word pays for the search. */
import { ts } from 'ts-morph';
import type { IgnoreComment } from './facts.ts';

const word = 'bailiwick-ignore';

/** The comments whose text begins with `bailiwick-ignore`, in order; the word in a string or inside another comment is none. */
export function ignoreComments(source: ts.SourceFile, text: string): IgnoreComment[] {
  const found: IgnoreComment[] = [];
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
    const start = markerBefore(text, at);
    if (start === undefined || !isComment(source, text, start)) continue;
    const isBlock = text.charCodeAt(start + 1) === 42;
    const close = isBlock ? text.indexOf('*/', at) : lineEnd(text, at);
    const end = close === -1 ? text.length : isBlock ? close + 2 : close;
    const inner = text.slice(at, isBlock && close !== -1 ? close : end);
    found.push({ start, end, text: inner.trim() });
  }
  return found;
}

/** The offset of the `//` or block marker that only white space and stars separate from the word. */
function markerBefore(text: string, at: number): number | undefined {
  let i = at;
  while (i > 0 && /[\s*]/.test(text.charAt(i - 1))) i--;
  if (text.charCodeAt(i - 1) !== 47) return undefined;
  if (text.charCodeAt(i) === 42) return i - 1;
  const between = text.slice(i, at);
  if (text.charCodeAt(i - 2) !== 47 || /[\n*]/.test(between)) return undefined;
  let start = i - 2;
  while (text.charCodeAt(start - 1) === 47) start--;
  return start;
}

function isComment(source: ts.SourceFile, text: string, start: number): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  for (let at = text.indexOf('//', lineStart); at !== -1 && at < start; at = text.indexOf('//', at + 2)) {
    if (isTrivia(source, at)) return false;
  }
  const open = start === 0 ? -1 : text.lastIndexOf('/*', start - 1);
  const isInBlock = open !== -1 && !text.slice(open + 2, start).includes('*/') && isTrivia(source, open);
  return !isInBlock && isTrivia(source, start);
}

/** Says that no token covers the offset: it lies before a node's first token or between the tokens of one. */
function isTrivia(source: ts.SourceFile, offset: number): boolean {
  let node: ts.Node = source;
  for (;;) {
    const next: ts.Node | undefined = node.forEachChild((child) =>
      child.pos <= offset && offset < child.end ? child : undefined,
    );
    if (!next) break;
    node = next;
  }
  const isToken = ts.isToken(node) || ts.isJsxText(node) || ts.isIdentifier(node);
  return !isToken || node === source || offset < node.getStart(source);
}

function lineEnd(text: string, at: number): number {
  const end = text.slice(at).search(/[\r\n\u2028\u2029]/);
  return end === -1 ? text.length : at + end;
}
