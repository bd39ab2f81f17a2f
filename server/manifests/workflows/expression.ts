/** The language of conditions in workflows: from its text to a tree. */

export type Expression =
  | { kind: 'literal'; value: Scalar }
  /** `github.event.comment.body`, in lower case, an index written as a name. */
  | { kind: 'path'; path: string }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'not'; of: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression };

export type Scalar = string | number | boolean | null;

// Real conditions hold a few dozen words; whatever is far beyond is not read.
const maxTokens = 2000;
const maxDepth = 50;
const token = /\s*(?:('(?:[^']|'')*')|(-?(?:\d+(?:\.\d+)?))|([A-Za-z_][\w-]*)|(&&|\|\||[=!<>]=|[!<>()[\],.*]))/y;
const levels = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=']];
const constants = new Map<string, Scalar>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** The tree of a condition, with or without `${{ }}` around it; undefined where it cannot be read. */
export function parseExpression(text: string): Expression | undefined {
  // With something beside the braces it is a text that is filled in, and that is always true.
  const inner = /^\s*\$\{\{((?:(?!\$\{\{|\}\}).)*)\}\}\s*$/s.exec(text)?.[1] ?? text;
  const tokens = tokensOf(inner);
  return tokens && new Reader(tokens).whole();
}

function tokensOf(text: string): string[] | undefined {
  const found: string[] = [];
  let at = 0;
  while (at < text.trimEnd().length) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (!match || found.length === maxTokens) return undefined;
    found.push(match[0].trim());
    at = token.lastIndex;
  }
  return found;
}

/** Reads from left to right; a part that is undefined makes the whole undefined. */
class Reader {
  private at = 0;
  private depth = 0;
  private readonly tokens: readonly string[];

  constructor(tokens: readonly string[]) {
    this.tokens = tokens;
  }

  whole(): Expression | undefined {
    const found = this.level(0);
    return this.at === this.tokens.length ? found : undefined;
  }

  private level(index: number): Expression | undefined {
    const operators = levels[index];
    if (!operators) return this.unary();
    let left = this.level(index + 1);
    while (left && operators.includes(this.tokens[this.at] ?? '')) {
      const operator = this.tokens[this.at++] ?? '';
      const right = this.level(index + 1);
      left = right && { kind: 'binary', operator, left, right };
    }
    return left;
  }

  private unary(): Expression | undefined {
    if (this.depth >= maxDepth) return undefined;
    this.depth++;
    const found = this.takes('!') ? this.negated() : this.primary();
    this.depth--;
    return found;
  }

  private negated(): Expression | undefined {
    const of = this.unary();
    return of && { kind: 'not', of };
  }

  private primary(): Expression | undefined {
    if (this.takes('(')) {
      const inner = this.level(0);
      return inner && this.takes(')') ? this.members(inner) : undefined;
    }
    const word = this.tokens[this.at++];
    if (word === undefined) return undefined;
    if (word.startsWith("'")) return { kind: 'literal', value: word.slice(1, -1).replaceAll("''", "'") };
    if (/^-?\d/.test(word)) return { kind: 'literal', value: Number(word) };
    const name = word.toLowerCase();
    if (!/^[a-z_]/.test(name)) return undefined;
    const value = constants.get(name);
    if (value !== undefined) return { kind: 'literal', value };
    if (!this.takes('(')) return this.members({ kind: 'path', path: name });
    const args = this.args();
    return args && this.members({ kind: 'call', name, args });
  }

  private args(): Expression[] | undefined {
    const args: Expression[] = [];
    if (this.takes(')')) return args;
    for (;;) {
      const arg = this.level(0);
      if (!arg) return undefined;
      args.push(arg);
      if (this.takes(')')) return args;
      if (!this.takes(',')) return undefined;
    }
  }

  /** What follows a value: `.name`, `.*`, `['name']`, `[0]`. */
  private members(of: Expression): Expression | undefined {
    let found = of;
    for (;;) {
      let name: string | undefined;
      if (this.takes('.')) name = this.tokens[this.at++];
      else if (this.takes('[')) {
        const index = this.takes('*') ? undefined : this.level(0);
        if (!this.takes(']')) return undefined;
        name = index?.kind === 'literal' ? String(index.value) : '*';
      } else return found;
      if (name === undefined || !/^(?:\*|[\w-]+)$/.test(name)) return undefined;
      // The member of a result is as little known as the result.
      found =
        found.kind === 'path'
          ? { kind: 'path', path: `${found.path}.${name.toLowerCase()}` }
          : { kind: 'call', name: 'member', args: [found] };
    }
  }

  private takes(text: string): boolean {
    if (this.tokens[this.at] !== text) return false;
    this.at++;
    return true;
  }
}

/** True when a path of the expression is of the kind that is asked. */
export function mentions(expression: Expression, asked: RegExp): boolean {
  switch (expression.kind) {
    case 'literal':
      return false;
    case 'path':
      return asked.test(expression.path);
    case 'call':
      return expression.args.some((arg) => mentions(arg, asked));
    case 'not':
      return mentions(expression.of, asked);
    case 'binary':
      return mentions(expression.left, asked) || mentions(expression.right, asked);
  }
}
