/** The language of conditions in workflows: from its text to a tree. */
import {
  Binary,
  ContextAccess,
  type Expr,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Unary,
} from '@actions/expressions/ast';
import { Kind } from '@actions/expressions/data/expressiondata';
import { Lexer } from '@actions/expressions/lexer';
import { Parser } from '@actions/expressions/parser';
import { attempt } from '../../input/attempt.ts';

export type Expression =
  | { kind: 'literal'; value: Scalar }
  /** `github.event.comment.body`, in lower case, an index written as a name. */
  | { kind: 'path'; path: string }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'not'; of: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression };

export type Scalar = string | number | boolean | null;

// What a condition may name; of whatever else it speaks, it is not read.
const contexts = 'github env vars secrets inputs job jobs needs steps runner strategy matrix'.split(' ');
const functions = [
  ...['always', 'success', 'failure', 'cancelled'].map((name) => ({ name, minArgs: 0, maxArgs: 255 })),
  { name: 'hashFiles', minArgs: 1, maxArgs: 255 },
];

/** The tree of a condition, with or without `${{ }}` around it; undefined where it cannot be read. */
export function parseExpression(text: string): Expression | undefined {
  // With something beside the braces it is a text that is filled in, and that is always true.
  const inner = /^\s*\$\{\{((?:(?!\$\{\{|\}\}).)*)\}\}\s*$/s.exec(text)?.[1] ?? text;
  const nothing = (): undefined => undefined;
  const tree: Expr | undefined = attempt(
    () => new Parser(new Lexer(inner).lex().tokens, contexts, functions).parse(),
    nothing,
  );
  return tree && converted(tree);
}

function converted(tree: Expr): Expression | undefined {
  if (tree instanceof Grouping) return converted(tree.group);
  if (tree instanceof Literal) return literal(tree);
  if (tree instanceof ContextAccess) return { kind: 'path', path: tree.name.lexeme.toLowerCase() };
  if (tree instanceof IndexAccess) return member(tree);
  if (tree instanceof Unary) {
    const of = converted(tree.expr);
    return of && { kind: 'not', of };
  }
  if (tree instanceof FunctionCall) {
    const args = all(tree.args);
    return args && { kind: 'call', name: tree.functionName.lexeme.toLowerCase(), args };
  }
  if (tree instanceof Binary || tree instanceof Logical) {
    const operands = all(tree instanceof Binary ? [tree.left, tree.right] : tree.args);
    const operator = tree.operator.lexeme;
    return operands?.reduce((left, right) => ({ kind: 'binary', operator, left, right }));
  }
  return undefined;
}

function all(trees: readonly Expr[]): Expression[] | undefined {
  const found = trees.map(converted);
  return found.includes(undefined) ? undefined : found.flatMap((each) => each ?? []);
}

function literal({ literal: data }: Literal): Expression | undefined {
  if (data.kind === Kind.Null) return { kind: 'literal', value: null };
  return 'value' in data ? { kind: 'literal', value: data.value } : undefined;
}

/** What follows a value: `.name`, `.*`, `['name']`, `[0]`. */
function member({ expr, index }: IndexAccess): Expression | undefined {
  const of = converted(expr);
  const key = index instanceof Literal ? index.literal.coerceString().toLowerCase() : '*';
  // The member of a result is as little known as the result.
  return of?.kind === 'path'
    ? { kind: 'path', path: `${of.path}.${key}` }
    : of && { kind: 'call', name: 'member', args: [of] };
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
