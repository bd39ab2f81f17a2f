/** Which function reads which kind of node. The tables are filled by expressions.ts and statements.ts, which import all readers. */
import type { ts } from 'ts-morph';
import type { Exit, ValueId } from './facts.ts';
import { unknown, type Walk } from './walk.ts';

/** What a function or class without a name of its own is written to: a name, a property name or a member access. */
export type NameHint = ts.Node;

export type ReadExpression = (c: Walk, node: never, hint?: NameHint) => ValueId;
export type ReadStatement = (c: Walk, node: never) => Exit | undefined;

export const expressionReaders: (ReadExpression | undefined)[] = [];
export const statementReaders: (ReadStatement | undefined)[] = [];

/** The value of an expression; `hint` names a function or class that has no name of its own. */
export function expression(c: Walk, node: ts.Node, hint?: NameHint): ValueId {
  const read = expressionReaders[node.kind] as ((c: Walk, node: ts.Node, hint?: NameHint) => ValueId) | undefined;
  return read ? read(c, node, hint) : inside(c, node);
}

/** Reads a statement and says how it leaves when every way through it leaves. */
export function statement(c: Walk, node: ts.Statement): Exit | undefined {
  const read = statementReaders[node.kind] as ((c: Walk, node: ts.Node) => Exit | undefined) | undefined;
  return read ? read(c, node) : undefined;
}

function inside(c: Walk, node: ts.Node): ValueId {
  const parts: ValueId[] = [];
  const collect = (child: ts.Node): void => {
    if (expressionReaders[child.kind]) parts.push(expression(c, child));
    else if (statementReaders[child.kind]) statement(c, child as ts.Statement);
    else child.forEachChild(collect);
  };
  node.forEachChild(collect);
  return unknown(c, c.startOf(node), node.end, parts);
}
