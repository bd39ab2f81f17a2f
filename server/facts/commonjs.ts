/** `require(…)`, `module.exports` and `exports.name`. */
import { ts } from 'ts-morph';
import type { ValueId } from './facts.ts';
import { textOf } from './names.ts';
import { lookup } from './scopes.ts';
import type { Walk } from './walk.ts';

/** The name that an assignment to the target exports: 'default' for `module.exports`; undefined when it exports nothing. */
export function exportedName(
  c: Walk,
  target: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): string | undefined {
  if (isModuleExports(c, target)) return 'default';
  const base = target.expression;
  const isExports = (ts.isIdentifier(base) && isFree(c, base, 'exports')) || isModuleExports(c, base);
  if (!isExports) return undefined;
  if (ts.isPropertyAccessExpression(target)) return textOf(target.name);
  return ts.isStringLiteralLike(target.argumentExpression) ? target.argumentExpression.text : undefined;
}

/** Records the export; each property of an object that is exported whole can be imported by its name as well. */
export function noteCommonJsExport(c: Walk, name: string, value: ValueId, source: ts.Expression | undefined): void {
  // Compilers announce every name as `exports.a = void 0` before they set it.
  const written = c.values[value];
  if (written?.kind === 'literal' && written.value === undefined) return;
  c.exports.push({ kind: 'value', name, value, isCommonJs: true });
  if (name !== 'default' || !source || !ts.isObjectLiteralExpression(source) || written?.kind !== 'object') return;
  for (const property of written.properties) {
    if (property.name !== undefined)
      c.exports.push({ kind: 'value', name: property.name, value: property.value, isCommonJs: true });
  }
}

/** The specifier of `require('x')`, where `require` is not declared by the file. */
export function requiredSpecifier(c: Walk, node: ts.CallExpression): string | undefined {
  const [first] = node.arguments;
  if (!ts.isIdentifier(node.expression) || !first || !ts.isStringLiteralLike(first)) return undefined;
  return isFree(c, node.expression, 'require') ? first.text : undefined;
}

function isModuleExports(c: Walk, node: ts.Node): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    textOf(node.name) === 'exports' &&
    ts.isIdentifier(node.expression) &&
    isFree(c, node.expression, 'module')
  );
}

/** True when the identifier has the name and nothing in the file declares it: `module`, `exports`, `require`. */
export function isFree(c: Walk, node: ts.Identifier, name: string): boolean {
  return textOf(node) === name && !lookup(c, name);
}
