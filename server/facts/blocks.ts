/** Lists of statements: functions first, as they may be called before their text, then the rest in order. */
import { ts } from 'ts-morph';
import { statement } from './dispatch.ts';
import type { Exit } from './facts.ts';
import { Scope } from './scopes.ts';
import type { Walk } from './walk.ts';

const { SyntaxKind } = ts;

/** Reads hoisted statements and says how the list leaves; what stands behind an exit is read too. */
export function walkStatements(c: Walk, statements: readonly ts.Statement[]): Exit | undefined {
  for (const node of statements) if (node.kind === SyntaxKind.FunctionDeclaration) statement(c, node);
  let exit: Exit | undefined;
  for (const node of statements) {
    if (node.kind === SyntaxKind.FunctionDeclaration) continue;
    const found = statement(c, node);
    exit ??= found;
  }
  return exit;
}

/** Runs `read` in a scope of its own. */
export function inScope<T>(c: Walk, node: ts.Node, read: () => T): T {
  const { scope } = c;
  c.scope = new Scope(scope, false, node.pos, node.end);
  const result = read();
  c.scope = scope;
  return result;
}

/** Says whether a list declares anything that needs a scope of its own. */
export function hasDeclarations(statements: readonly ts.Statement[]): boolean {
  return statements.some(
    ({ kind }) =>
      kind === SyntaxKind.VariableStatement ||
      kind === SyntaxKind.FunctionDeclaration ||
      kind === SyntaxKind.ClassDeclaration ||
      kind === SyntaxKind.EnumDeclaration ||
      kind === SyntaxKind.ModuleDeclaration,
  );
}
