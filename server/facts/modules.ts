/** What a file takes from other modules and what it offers to them, in both module systems. */
import { ts } from 'ts-morph';
import { lookup } from './bindings.ts';
import { expression } from './expressions.ts';
import type { ValueId } from './facts.ts';
import { flag, make, type Reader } from './reader.ts';

/** Notes the specifier and returns its text; undefined when it is not a constant. */
export function specifierOf(r: Reader, node: ts.Expression | undefined): string | undefined {
  if (!node || !ts.isStringLiteralLike(node)) return undefined;
  r.specifiers.add(node.text);
  return node.text;
}

/** Binds the names of an import declaration. */
export function bindImport(r: Reader, node: ts.ImportDeclaration): void {
  const specifier = specifierOf(r, node.moduleSpecifier);
  const clause = node.importClause;
  if (specifier === undefined || !clause) return;
  const isType = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const bind = (name: ts.Identifier, imported: string, isTypeOnly: boolean): void => {
    const base = make(r, name, { kind: 'import', specifier, name: imported, ...flag('isType', isTypeOnly) });
    r.scope.names.set(name.text, { base, fn: r.fn, isReassigned: false });
  };
  if (clause.name) bind(clause.name, 'default', isType);
  const named = clause.namedBindings;
  if (named && ts.isNamespaceImport(named)) bind(named.name, '*', isType);
  else if (named) for (const e of named.elements) bind(e.name, (e.propertyName ?? e.name).text, isType || e.isTypeOnly);
}

/** Binds the name of `import x = require('y')`. */
export function bindImportEquals(r: Reader, node: ts.ImportEqualsDeclaration): void {
  if (!ts.isExternalModuleReference(node.moduleReference)) return;
  const specifier = specifierOf(r, node.moduleReference.expression);
  if (specifier === undefined) return;
  const base = make(r, node.name, { kind: 'import', specifier, name: '*', isCommonJs: true });
  r.scope.names.set(node.name.text, { base, fn: r.fn, isReassigned: false });
}

/** The import value of `require('x')` or `import('x')`; undefined for any other call. */
export function importCall(r: Reader, node: ts.CallExpression): ValueId | undefined {
  const isDynamic = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require' && !lookup(r, 'require');
  if (!isDynamic && !isRequire) return undefined;
  const specifier = specifierOf(r, node.arguments[0]);
  if (specifier === undefined) return undefined;
  return make(r, node, { kind: 'import', specifier, name: '*', ...flag('isDynamic', isDynamic), ...flag('isCommonJs', isRequire) });
}

/** Exports every name of a declaration. */
export function exportNames(r: Reader, node: ts.BindingName): void {
  if (ts.isIdentifier(node)) {
    const binding = lookup(r, node.text);
    if (binding) r.facts.exports.push({ kind: 'value', name: node.text, value: binding.base });
    return;
  }
  for (const element of node.elements) if (!ts.isOmittedExpression(element)) exportNames(r, element.name);
}

/** `export default x`, `export = x`. */
export function exportAssignment(r: Reader, node: ts.ExportAssignment): void {
  const value = expression(r, node.expression);
  r.facts.exports.push({ kind: 'value', name: 'default', value, ...flag('isCommonJs', node.isExportEquals === true) });
}

/** `export { a }`, `export { a } from 'x'`, `export * from 'x'`. */
export function exportDeclaration(r: Reader, node: ts.ExportDeclaration): void {
  const specifier = specifierOf(r, node.moduleSpecifier);
  const clause = node.exportClause;
  if (!clause) {
    if (specifier !== undefined) r.facts.exports.push({ kind: 'star', specifier });
    return;
  }
  if (ts.isNamespaceExport(clause)) {
    if (specifier !== undefined) r.facts.exports.push({ kind: 'from', name: clause.name.text, imported: '*', specifier });
    return;
  }
  for (const element of clause.elements) {
    const imported = (element.propertyName ?? element.name).text;
    const name = element.name.text;
    if (specifier !== undefined) r.facts.exports.push({ kind: 'from', name, imported, specifier });
    else {
      const binding = lookup(r, imported);
      if (binding) r.facts.exports.push({ kind: 'value', name, value: binding.base });
    }
  }
}

/** `module.exports = x`, `module.exports.a = x`, `exports.a = x` at module level. */
export function exportStore(r: Reader, node: ts.Expression, value: ValueId): void {
  if (r.fn >= 0 || !ts.isPropertyAccessExpression(node)) return;
  const { exports, values } = r.facts;
  if (isModuleExports(r, node)) {
    exports.push({ kind: 'value', name: 'default', value, isCommonJs: true });
    const whole = values[value];
    if (whole?.kind !== 'object') return;
    for (const p of whole.properties) {
      if (p.name !== undefined && p.kind !== 'setter') exports.push({ kind: 'value', name: p.name, value: p.value, isCommonJs: true });
    }
    return;
  }
  const base = node.expression;
  const isExports = ts.isIdentifier(base) && base.text === 'exports' && !lookup(r, 'exports');
  if (isExports || isModuleExports(r, base)) exports.push({ kind: 'value', name: node.name.text, value, isCommonJs: true });
}

function isModuleExports(r: Reader, node: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== 'exports') return false;
  return ts.isIdentifier(node.expression) && node.expression.text === 'module' && !lookup(r, 'module');
}
