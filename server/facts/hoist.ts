/** Makes the names of a statement list known before it is walked, as functions and closures see them. */
import { ts } from 'ts-morph';
import { declareClass } from './class-names.ts';
import { reserveFunction } from './functions.ts';
import { declareImport, declareImportEquals } from './imports.ts';
import { textOf } from './names.ts';
import { declareEnum, declareNamespace } from './namespaces.ts';
import { eachName } from './patterns.ts';
import { bind, declareVariable, type Scope } from './scopes.ts';
import type { Walk } from './walk.ts';

const { SyntaxKind, NodeFlags } = ts;

/** Declares the functions, classes, enums, imports, `let` and `const` of the statements in the present scope. */
export function hoist(c: Walk, statements: readonly ts.Statement[]): void {
  for (const node of statements) {
    switch (node.kind) {
      case SyntaxKind.VariableStatement:
        hoistDeclarations(c, (node as ts.VariableStatement).declarationList);
        break;
      case SyntaxKind.FunctionDeclaration:
        hoistFunction(c, node as ts.FunctionDeclaration);
        break;
      case SyntaxKind.ClassDeclaration:
        declareClass(c, node as ts.ClassDeclaration);
        break;
      case SyntaxKind.ImportDeclaration:
        declareImport(c, node as ts.ImportDeclaration);
        break;
      case SyntaxKind.ImportEqualsDeclaration:
        declareImportEquals(c, node as ts.ImportEqualsDeclaration);
        break;
      case SyntaxKind.EnumDeclaration:
        declareEnum(c, node as ts.EnumDeclaration);
        break;
      case SyntaxKind.ModuleDeclaration:
        declareNamespace(c, node as ts.ModuleDeclaration);
        break;
    }
  }
}

/** Declares `let`, `const` and `using`; a `var` only when it stands in no function scope that has it already. */
export function hoistDeclarations(c: Walk, list: ts.VariableDeclarationList): void {
  if ((list.flags & NodeFlags.BlockScoped) === 0) return;
  // `using` and `await using` hold the bit of `const` too.
  const isConst = (list.flags & (NodeFlags.Const | NodeFlags.Using)) !== 0;
  for (const declaration of list.declarations) {
    eachName(declaration.name, (name) => {
      declareVariable(c, c.scope, textOf(name), c.startOf(name), name.end, isConst);
    });
  }
}

function hoistFunction(c: Walk, node: ts.FunctionDeclaration): void {
  const id = reserveFunction(c, node);
  c.reserved.set(node, id);
  if (!node.name) return;
  const name = textOf(node.name);
  const fact = c.functions[id];
  const existing = c.scope.get(name);
  // Overload signatures stand before the function that has the body.
  if (fact && (fact.hasBody || existing?.kind !== 'function')) bind(c, name, 'function', fact.value);
}

/** Declares every `var` of a function body, wherever its blocks put it. */
export function hoistVars(c: Walk, statements: readonly ts.Node[]): void {
  const { scope } = c;
  for (const node of statements) varsOf(c, node, scope);
}

function varsOf(c: Walk, node: ts.Node, scope: Scope): void {
  if (ts.isVariableDeclarationList(node)) {
    if ((node.flags & NodeFlags.BlockScoped) !== 0) return;
    for (const declaration of node.declarations) {
      eachName(declaration.name, (identifier) => {
        const name = textOf(identifier);
        if (!scope.get(name)) declareVariable(c, scope, name, c.startOf(identifier), identifier.end, false);
      });
    }
    return;
  }
  if (holdsStatements(node)) node.forEachChild((child) => varsOf(c, child, scope));
}

function holdsStatements(node: ts.Node): boolean {
  const { kind } = node;
  return (
    (kind >= SyntaxKind.FirstStatement &&
      kind <= SyntaxKind.LastStatement &&
      kind !== SyntaxKind.ExpressionStatement) ||
    kind === SyntaxKind.Block ||
    kind === SyntaxKind.CaseBlock ||
    kind === SyntaxKind.CaseClause ||
    kind === SyntaxKind.DefaultClause ||
    kind === SyntaxKind.CatchClause
  );
}
