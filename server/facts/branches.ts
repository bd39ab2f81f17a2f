/** `if` and `try`: the guards of the program, and what is known where their sides meet again. */
import type { ts } from 'ts-morph';
import { merge } from './bindings.ts';
import { expression } from './expressions.ts';
import type { Exit, TryFact, ValueId } from './facts.ts';
import { make, type Reader, startOf, type Versions } from './reader.ts';
import { bindPattern } from './patterns.ts';
import { block, statement } from './statements.ts';

interface Side {
  exit?: Exit | undefined;
  result?: ValueId | undefined;
  versions: Versions;
}

function side(r: Reader, before: Versions, walk: () => Exit | undefined): Side {
  r.versions = new Map(before);
  r.lastReturn = undefined;
  const exit = walk();
  return { exit, result: exit === 'return' ? r.lastReturn : undefined, versions: r.versions };
}

/** Walks an `if`; the exit is set when both sides leave. */
export function walkIf(r: Reader, node: ts.IfStatement): Exit | undefined {
  const test = expression(r, node.expression);
  const before = r.versions;
  const { thenStatement, elseStatement } = node;
  const then = side(r, before, () => statement(r, thenStatement));
  const other = side(r, before, () => (elseStatement ? statement(r, elseStatement) : undefined));
  if (then.exit) r.versions = other.versions;
  else r.versions = other.exit ? then.versions : merge(r, then.versions, other.versions, node);
  r.facts.guards.push({
    start: startOf(r, node),
    end: node.end,
    owner: r.fn,
    test,
    thenStart: startOf(r, thenStatement),
    thenEnd: thenStatement.end,
    ...(then.exit ? { thenExit: then.exit } : {}),
    ...(then.result === undefined ? {} : { thenReturn: then.result }),
    ...(elseStatement ? { elseStart: startOf(r, elseStatement), elseEnd: elseStatement.end } : {}),
    ...(other.exit ? { elseExit: other.exit } : {}),
    ...(other.result === undefined ? {} : { elseReturn: other.result }),
  });
  return then.exit && other.exit ? then.exit : undefined;
}

/** Walks a `try`; the catch clause may begin after any part of the block. */
export function walkTry(r: Reader, node: ts.TryStatement): Exit | undefined {
  const before = new Map(r.versions);
  const exit = block(r, node.tryBlock.statements);
  const after = r.versions;
  const fact: TryFact = { owner: r.fn, start: startOf(r, node), end: node.end };
  const clause = node.catchClause;
  let caught: Side | undefined;
  if (clause) {
    caught = side(r, merge(r, after, before, node), () => walkCatch(r, clause));
    fact.catchStart = startOf(r, clause);
    fact.catchEnd = clause.end;
    if (caught.exit) fact.catchExit = caught.exit;
    if (caught.result !== undefined) fact.catchReturn = caught.result;
    if (caught.exit) r.versions = after;
    else r.versions = exit ? caught.versions : merge(r, after, caught.versions, node);
  }
  r.facts.tries.push(fact);
  const last = node.finallyBlock && block(r, node.finallyBlock.statements);
  return last ?? (exit && (!caught || caught.exit) ? exit : undefined);
}

function walkCatch(r: Reader, node: ts.CatchClause): Exit | undefined {
  const { scope } = r;
  r.scope = { names: new Map(), parent: scope };
  const name = node.variableDeclaration?.name;
  if (name) bindPattern(r, name, make(r, node, { kind: 'unknown', parts: [] }), true);
  const exit = block(r, node.block.statements);
  r.scope = scope;
  return exit;
}
