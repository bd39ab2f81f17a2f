/** Loops and the names that their heads declare. */
import { ts } from 'ts-morph';
import { assignTo } from './assignments.ts';
import { inScope } from './blocks.ts';
import { repeat } from './branches.ts';
import { expression, statement } from './dispatch.ts';
import type { LoopFact, ValueId } from './facts.ts';
import { hoistDeclarations } from './hoist.ts';
import { bindName } from './patterns.ts';
import { initialise, variableDeclarations } from './variables.ts';
import type { Walk } from './walk.ts';

/** Reads `while` and `do`; what the loop assigns may have happened any number of times. */
export function whileStatement(c: Walk, node: ts.WhileStatement | ts.DoStatement): undefined {
  return repeat(c, node, () => {
    const loop = noted(c, node);
    if (ts.isWhileStatement(node)) loop.test = expression(c, node.expression);
    statement(c, node.statement);
    if (ts.isDoStatement(node)) loop.test = expression(c, node.expression);
  });
}

function noted(c: Walk, node: ts.IterationStatement): LoopFact {
  const { statement: body } = node;
  const loop = { owner: c.owner, start: c.startOf(node), end: node.end, bodyStart: c.startOf(body), bodyEnd: body.end };
  c.loops.push(loop);
  return loop;
}

/** Reads a `for` with its three parts, whose names stand in a scope of the loop. */
export function forStatement(c: Walk, node: ts.ForStatement): undefined {
  const { initializer, condition, incrementor } = node;
  return inScope(c, node, () => {
    if (initializer) {
      if (ts.isVariableDeclarationList(initializer)) {
        hoistDeclarations(c, initializer);
        variableDeclarations(c, initializer);
      } else {
        expression(c, initializer);
      }
    }
    return repeat(c, node, () => {
      if (condition) expression(c, condition);
      else noted(c, node);
      statement(c, node.statement);
      if (incrementor) expression(c, incrementor);
    });
  });
}

/** Reads a `for … of`, whose name is any element of what is gone through. */
export function forOfStatement(c: Walk, node: ts.ForOfStatement): undefined {
  const base = expression(c, node.expression);
  return eachItem(c, node, (start, end) => c.add({ start, end, owner: c.owner, kind: 'element', base }));
}

/** Reads a `for … in`, whose name is a key that nobody knows. */
export function forInStatement(c: Walk, node: ts.ForInStatement): undefined {
  const of = expression(c, node.expression);
  return eachItem(c, node, (start, end) =>
    c.add({ start, end, owner: c.owner, kind: 'unknown', parts: [of], isKey: true }),
  );
}

function eachItem(
  c: Walk,
  node: ts.ForOfStatement | ts.ForInStatement,
  item: (start: number, end: number) => ValueId,
): undefined {
  const { initializer } = node;
  return inScope(c, node, () =>
    repeat(c, node, () => {
      const start = c.startOf(initializer);
      const { end } = initializer;
      const value = item(start, end);
      if (ts.isVariableDeclarationList(initializer)) {
        hoistDeclarations(c, initializer);
        const [declaration] = initializer.declarations;
        if (declaration) bindName(c, declaration.name, value, initialise);
      } else {
        assignTo(c, initializer, value, { start, end }, { start, end });
      }
      statement(c, node.statement);
    }),
  );
}
