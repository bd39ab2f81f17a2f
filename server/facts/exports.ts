/** `export` in all its ECMAScript and TypeScript forms. */
import { ts } from 'ts-morph';
import { noteCommonJsExport } from './commonjs.ts';
import { expression } from './dispatch.ts';
import type { ExportFact, ValueId } from './facts.ts';
import { hasModifier, textOf, unwrap } from './names.ts';
import { eachName } from './patterns.ts';
import { lookup } from './scopes.ts';
import type { Walk } from './walk.ts';

const { SyntaxKind } = ts;

/** `export { … }`, `export { … } from`, `export *`. */
export function exportDeclaration(c: Walk, node: ts.ExportDeclaration): undefined {
  const { exportClause, moduleSpecifier } = node;
  const specifier = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
  if (specifier !== undefined) c.specifiers.add(specifier);
  if (!exportClause) {
    if (specifier !== undefined) c.exports.push({ kind: 'star', specifier });
    return;
  }
  if (ts.isNamespaceExport(exportClause)) {
    if (specifier !== undefined)
      c.exports.push({ kind: 'from', name: exportClause.name.text, imported: '*', specifier });
    return;
  }
  for (const element of exportClause.elements) {
    const name = element.name.text;
    const local = (element.propertyName ?? element.name).text;
    if (specifier !== undefined) c.exports.push({ kind: 'from', name, imported: local, specifier });
    else exportBinding(c, name, local);
  }
}

/** Exports a name of the file; one that is imported goes out as a re-export, so that types follow it too. */
function exportBinding(c: Walk, name: string, local: string): void {
  const binding = lookup(c, local);
  if (!binding) return;
  c.exports.push(exportOf(c, name, binding.value));
}

function exportOf(c: Walk, name: string, value: ValueId): ExportFact {
  const bound = c.values[value];
  if (bound?.kind === 'import' && !bound.isCommonJs && !bound.isDynamic) {
    return { kind: 'from', name, imported: bound.name, specifier: bound.specifier };
  }
  return { kind: 'value', name, value };
}

/** `export default …` and `export = …`. */
export function exportAssignment(c: Walk, node: ts.ExportAssignment): undefined {
  const value = expression(c, node.expression);
  if (node.isExportEquals) noteCommonJsExport(c, 'default', value, unwrap(node.expression));
  else c.exports.push(exportOf(c, 'default', value));
}

/** Exports a declaration that is written with `export` or `export default`. */
export function exportDeclared(
  c: Walk,
  node: { name?: ts.Node | undefined; modifiers?: ts.NodeArray<ts.ModifierLike> | undefined },
  value: ValueId,
): void {
  // A namespace collects its own exports.
  if (c.owner !== -1 || c.scope.parent || !hasModifier(node, SyntaxKind.ExportKeyword)) return;
  if (hasModifier(node, SyntaxKind.DefaultKeyword)) c.exports.push({ kind: 'value', name: 'default', value });
  else if (node.name && ts.isIdentifier(node.name)) c.exports.push({ kind: 'value', name: textOf(node.name), value });
}

/** Exports every name of `export const …`. */
export function exportVariables(c: Walk, node: ts.VariableStatement): void {
  if (c.owner !== -1 || c.scope.parent || !hasModifier(node, SyntaxKind.ExportKeyword)) return;
  for (const declaration of node.declarationList.declarations) {
    eachName(declaration.name, (name) => exportBindingAsValue(c, textOf(name)));
  }
}

function exportBindingAsValue(c: Walk, name: string): void {
  const binding = lookup(c, name);
  if (binding) c.exports.push({ kind: 'value', name, value: binding.value });
}
