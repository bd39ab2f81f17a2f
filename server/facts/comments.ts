/** Comments that suppress a finding. */
import { ts } from 'ts-morph';
import type { IgnoreComment } from './facts.ts';

const word = 'bailiwick-ignore';

/** Every comment whose text begins with `bailiwick-ignore`; the same words in a string are no comment. */
export function ignoreComments(text: string, source: ts.SourceFile): IgnoreComment[] {
  const found: IgnoreComment[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const comment = commentAround(text, at);
    if (comment && !isInsideToken(source, comment.start)) found.push(comment);
  }
  return found;
}

function commentAround(text: string, at: number): IgnoreComment | undefined {
  const lineStart = text.lastIndexOf('\n', at) + 1;
  const before = text.slice(lineStart, at);
  const line = /(\/\/+|\/\*+|^\s*\*)\s*$/.exec(before);
  if (!line) return undefined;
  const marker = line[1]?.trim() ?? '';
  const start = lineStart + line.index + line[0].indexOf(marker);
  const lineEnd = text.indexOf('\n', at);
  const close = marker.startsWith('//') ? -1 : text.indexOf('*/', at);
  const stop = close >= 0 && (lineEnd < 0 || close < lineEnd) ? close : lineEnd < 0 ? text.length : lineEnd;
  return { start, end: stop, text: text.slice(at, stop).trim() };
}

// Strings, templates and JSX text are tokens; a comment stands between tokens.
function isInsideToken(source: ts.SourceFile, offset: number): boolean {
  let node: ts.Node = source;
  for (;;) {
    let child: ts.Node | undefined;
    ts.forEachChild(node, (candidate) => {
      if (offset >= candidate.pos && offset < candidate.end) child = candidate;
    });
    if (!child) break;
    node = child;
  }
  const isText = ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) || ts.isJsxText(node) || ts.isRegularExpressionLiteral(node);
  return isText && offset >= node.getStart(source);
}
