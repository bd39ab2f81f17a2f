/** The table of statements, and the readers of the simplest ones. */
import { ts } from 'ts-morph';
import { peel } from './backward.ts';
import { walkStatements } from './blocks.ts';
import { block, ifStatement, labeledStatement, tryStatement } from './branches.ts';
import { classOf, walkClass } from './classes.ts';
import { reserveClass } from './class-names.ts';
import { isFree } from './commonjs.ts';
import { expression, type ReadStatement, statement, statementReaders } from './dispatch.ts';
import { exportAssignment, exportDeclaration, exportDeclared, exportVariables } from './exports.ts';
import type { Exit, ValueId } from './facts.ts';
import { decorators, functionOf, reserveFunction, walkFunction } from './functions.ts';
import { forInStatement, forOfStatement, forStatement, whileStatement } from './loops.ts';
import { textOf, unwrap } from './names.ts';
import { enumValue, namespaceValue } from './namespaces.ts';
import { switchStatement } from './switches.ts';
import { aliasDeclaration, interfaceDeclaration } from './type-declarations.ts';
import { variableDeclarations } from './variables.ts';
import { fork } from './versions.ts';
import { argument, type Walk } from './walk.ts';

const { SyntaxKind } = ts;

function expressionStatement(c: Walk, node: ts.ExpressionStatement): Exit | undefined {
  c.stated = expression(c, node.expression);
  return isProcessExit(c, node.expression) || isFinalCall(c, c.stated) ? 'throw' : undefined;
}

// `fail('unknown')` of this file, which throws; one that throws in a promise nobody waits for does not.
function isFinalCall({ values, functions }: Walk, stated: ValueId): boolean {
  const awaited = values[stated];
  const call = awaited?.kind === 'await' ? values[awaited.value] : awaited;
  const callee = call?.kind === 'call' ? values[peel(values, call.callee)] : undefined;
  const fn = callee?.kind === 'function' ? functions[callee.fn] : undefined;
  return fn?.isFinal === true && (!fn.isAsync || awaited?.kind === 'await');
}

function isProcessExit(c: Walk, node: ts.Expression): boolean {
  const call = unwrap(node);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  const { expression: base, name } = call.expression;
  return textOf(name) === 'exit' && ts.isIdentifier(base) && isFree(c, base, 'process');
}

function variableStatement(c: Walk, node: ts.VariableStatement): undefined {
  variableDeclarations(c, node.declarationList);
  exportVariables(c, node);
}

function returnStatement(c: Walk, node: ts.ReturnStatement): Exit {
  c.returned = undefined;
  if (node.expression) {
    const value = expression(c, node.expression);
    c.functions[c.owner]?.returns.push(argument(c, node.expression, value));
    c.returned = value;
  }
  return 'return';
}

function throwStatement(c: Walk, node: ts.ThrowStatement): Exit {
  expression(c, node.expression);
  return 'throw';
}

function breakStatement(c: Walk, node: ts.BreakStatement): Exit {
  if (!node.label) c.breaks?.push(fork(c));
  return 'jump';
}

function continueStatement(): Exit {
  return 'jump';
}

function blockStatement(c: Walk, node: ts.Block): Exit | undefined {
  return block(c, node, (statements) => walkStatements(c, statements));
}

function functionDeclaration(c: Walk, node: ts.FunctionDeclaration): undefined {
  const id = c.reserved.get(node) ?? reserveFunction(c, node);
  decorators(c, node);
  walkFunction(c, node, id, undefined);
  const fact = functionOf(c, id);
  if (fact.hasBody) exportDeclared(c, node, fact.value);
}

function classDeclaration(c: Walk, node: ts.ClassDeclaration): undefined {
  const id = c.reserved.get(node) ?? reserveClass(c, node);
  walkClass(c, node, id);
  exportDeclared(c, node, classOf(c, id).value);
}

function enumDeclaration(c: Walk, node: ts.EnumDeclaration): undefined {
  const value = enumValue(c, node);
  if (value !== undefined) exportDeclared(c, node, value);
}

function moduleDeclaration(c: Walk, node: ts.ModuleDeclaration): undefined {
  const value = namespaceValue(c, node);
  if (value !== undefined) exportDeclared(c, node, value);
}

function withStatement(c: Walk, node: ts.WithStatement): Exit | undefined {
  expression(c, node.expression);
  return statement(c, node.statement);
}

const readers: [ts.SyntaxKind, ReadStatement][] = [
  [SyntaxKind.ExpressionStatement, expressionStatement],
  [SyntaxKind.VariableStatement, variableStatement],
  [SyntaxKind.ReturnStatement, returnStatement],
  [SyntaxKind.ThrowStatement, throwStatement],
  [SyntaxKind.BreakStatement, breakStatement],
  [SyntaxKind.ContinueStatement, continueStatement],
  [SyntaxKind.Block, blockStatement],
  [SyntaxKind.IfStatement, ifStatement],
  [SyntaxKind.SwitchStatement, switchStatement],
  [SyntaxKind.TryStatement, tryStatement],
  [SyntaxKind.LabeledStatement, labeledStatement],
  [SyntaxKind.WhileStatement, whileStatement],
  [SyntaxKind.DoStatement, whileStatement],
  [SyntaxKind.ForStatement, forStatement],
  [SyntaxKind.ForOfStatement, forOfStatement],
  [SyntaxKind.ForInStatement, forInStatement],
  [SyntaxKind.WithStatement, withStatement],
  [SyntaxKind.FunctionDeclaration, functionDeclaration],
  [SyntaxKind.ClassDeclaration, classDeclaration],
  [SyntaxKind.EnumDeclaration, enumDeclaration],
  [SyntaxKind.ModuleDeclaration, moduleDeclaration],
  [SyntaxKind.InterfaceDeclaration, interfaceDeclaration],
  [SyntaxKind.TypeAliasDeclaration, aliasDeclaration],
  [SyntaxKind.ExportDeclaration, exportDeclaration],
  [SyntaxKind.ExportAssignment, exportAssignment],
];

/** Fills the table that `statement` reads by. */
export function defineStatements(): void {
  for (const [kind, read] of readers) statementReaders[kind] = read;
}
