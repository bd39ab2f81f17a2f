/** `import` in its static forms. */
import { ts } from 'ts-morph';
import type { Value, ValueId } from './facts.ts';
import { textOf } from './names.ts';
import { bind, readGlobal, readName } from './scopes.ts';
import { member, type Walk } from './walk.ts';

type ImportValue = Value & { kind: 'import' };

// What a module of Node gives under the name that is known everywhere without an import.
const everywhere = /^(?:node:)?(?:url#(?:URL|URLSearchParams)|buffer#Buffer)$/;

/** Declares the names that an import brings in. */
export function declareImport(c: Walk, node: ts.ImportDeclaration): void {
  if (!ts.isStringLiteral(node.moduleSpecifier)) return;
  const specifier = node.moduleSpecifier.text;
  c.specifiers.add(specifier);
  const clause = node.importClause;
  if (!clause) return;
  const { isTypeOnly, name, namedBindings } = clause;
  if (name) declare(c, name, name, specifier, 'default', isTypeOnly);
  if (!namedBindings) return;
  if (ts.isNamespaceImport(namedBindings)) {
    declare(c, namedBindings.name, namedBindings.name, specifier, '*', isTypeOnly);
    return;
  }
  for (const element of namedBindings.elements) {
    const imported = (element.propertyName ?? element.name).text;
    declare(c, element.name, element, specifier, imported, isTypeOnly || element.isTypeOnly);
  }
}

function declare(c: Walk, local: ts.Identifier, at: ts.Node, specifier: string, name: string, isType: boolean): void {
  const value = everywhere.test(`${specifier}#${name}`)
    ? readGlobal(c, name, c.startOf(at), at.end)
    : c.add(importValue(c, at, specifier, name, isType));
  bind(c, textOf(local), 'type', value);
}

function importValue(c: Walk, at: ts.Node, specifier: string, name: string, isType: boolean): ImportValue {
  const value: ImportValue = { start: c.startOf(at), end: at.end, owner: c.owner, kind: 'import', specifier, name };
  if (isType) value.isType = true;
  return value;
}

/** Declares `import x = require('x')` and `import A = B.C`. */
export function declareImportEquals(c: Walk, node: ts.ImportEqualsDeclaration): void {
  const { moduleReference, name } = node;
  if (!ts.isExternalModuleReference(moduleReference)) {
    bind(c, textOf(name), 'type', entity(c, moduleReference));
    return;
  }
  if (!ts.isStringLiteralLike(moduleReference.expression)) return;
  const specifier = moduleReference.expression.text;
  c.specifiers.add(specifier);
  const value = importValue(c, name, specifier, '*', node.isTypeOnly);
  value.isCommonJs = true;
  bind(c, textOf(name), 'type', c.add(value));
}

function entity(c: Walk, name: ts.EntityName): ValueId {
  const start = c.startOf(name);
  if (ts.isIdentifier(name)) return readName(c, textOf(name), start, name.end);
  return member(c, start, name.end, entity(c, name.left), textOf(name.right));
}
