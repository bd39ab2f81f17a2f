/** Comments of manifests that suppress findings, in the marks of each syntax. */
import type { IgnoreComment } from '../finding.ts';
import type { FileSyntax } from '../input/syntax.ts';
import type { Tree } from './document.ts';
import { walk } from './tree.ts';

const word = 'bailiwick-ignore';

/** What opens a comment, and what ends it when that is not the end of the line. */
const marks: Record<FileSyntax, [open: string, close?: string][]> = {
  json: [['//'], ['/*', '*/']],
  yaml: [['#']],
  toml: [['#']],
  env: [['#']],
  requirements: [['#']],
  python: [['#']],
  dockerfile: [['#']],
  hcl: [['#'], ['//'], ['/*', '*/']],
  bicep: [['//'], ['/*', '*/']],
  markdown: [['#'], ['<!--', '-->']],
};

/** The comments whose text begins with `bailiwick-ignore`; in a quoted text the word is none. */
export function ignoreComments(text: string, syntax: FileSyntax, roots: readonly Tree[]): IgnoreComment[] {
  if (!text.includes(word)) return [];
  const quoted = roots.flatMap((root) =>
    [...walk(root)].flatMap(({ tree }) => (tree.kind === 'text' && tree.style !== 'block' ? [tree] : [])),
  );
  const found: IgnoreComment[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const opened = marks[syntax].flatMap(([open, close]) => {
      const start = text.slice(0, at).trimEnd().length - open.length;
      const between = text.slice(start + open.length, at);
      const isHere = start >= 0 && text.startsWith(open, start) && (close !== undefined || !between.includes('\n'));
      return isHere ? [{ start, close }] : [];
    });
    const [comment] = opened;
    if (!comment || quoted.some(({ start, end }) => start <= comment.start && comment.start < end)) continue;
    const stop = comment.close === undefined ? -1 : text.indexOf(comment.close, at);
    const line = /[\r\n]/.exec(text.slice(at))?.index;
    const lineEnd = line === undefined ? text.length : at + line;
    const inner = text.slice(at, stop >= 0 ? stop : lineEnd);
    const end = stop >= 0 && comment.close !== undefined ? stop + comment.close.length : lineEnd;
    found.push({ start: comment.start, end, text: inner.trim() });
  }
  return found;
}
