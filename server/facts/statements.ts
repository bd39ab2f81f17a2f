/** Statements: what runs in which order, which side of a branch leaves, what is declared before it is reached. */
import { ts } from 'ts-morph';
import { declare, inLoop, merge } from './bindings.ts';
import { addClass } from './classes.ts';
import { expression } from './expressions.ts';
import { namedExpression } from './expressions.ts';
import type { Exit, Property, ValueId } from './facts.ts';
import { addFunction, hasModifier } from './functions.ts';
import { bindImport, bindImportEquals, exportAssignment, exportDeclaration, exportNames } from './modules.ts';
import { assignTo, bindPattern } from './patterns.ts';
import { argumentAt, make, nameText, type Reader, startOf, type Versions } from './reader.ts';
import { addType, typeRef } from './types.ts';
import { walkIf, walkTry } from './branches.ts';

const K = ts.SyntaxKind;

/** Walks the statements of a file or a function body in its own scope. */
export function walkBody(r: Reader, statements: readonly ts.Statement[]): void {
  hoist(r, statements);
  for (const node of statements) statement(r, node);
}

/** Walks a block; the exit tells how every way through it leaves. */
export function block(r: Reader, statements: readonly ts.Statement[]): Exit | undefined {
  const { scope } = r;
  r.scope = { names: new Map(), parent: scope };
  hoist(r, statements);
  const exit = sequence(r, statements);
  r.scope = scope;
  return exit;
}

function sequence(r: Reader, statements: readonly ts.Statement[]): Exit | undefined {
  let exit: Exit | undefined;
  for (const node of statements) {
    const found = statement(r, node);
    exit ??= found;
  }
  return exit;
}

function hoist(r: Reader, statements: readonly ts.Statement[]): void {
  const bind = (name: string, base: ValueId): unknown => r.scope.names.set(name, { base, fn: r.fn, isReassigned: false });
  for (const node of statements) {
    if (ts.isFunctionDeclaration(node) && node.name && node.body) bind(node.name.text, make(r, node, { kind: 'function', fn: -1 }));
    else if (ts.isClassDeclaration(node) && node.name) bind(node.name.text, make(r, node, { kind: 'class', cls: -1 }));
    else if (ts.isImportDeclaration(node)) bindImport(r, node);
    else if (ts.isImportEqualsDeclaration(node)) bindImportEquals(r, node);
    else if (ts.isEnumDeclaration(node)) bind(node.name.text, enumObject(r, node));
    else if (ts.isVariableStatement(node)) for (const d of node.declarationList.declarations) predeclare(r, d.name);
  }
}

function predeclare(r: Reader, node: ts.BindingName): void {
  if (ts.isIdentifier(node)) {
    if (!r.scope.names.has(node.text)) declare(r, node.text, make(r, node, { kind: 'variable', name: node.text, values: [] }));
    return;
  }
  for (const element of node.elements) if (!ts.isOmittedExpression(element)) predeclare(r, element.name);
}

function enumObject(r: Reader, node: ts.EnumDeclaration): ValueId {
  const properties = node.members.flatMap((member, index): Property[] => {
    const name = nameText(member.name);
    if (name === undefined) return [];
    const value = member.initializer ? expression(r, member.initializer) : make(r, member, { kind: 'literal', value: index });
    return [{ start: startOf(r, member), end: member.end, kind: 'value', name, value }];
  });
  return make(r, node, { kind: 'object', properties });
}

/** Walks one statement; the exit tells how every way through it leaves. */
export function statement(r: Reader, node: ts.Statement): Exit | undefined {
  if (ts.isVariableStatement(node)) {
    declarations(r, node.declarationList);
    if (hasModifier(node, K.ExportKeyword)) for (const d of node.declarationList.declarations) exportNames(r, d.name);
  } else if (ts.isExpressionStatement(node)) {
    expression(r, node.expression);
    return endsProcess(node.expression) ? 'throw' : undefined;
  } else if (ts.isReturnStatement(node)) {
    r.lastReturn = node.expression && expression(r, node.expression);
    if (node.expression && r.lastReturn !== undefined) r.facts.functions[r.fn]?.returns.push(argumentAt(r, node.expression, r.lastReturn));
    return 'return';
  } else if (ts.isThrowStatement(node)) {
    expression(r, node.expression);
    return 'throw';
  } else if (ts.isBreakStatement(node) || ts.isContinueStatement(node)) return 'jump';
  else if (ts.isBlock(node)) return block(r, node.statements);
  else if (ts.isIfStatement(node)) return walkIf(r, node);
  else if (ts.isTryStatement(node)) return walkTry(r, node);
  else if (ts.isLabeledStatement(node)) return statement(r, node.statement);
  else if (!loop(r, node)) declaration(r, node);
  return undefined;
}

function endsProcess(node: ts.Expression): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { name, expression: base } = node.expression;
  return name.text === 'exit' && ts.isIdentifier(base) && base.text === 'process';
}

function loop(r: Reader, node: ts.Statement): boolean {
  const { scope } = r;
  r.scope = { names: new Map(), parent: scope };
  const isLoop = walkLoop(r, node);
  r.scope = scope;
  return isLoop;
}

function walkLoop(r: Reader, node: ts.Statement): boolean {
  if (ts.isForStatement(node)) {
    const { initializer, condition, incrementor } = node;
    if (initializer) ts.isVariableDeclarationList(initializer) ? declarations(r, initializer) : expression(r, initializer);
    inLoop(r, node, () => {
      if (condition) expression(r, condition);
      statement(r, node.statement);
      if (incrementor) expression(r, incrementor);
    });
  } else if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
    const base = expression(r, node.expression);
    inLoop(r, node, () => {
      const { initializer } = node;
      const each = make(r, initializer, ts.isForOfStatement(node) ? { kind: 'element', base } : { kind: 'unknown', parts: [] });
      const name = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
      if (name) bindPattern(r, name, each, true);
      else if (!ts.isVariableDeclarationList(initializer)) assignTo(r, initializer, each, initializer);
      statement(r, node.statement);
    });
  } else if (ts.isWhileStatement(node) || ts.isDoStatement(node)) {
    inLoop(r, node, () => {
      expression(r, node.expression);
      statement(r, node.statement);
    });
  } else if (ts.isSwitchStatement(node)) walkSwitch(r, node);
  else return false;
  return true;
}

function walkSwitch(r: Reader, node: ts.SwitchStatement): void {
  expression(r, node.expression);
  const before = r.versions;
  let after: Versions | undefined;
  for (const clause of node.caseBlock.clauses) hoist(r, clause.statements);
  for (const clause of node.caseBlock.clauses) {
    r.versions = new Map(before);
    if (ts.isCaseClause(clause)) expression(r, clause.expression);
    const exit = sequence(r, clause.statements);
    if (exit !== 'throw' && exit !== 'return') after = after ? merge(r, after, r.versions, clause) : r.versions;
  }
  r.versions = after ? merge(r, after, before, node) : new Map(before);
}

function declaration(r: Reader, node: ts.Statement): void {
  if (ts.isFunctionDeclaration(node)) {
    if (!node.body) return;
    const value = addFunction(r, node, { name: node.name?.text ?? '', at: node.name, hoisted: hoistedValue(r, node.name, 'function') });
    exportDeclared(r, node, node.name, value);
  } else if (ts.isClassDeclaration(node)) {
    exportDeclared(r, node, node.name, addClass(r, node, hoistedValue(r, node.name, 'class')));
  } else if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) addType(r, node);
  else if (ts.isEnumDeclaration(node)) {
    if (hasModifier(node, K.ExportKeyword)) exportNames(r, node.name);
  } else if (ts.isExportAssignment(node)) exportAssignment(r, node);
  else if (ts.isExportDeclaration(node)) exportDeclaration(r, node);
  else if (ts.isModuleDeclaration(node) && node.body && ts.isModuleBlock(node.body)) block(r, node.body.statements);
}

function hoistedValue(r: Reader, name: ts.Identifier | undefined, kind: 'function' | 'class'): ValueId | undefined {
  const base = name && r.scope.names.get(name.text)?.base;
  return base !== undefined && r.facts.values[base]?.kind === kind ? base : undefined;
}

function exportDeclared(r: Reader, node: ts.Statement, name: ts.Identifier | undefined, value: ValueId): void {
  if (!hasModifier(node, K.ExportKeyword)) return;
  const exported = hasModifier(node, K.DefaultKeyword) ? 'default' : name?.text;
  if (exported !== undefined) r.facts.exports.push({ kind: 'value', name: exported, value });
}

function declarations(r: Reader, list: ts.VariableDeclarationList): void {
  const isConst = (list.flags & ts.NodeFlags.Const) !== 0;
  for (const d of list.declarations) {
    const type = typeRef(r, d.type);
    const name = ts.isIdentifier(d.name) ? d.name.text : '';
    const value = d.initializer && namedExpression(r, d.initializer, name, d.name);
    bindPattern(r, d.name, value, isConst, type);
  }
}
