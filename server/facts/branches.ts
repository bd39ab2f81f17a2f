/** `if`, `try` and loops: what reaches each branch, and how each leaves. */
import { ts } from 'ts-morph';
import { hasDeclarations, inScope } from './blocks.ts';
import { expression, statement } from './dispatch.ts';
import type { Exit, Guard, TryFact, ValueId } from './facts.ts';
import { hoist } from './hoist.ts';
import { bindName } from './patterns.ts';
import { bind } from './scopes.ts';
import { textOf } from './names.ts';
import { fork, forgetAssigned, meet, restore } from './versions.ts';
import { unknown, type Walk } from './walk.ts';

/** How two branches leave together; the weaker way counts: `jump` only leaves the loop, `return` may be caught by nobody. */
export function both(left: Exit | undefined, right: Exit | undefined): Exit | undefined {
  if (!left || !right) return undefined;
  if (left === 'jump' || right === 'jump') return 'jump';
  return left === 'return' || right === 'return' ? 'return' : 'throw';
}

/** Reads an `if` and notes its guard; returns how the statement leaves when both of its sides do. */
export function ifStatement(c: Walk, node: ts.IfStatement): Exit | undefined {
  const { thenStatement, elseStatement } = node;
  const start = c.startOf(node);
  const { end } = node;
  const test = expression(c, node.expression);
  const before = fork(c);
  const guard: Guard = {
    start,
    end,
    owner: c.owner,
    test,
    thenStart: c.startOf(thenStatement),
    thenEnd: thenStatement.end,
  };
  c.guards.push(guard);
  const thenExit = statement(c, thenStatement);
  if (thenExit) guard.thenExit = thenExit;
  const thenReturn = returnOf(c, thenStatement);
  if (thenReturn !== undefined) guard.thenReturn = thenReturn;
  const thenCall = thenExit ? undefined : callOf(c, thenStatement);
  if (thenCall !== undefined) guard.thenCall = thenCall;
  const afterThen = fork(c);
  restore(c, before);
  let elseExit: Exit | undefined;
  if (elseStatement) {
    elseExit = statement(c, elseStatement);
    guard.elseStart = c.startOf(elseStatement);
    guard.elseEnd = elseStatement.end;
    if (elseExit) guard.elseExit = elseExit;
    const elseReturn = returnOf(c, elseStatement);
    if (elseReturn !== undefined) guard.elseReturn = elseReturn;
    const elseCall = elseExit ? undefined : callOf(c, elseStatement);
    if (elseCall !== undefined) guard.elseCall = elseCall;
  }
  const afterElse = fork(c);
  if (thenExit && !elseExit) restore(c, afterElse);
  else if (elseExit && !thenExit) restore(c, afterThen);
  else meet(c, [afterThen, afterElse], start, end);
  return both(thenExit, elseExit);
}

/** The value of the `return` that ends the statement, which has just been read. */
export function returnOf(c: Walk, node: ts.Statement | ts.Block): ValueId | undefined {
  const last = lastOf(node);
  return last && ts.isReturnStatement(last) && last.expression ? c.returned : undefined;
}

/** The value of the call of something of another file or of an object that ends the statement, which has just been read. */
function callOf(c: Walk, node: ts.Statement | ts.Block): ValueId | undefined {
  const last = lastOf(node);
  if (c.stated === undefined || !last || !ts.isExpressionStatement(last)) return undefined;
  const stated = c.values[c.stated];
  const call = stated?.kind === 'await' ? c.values[stated.value] : stated;
  const callee = call?.kind === 'call' ? c.values[call.callee]?.kind : undefined;
  return callee === 'import' || callee === 'member' ? c.stated : undefined;
}

function lastOf(node: ts.Statement | ts.Block): ts.Statement | undefined {
  let last: ts.Statement | undefined = node;
  while (last && ts.isBlock(last)) last = last.statements.at(-1);
  return last;
}

/** Reads a `try` with its `catch` and `finally`; what the block assigned may or may not have happened in the `catch`. */
export function tryStatement(c: Walk, node: ts.TryStatement): Exit | undefined {
  const { tryBlock, catchClause, finallyBlock } = node;
  const start = c.startOf(node);
  const { end } = node;
  const fact: TryFact = { owner: c.owner, start: c.startOf(tryBlock), end: tryBlock.end };
  c.tries.push(fact);
  const before = fork(c);
  let exit = statement(c, tryBlock);
  const afterTry = fork(c);
  if (catchClause) {
    meet(c, [before, afterTry], start, end);
    const catchExit = catchBody(c, catchClause, fact);
    const afterCatch = fork(c);
    if (exit && !catchExit) restore(c, afterCatch);
    else if (catchExit && !exit) restore(c, afterTry);
    else meet(c, [afterTry, afterCatch], start, end);
    exit = both(exit, catchExit);
  }
  if (!finallyBlock) return exit;
  const normal = fork(c);
  meet(c, [before, normal], start, end);
  const atFinally = fork(c);
  const finallyExit = statement(c, finallyBlock);
  // `finally` runs on the way out too; behind it only what came through normally counts, unless it assigns itself.
  if (c.versions === atFinally) restore(c, normal);
  return finallyExit ?? exit;
}

function catchBody(c: Walk, clause: ts.CatchClause, fact: TryFact): Exit | undefined {
  fact.catchStart = c.startOf(clause);
  fact.catchEnd = clause.end;
  return inScope(c, clause, () => {
    const caught = clause.variableDeclaration;
    if (caught) {
      const value = unknown(c, c.startOf(caught), caught.end, []);
      fact.caught = value;
      bindName(c, caught.name, value, (walk, name, taken) => bind(walk, textOf(name), 'param', taken));
    }
    const exit = statement(c, clause.block);
    if (exit) fact.catchExit = exit;
    const returned = returnOf(c, clause.block);
    if (returned !== undefined) fact.catchReturn = returned;
    return exit;
  });
}

/** Reads what may run any number of times: bindings that it assigns read as everything ever assigned, inside and behind it. */
export function repeat(c: Walk, node: ts.Node, read: () => void): undefined {
  forgetAssigned(c, node.pos, node.end);
  const entry = fork(c);
  const { breaks } = c;
  c.breaks = undefined;
  read();
  c.breaks = breaks;
  restore(c, entry);
}

/** A label on a block: `break` leaves it from anywhere. */
export function labeledStatement(c: Walk, node: ts.LabeledStatement): Exit | undefined {
  if (ts.isIterationStatement(node.statement, false)) return statement(c, node.statement);
  forgetAssigned(c, node.pos, node.end);
  const entry = fork(c);
  const exit = statement(c, node.statement);
  restore(c, entry);
  return exit === 'jump' ? undefined : exit;
}

/** Reads the statements of a block in a scope of its own, where they declare anything; returns how they leave. */
export function block(
  c: Walk,
  node: ts.Block,
  read: (statements: readonly ts.Statement[]) => Exit | undefined,
): Exit | undefined {
  const { statements } = node;
  if (!hasDeclarations(statements)) return read(statements);
  return inScope(c, node, () => {
    hoist(c, statements);
    return read(statements);
  });
}
