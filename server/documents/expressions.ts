/** Expressions of HCL and Bicep, good enough for literals, lists, objects, calls and texts; the rest is kept as source. */
import type { Cursor } from './cursor.ts';
import type { Entry, TextTree, Tree } from './document.ts';

/** What differs between the languages. */
export interface Dialect {
  /** A text that begins at the cursor, read whole; undefined when none does. */
  text(cursor: Cursor): TextTree | undefined;
  /** Between a key and its value. */
  separators: readonly string[];
  /** Statements that may stand in an object beside its properties. */
  statement?(cursor: Cursor, value: () => Tree): Entry | undefined;
  /** Calls that only wrap their argument: `jsonencode({…})`. */
  transparent: ReadonlySet<string>;
}

const maxDepth = 200;
const operators = /\.\.\.|\|\|?|&&|[=!]=|=~|!~|<=|>=|\?\?|[-+*/%<>?]/y;
const name = /[A-Za-z_][\w-]*/y;
const number = /\d[\d_.]*(?:[eE][-+]?\d+)?/y;

/** A reader of one expression at the cursor; it always moves on or says nothing. */
export function createExpressions(file: string, cursor: Cursor, dialect: Dialect) {
  const { text } = cursor;
  let depth = 0;

  const place = (start: number) => ({ file, start, end: cursor.at });
  const source = (start: number, parts: Tree[]): Tree => ({
    kind: 'expression',
    ...place(start),
    source: text.slice(start, cursor.at),
    parts,
  });

  /** An expression; inside brackets it may go on in the next line. */
  function expression(inBrackets: boolean): Tree {
    cursor.skip(inBrackets);
    const start = cursor.at;
    if (depth >= maxDepth) {
      cursor.at = text.length;
      return source(start, []);
    }
    depth++;
    const first = term(inBrackets);
    const parts = [first];
    for (;;) {
      const before = cursor.at;
      cursor.skip(inBrackets);
      // A conditional may be broken before its operators even outside brackets, with comments between.
      const sameLine = cursor.at;
      if (!inBrackets) cursor.skip(true);
      const goesOn = inBrackets || (parts.length > 1 ? /^[?:]\s/ : /^\?\s/).test(text.slice(cursor.at, cursor.at + 2));
      if (!goesOn) cursor.at = sameLine;
      if (isQuestion() || cursor.match(operators)) {
        cursor.skip(true);
        parts.push(term(inBrackets));
      } else if (parts.length > 1 && cursor.startsWith(':') && !cursor.startsWith('::')) {
        cursor.at++;
        cursor.skip(true);
        parts.push(term(inBrackets));
      } else {
        cursor.at = before;
        break;
      }
    }
    depth--;
    return parts.length === 1 ? first : source(start, parts);
  }

  function isQuestion(): boolean {
    if (!cursor.startsWith('?') || cursor.startsWith('??')) return false;
    cursor.at++;
    return true;
  }

  function term(inBrackets: boolean): Tree {
    cursor.skip(inBrackets);
    const start = cursor.at;
    if (cursor.match(/[!-]/y)) {
      const operand = term(inBrackets);
      return operand.kind === 'number'
        ? { ...operand, ...place(start), value: -operand.value }
        : source(start, [operand]);
    }
    const first = dialect.text(cursor) ?? primary(start);
    return postfix(start, first);
  }

  function primary(start: number): Tree {
    if (cursor.startsWith('[')) return list(start);
    if (cursor.startsWith('{')) return object(start);
    // A function of several values, as `reduce` takes one: what it makes is told as it stands.
    if (cursor.match(/\((?:\s*\w+\s*,\s*\w+[^()]*)?\)\s*=>/y) !== undefined) return source(start, [expression(true)]);
    if (cursor.take('(')) {
      const inner = expression(true);
      close(')');
      return inner.kind === 'expression' ? source(start, inner.parts) : inner;
    }
    const digits = cursor.match(number);
    if (digits !== undefined) return { kind: 'number', ...place(start), value: Number(digits.replaceAll('_', '')) };
    const word = cursor.match(name);
    if (word === 'true' || word === 'false') return { kind: 'boolean', ...place(start), value: word === 'true' };
    if (word === 'null') return { kind: 'null', ...place(start) };
    // A character that begins nothing: skip it, or the scan would stand still.
    if (word === undefined && !cursor.isAtEnd() && !/[\s)\]},]/.test(text.charAt(cursor.at))) cursor.at++;
    return source(start, []);
  }

  function postfix(start: number, first: Tree): Tree {
    let tree = first;
    for (;;) {
      if (tree.kind === 'expression' && isCalled(tree.source)) tree = call(start, tree.source);
      else if (cursor.match(/\.\?|::|\.(?!\.)|!(?!=)/y)) {
        cursor.match(/[\w*-]+/y);
        tree = source(start, partsOf(tree));
      } else if (cursor.startsWith('[') && tree.kind !== 'text') {
        cursor.match(/\[\??/y);
        expression(true);
        close(']');
        tree = source(start, partsOf(tree));
      } else return tree;
    }
  }

  /** At the bracket of a call, which may stand apart from its name. */
  function isCalled(callee: string): boolean {
    if (cursor.startsWith('(')) return true;
    return /\w$/.test(callee) && cursor.match(/[ \t]+(?=\()/y) !== undefined;
  }

  // A chain of names is one reference, however long.
  function partsOf(tree: Tree): Tree[] {
    return tree.kind === 'expression' ? tree.parts : [tree];
  }

  function call(start: number, callee: string): Tree {
    cursor.at++;
    const args = until(')', () => expression(true));
    const [only] = args;
    if (only && args.length === 1 && dialect.transparent.has(callee)) return only;
    return { kind: 'call', ...place(start), name: callee, args };
  }

  function list(start: number): Tree {
    cursor.at++;
    cursor.skip(true);
    if (/^for\s/.test(text.slice(cursor.at, cursor.at + 4))) return loop(start, ']');
    const items = until(']', () => expression(true));
    return { kind: 'list', ...place(start), isFlow: true, items };
  }

  function object(start: number): Tree {
    cursor.at++;
    cursor.skip(true);
    if (/^for\s/.test(text.slice(cursor.at, cursor.at + 4))) return loop(start, '}');
    let isOpen = false;
    const entries = until('}', () => {
      const statement = dialect.statement?.(cursor, () => expression(false));
      if (statement) return statement;
      const at = cursor.at;
      if (cursor.take('...')) {
        expression(true);
        isOpen = true;
        return undefined;
      }
      const key = keyAt();
      if (!key) isOpen = true;
      cursor.skip(true);
      const separator = dialect.separators.find((each) => cursor.take(each));
      if (separator === undefined) {
        if (cursor.at === at) cursor.at++;
        return undefined;
      }
      const value = expression(false);
      return key && { ...key, value };
    });
    const known = entries.flatMap((entry) => entry ?? []);
    return { kind: 'map', ...place(start), entries: known, isFlow: true, ...(isOpen ? { isOpen: true as const } : {}) };
  }

  function keyAt(): { key: string; at: { file: string; start: number; end: number } } | undefined {
    const start = cursor.at;
    const quoted = dialect.text(cursor);
    // `"${local.issuer}:sub"` says what it is behind the hole.
    const isUnknown = quoted?.isTemplate === true && !/\}[^{}$]+$/.test(quoted.value);
    if (quoted) return isUnknown ? undefined : { key: quoted.value, at: place(start) };
    const word = cursor.match(/[\w-]+/y);
    if (word !== undefined) return { key: word, at: place(start) };
    // `(var.name) = …` is a key that only the run knows.
    if (cursor.startsWith('(') || cursor.startsWith('$')) term(true);
    return undefined;
  }

  // `[for x in list: { … }]`: what stands behind the colon is the value of each.
  function loop(start: number, bracket: string): Tree {
    const parts: Tree[] = [];
    cursor.match(/for\b/y);
    for (let open = 0; !cursor.isAtEnd();) {
      cursor.skip(true);
      if (open === 0 && cursor.take(':')) {
        parts.push(...until(bracket, () => (cursor.match(/if\b|=>/y), expression(true))));
        return source(start, parts);
      }
      if (open === 0 && cursor.take(bracket)) return source(start, parts);
      const before = cursor.at;
      if (cursor.match(/[([{]/y)) open++;
      else if (cursor.match(/[)\]}]/y)) open--;
      else if (!dialect.text(cursor)) cursor.match(/[\w.-]+/y);
      if (cursor.at === before) cursor.at++;
    }
    return source(start, parts);
  }

  function until<T>(bracket: string, item: () => T): T[] {
    const items: T[] = [];
    for (;;) {
      cursor.skip(true);
      while (cursor.take(',')) cursor.skip(true);
      if (cursor.take(bracket) || cursor.isAtEnd()) return items;
      const before = cursor.at;
      // A bracket of another kind: this one was never closed.
      if (/[)\]}]/.test(text.charAt(before))) return items;
      items.push(item());
      if (cursor.at === before) cursor.at++;
    }
  }

  function close(bracket: string): void {
    cursor.skip(true);
    cursor.take(bracket);
  }

  return { expression };
}
