/** `const`, `let`, `var` and `using`. */
import { ts } from 'ts-morph';
import { expression } from './dispatch.ts';
import type { ValueId } from './facts.ts';
import { textOf } from './names.ts';
import { bindName } from './patterns.ts';
import { assign, lookup, variableOf } from './scopes.ts';
import { typeRef } from './types.ts';
import { setVersion } from './versions.ts';
import { literal, type Walk } from './walk.ts';

/** Reads the declarations of names that hoisting has declared. */
export function variableDeclarations(c: Walk, list: ts.VariableDeclarationList): void {
  for (const declaration of list.declarations) {
    const { initializer, name, type } = declaration;
    if (ts.isIdentifier(name)) {
      const value = initializer && expression(c, initializer, name);
      declared(c, declaration, name, value);
    } else if (initializer) {
      const read = expression(c, initializer);
      const at = { start: c.startOf(initializer), end: initializer.end, owner: c.owner };
      // A type written at a pattern is that of the value which it takes apart.
      const source = type ? c.add({ ...at, kind: 'cast', value: read, type: typeRef(c, type) }) : read;
      bindName(c, name, source, initialise);
    }
  }
}

function declared(c: Walk, declaration: ts.VariableDeclaration, name: ts.Identifier, value: ValueId | undefined): void {
  const binding = lookup(c, textOf(name));
  if (!binding) return;
  if (declaration.type && binding.kind === 'variable') variableOf(c, binding).type = typeRef(c, declaration.type);
  if (value !== undefined) assign(c, binding, value);
  else if (binding.isTracked && binding.owner === c.owner && !c.versions.has(binding)) {
    setVersion(c, binding, literal(c, c.startOf(name), name.end, undefined));
  }
}

/** Gives a declared name its first value. */
export function initialise(c: Walk, name: ts.Identifier, value: ValueId): void {
  const binding = lookup(c, textOf(name));
  if (binding) assign(c, binding, value);
}
