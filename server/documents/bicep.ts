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
    // Between the name and the value stands a type.
    if (word !== 'assert' && word !== 'metadata' && values.has(word)) overType();
    if (word === 'type') return { key: word, at, value: described(), labels };
    if (word === 'extension') {
      const value = cursor.match(/with\b/y) === undefined ? none() : (cursor.skip(true), expression(false));
      cursor.skip(false);
      cursor.match(/as[ \t]+\w+/y);
      return { key: word, at, value, labels };
    }
    return assigned(word, at, labels);
  }

  /** Up to the end of the line or a sign of equality that no bracket holds. */
  function overType(): void {
    for (let open = 0; open >= 0 && !cursor.isAtEnd();) {
      cursor.skip(open > 0);
      if (open === 0 && (cursor.startsWith('\n') || cursor.startsWith('='))) return;
      if (cursor.match(/[([{]/y) !== undefined) open++;
      else if (cursor.match(/[)\]}]/y) !== undefined) open--;
      else if (!dialect.text(cursor) && cursor.match(/[\w.]+/y) === undefined) cursor.at++;
    }
  }

  /** What a type is made of, of which no value comes; one of several goes on in the next line. */
  function described(): Tree {
    const sign = cursor.at;
    if (!cursor.take('=')) return none();
    cursor.skip(true);
    const start = cursor.at;
    for (;;) {
      overType();
      const end = cursor.at;
      cursor.skip(true);
      if (cursor.startsWith('|')) continue;
      cursor.at = end;
      break;
    }
    if (cursor.at === start) problems.push({ start: sign, end: sign + 1, message: 'no value stands behind it' });
    return none();
  }

  function none(): Tree {
    return { kind: 'null', file, start: cursor.at, end: cursor.at };
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
    const sign = cursor.at;
    const isGiven = cursor.take('=>') || cursor.take('=');
    const value = isGiven ? conditional() : none();
    if (isGiven && value.start >= value.end)
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
    else if (['using', 'import', 'extends'].includes(word)) {
      overType();
    } else {
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
  // Behind dollars as many of them begin what is filled in.
  const dollars = /^\$*(?=''')/.exec(text.slice(start, start + 8))?.[0];
  if (dollars !== undefined) {
    const from = start + dollars.length + 3;
    const close = text.indexOf("'''", from);
    const inner = { start: from, end: close < 0 ? text.length : close };
    cursor.at = close < 0 ? text.length : close + 3;
    const value = text.slice(inner.start, inner.end);
    const isTemplate = dollars !== '' && value.includes(`${dollars}{`);
    const tree: TextTree = { kind: 'text', file, start, end: cursor.at, value, inner, style: 'block' };
    return isTemplate ? { ...tree, isTemplate } : tree;
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
