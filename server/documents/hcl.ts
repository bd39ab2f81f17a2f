/**
 * HCL as Terraform and its relatives write it: attributes and blocks. Of the parsers on npm none keeps places or works
 * without a Go runtime compiled into it, so this is a scanner of our own that tolerates what it does not know.
 */
import { createCursor, type Cursor, lineEnd, stringEnd } from './cursor.ts';
import type { Entry, MapTree, SyntaxProblem, TextTree, Tree } from './document.ts';
import { unclosed } from './brackets.ts';
import { createExpressions, type Dialect } from './expressions.ts';
import { offsetsOf } from './offsets.ts';

const comments = ['#', '//'];
const identifier = /[A-Za-z_][\w-]*/y;
const transparent = new Set(['jsonencode', 'yamlencode', 'tostring', 'toset', 'tolist', 'sensitive', 'nonsensitive']);

/** The attributes and blocks of the file; a block is an entry with its labels. */
export function readHcl(file: string, text: string): { root: MapTree; problems: SyntaxProblem[] } {
  const cursor = createCursor(text, comments);
  const open = unclosed(createCursor(text, comments), (here) => hclText(file, here));
  const problems: SyntaxProblem[] = [];
  const dialect: Dialect = { text: (here) => hclText(file, here), separators: ['=', ':'], transparent };
  const { expression } = createExpressions(file, cursor, dialect);

  function body(depth: number): Entry[] {
    const entries: Entry[] = [];
    for (;;) {
      cursor.skip(true);
      if (cursor.isAtEnd() || cursor.startsWith('}')) return entries;
      const start = cursor.at;
      const key = cursor.match(identifier) ?? dialect.text(cursor)?.value;
      const entry = key === undefined ? undefined : attributeOrBlock(key, start, depth);
      if (entry) entries.push(entry);
      else {
        problems.push({ start, end: Math.max(cursor.at, start + 1), message: 'neither an attribute nor a block' });
        cursor.at = Math.max(lineEnd(text, start), start + 1);
      }
    }
  }

  function attributeOrBlock(key: string, keyStart: number, depth: number): Entry | undefined {
    const at = { file, start: keyStart, end: cursor.at };
    cursor.skip(false);
    if (cursor.startsWith('=') && !cursor.startsWith('==')) {
      cursor.at++;
      return { key, at, value: valueOf(key, at.start) };
    }
    const labels: TextTree[] = [];
    for (;;) {
      const from = cursor.at;
      const label = dialect.text(cursor) ?? bareLabel(from);
      if (!label) break;
      labels.push(label);
      cursor.skip(false);
    }
    const start = cursor.at;
    if (depth > 100 || !cursor.take('{')) return undefined;
    const entries = body(depth + 1);
    cursor.take('}');
    const value: MapTree = { kind: 'map', file, start, end: cursor.at, entries };
    return labels.length > 0 ? { key, at, value, labels } : { key, at, value };
  }

  function valueOf(key: string, start: number): Tree {
    const value = expression(false);
    const { at } = cursor;
    if (value.start >= value.end) problems.push({ start, end: start + 1, message: `\`${key}\` has no value` });
    cursor.skip(false);
    if (!cursor.isAtEnd() && !cursor.startsWith('\n') && !cursor.startsWith('}'))
      problems.push({
        start: cursor.at,
        end: cursor.at + 1,
        message: `nothing more is expected behind the value of \`${key}\``,
      });
    cursor.at = at;
    return value;
  }

  function bareLabel(start: number): TextTree | undefined {
    const value = cursor.match(identifier);
    if (value === undefined) return undefined;
    return { kind: 'text', file, start, end: cursor.at, value, inner: { start, end: cursor.at }, style: 'plain' };
  }

  const entries = body(0);
  // A brace that closes nothing was told.
  while (!cursor.isAtEnd()) {
    cursor.at++;
    entries.push(...body(0));
  }
  return {
    root: { kind: 'map', file, start: 0, end: text.length, entries },
    problems: open.length > 0 ? open : problems,
  };
}

const heredoc = /<<(-?)([A-Za-z_]\w*)[ \t]*\r?\n/y;

function hclText(file: string, cursor: Cursor): TextTree | undefined {
  const { text, at: start } = cursor;
  if (cursor.startsWith('"')) {
    const end = stringEnd(text, start + 1, '"');
    const isClosed = text[end - 1] === '"' && end > start + 1;
    cursor.at = end;
    const inner = { start: start + 1, end: isClosed ? end - 1 : end };
    const raw = text.slice(inner.start, inner.end);
    return finish({ kind: 'text', file, start, end, value: unescaped(raw), inner, style: 'double' }, text, 'backslash');
  }
  const opened = cursor.match(heredoc);
  if (opened === undefined) return undefined;
  const [, dash, word = ''] = /<<(-?)(\w+)/.exec(opened) ?? [];
  const inner = { start: cursor.at, end: cursor.at };
  const close = new RegExp(`^[ \\t]*${word}[ \\t]*\\r?$`, 'm').exec(text.slice(cursor.at));
  inner.end = close ? cursor.at + close.index : text.length;
  cursor.at = close ? inner.end + close[0].trimEnd().length : text.length;
  const raw = text.slice(inner.start, inner.end);
  const value = dash ? withoutIndent(raw) : raw;
  return finish({ kind: 'text', file, start, end: cursor.at, value, inner, style: 'block' }, text, 'none');
}

function finish(tree: TextTree, text: string, escape: 'backslash' | 'none'): TextTree {
  const offsets = offsetsOf(text, tree.inner.start, tree.inner.end, tree.value, escape);
  const isTemplate = /(?<!\$)\$\{|(?<!%)%\{/.test(tree.value);
  return { ...tree, ...(offsets ? { offsets } : {}), ...(isTemplate ? { isTemplate: true as const } : {}) };
}

function unescaped(raw: string): string {
  const plain: Record<string, string> = { n: '\n', r: '\r', t: '\t' };
  return raw.replace(/\\(?:u([\da-fA-F]{4})|(.))/gs, (_all, hex: string | undefined, char: string) =>
    hex === undefined ? (plain[char] ?? char) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function withoutIndent(raw: string): string {
  const indents = raw
    .split('\n')
    .flatMap((line) => (line.trim() === '' ? [] : [/^[ \t]*/.exec(line)?.[0].length ?? 0]));
  const least = Math.min(...indents, 1000);
  return raw.replace(/^[ \t]*/gm, (blank) => blank.slice(Math.min(least, blank.length)));
}
