/** Bicep: every statement is an entry whose labels are its symbol and, for resources and modules, what it declares. */
import { unclosed } from './brackets.ts';
import { createCursor, type Cursor, lineEnd, stringEnd } from './cursor.ts';
import type { Entry, MapTree, SyntaxProblem, TextTree, Tree } from './document.ts';
import { createExpressions, type Dialect } from './expressions.ts';
import { offsetsOf } from './offsets.ts';

/** What tells the compiler which of its warnings to keep says nothing of the template. */
const comments = ['//', '#disable-', '#restore-'];
const identifier = /[A-Za-z_]\w*/y;
const declarations = new Set(['resource', 'module', 'extension', 'provider']);
const values = new Set(['var', 'param', 'output', 'type', 'func', 'assert', 'metadata']);

/** The statements of the file. */
export function readBicep(file: string, text: string): { root: MapTree; problems: SyntaxProblem[] } {
  const cursor = createCursor(text, comments);
  const open = unclosed(createCursor(text, comments), (here) => bicepText(file, here));
  const problems: SyntaxProblem[] = [];
  const dialect: Dialect = {
    text: (here) => bicepText(file, here),
    separators: [':'],
    transparent: new Set(['string', 'any']),
    statement: (here) => {
      const start = here.at;
      const word = here.match(identifier);
      const isNested = word === 'resource' && /^[ \t]+\w+[ \t]+'/.test(text.slice(here.at));
      const entry = isNested ? statement('resource', start) : undefined;
      if (!entry) here.at = start;
      return entry;
    },
  };
  const { expression } = createExpressions(file, cursor, dialect);

  function statement(word: string, start: number): Entry | undefined {
    const at = { file, start, end: cursor.at };
    cursor.skip(false);
    if (word === 'targetScope') return assigned(word, at, []);
    if (!declarations.has(word) && !values.has(word)) return undefined;
    const labels = labelsAt();
    if (word === 'param' || word === 'output' || word === 'type' || word === 'func' || word === 'var') {
      // Between the name and the value stands a type.
      if (cursor.startsWith('{')) expression(false);
      cursor.match(/[^\n={]*/y);
    }
    if (word === 'extension' && cursor.match(/with\b/y) !== undefined) {
      cursor.skip(true);
      return { key: word, at, value: expression(false), labels };
    }
    return assigned(word, at, labels);
  }

  function labelsAt(): TextTree[] {
    const labels: TextTree[] = [];
    for (;;) {
      cursor.skip(false);
      const start = cursor.at;
      const quoted = dialect.text(cursor);
      const word = quoted || labels.length === 1 ? undefined : cursor.match(identifier);
      const isExisting = !quoted && word === undefined && cursor.match(/existing\b/y) !== undefined;
      if (quoted) labels.push(quoted);
      else if (word !== undefined || isExisting) labels.push(plain(start, word ?? 'existing'));
      else return labels;
    }
  }

  function plain(start: number, value: string): TextTree {
    return { kind: 'text', file, start, end: cursor.at, value, inner: { start, end: cursor.at }, style: 'plain' };
  }

  function assigned(key: string, at: Entry['at'], labels: TextTree[]): Entry {
    cursor.skip(false);
    const none: Tree = { kind: 'null', file, start: cursor.at, end: cursor.at };
    const sign = cursor.at;
    const value = cursor.take('=') ? conditional() : none;
    if (value !== none && value.start >= value.end)
      problems.push({ start: sign, end: sign + 1, message: 'no value stands behind it' });
    return labels.length > 0 ? { key, at, value, labels } : { key, at, value };
  }

  // `= if (condition) { … }`: the object is the value.
  function conditional(): Tree {
    cursor.skip(true);
    if (cursor.match(/if\s*(?=\()/y) !== undefined) expression(false);
    return expression(false);
  }

  const entries: Entry[] = [];
  for (;;) {
    cursor.skip(true);
    if (cursor.isAtEnd()) break;
    const start = cursor.at;
    if (cursor.take('@')) {
      expression(false);
      continue;
    }
    const word = cursor.match(identifier) ?? '';
    const entry = statement(word, start);
    if (entry) entries.push(entry);
    else {
      if (!['using', 'import', 'extends'].includes(word))
        problems.push({ start, end: Math.max(cursor.at, start + 1), message: 'not a statement of Bicep' });
      cursor.at = Math.max(lineEnd(text, start), start + 1);
    }
  }
  return {
    root: { kind: 'map', file, start: 0, end: text.length, entries },
    problems: open.length > 0 ? open : problems,
  };
}

function bicepText(file: string, cursor: Cursor): TextTree | undefined {
  const { text, at: start } = cursor;
  if (cursor.startsWith("'''")) {
    const close = text.indexOf("'''", start + 3);
    const inner = { start: start + 3, end: close < 0 ? text.length : close };
    cursor.at = close < 0 ? text.length : close + 3;
    const value = text.slice(inner.start, inner.end);
    return { kind: 'text', file, start, end: cursor.at, value, inner, style: 'block' };
  }
  if (!cursor.startsWith("'")) return undefined;
  const end = stringEnd(text, start + 1, "'");
  cursor.at = end;
  const inner = { start: start + 1, end: text[end - 1] === "'" && end > start + 1 ? end - 1 : end };
  const raw = text.slice(inner.start, inner.end);
  const value = raw.replace(/\\(.)/g, (_all, char: string) => ({ n: '\n', r: '\r', t: '\t' })[char] ?? char);
  const offsets = offsetsOf(text, inner.start, inner.end, value, 'backslash');
  const isTemplate = /(?<!\\)\$\{/.test(raw);
  const tree: TextTree = { kind: 'text', file, start, end, value, inner, style: 'single' };
  return { ...tree, ...(offsets ? { offsets } : {}), ...(isTemplate ? { isTemplate: true as const } : {}) };
}
