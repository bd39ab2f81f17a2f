/** Enums and namespaces: both read as a constant that holds an object. */
import { ts } from 'ts-morph';
import { walkStatements } from './blocks.ts';
import { expression } from './dispatch.ts';
import type { Property, ValueId } from './facts.ts';
import { hoist, hoistVars } from './hoist.ts';
import { hasModifier, staticName, textOf } from './names.ts';
import { eachName } from './patterns.ts';
import { declareVariable, lookup, Scope, variableOf } from './scopes.ts';
import { literal, type Walk } from './walk.ts';

const { SyntaxKind } = ts;

/** Binds the name of an enum, before its members are read. */
export function declareEnum(c: Walk, node: ts.EnumDeclaration): void {
  declareObject(c, node.name);
}

/** Binds the name of a namespace that has code, before that is read. */
export function declareNamespace(c: Walk, node: ts.ModuleDeclaration): void {
  if (ts.isIdentifier(node.name) && !isAmbient(node)) declareObject(c, node.name);
}

function declareObject(c: Walk, node: ts.Identifier): void {
  const name = textOf(node);
  // A namespace may add to a class or function of the same name; that one stays what the name means.
  if (c.scope.get(name)) return;
  declareVariable(c, c.scope, name, c.startOf(node), node.end, true).kind = 'type';
}

/** `declare module 'x'` and `declare global` describe what others hold. */
function isAmbient(node: ts.ModuleDeclaration): boolean {
  return (
    !ts.isIdentifier(node.name) ||
    hasModifier(node, SyntaxKind.DeclareKeyword) ||
    (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0
  );
}

/** Reads an enum; members without a value count up as the language says. */
export function enumValue(c: Walk, node: ts.EnumDeclaration): ValueId | undefined {
  let next: number | undefined = 0;
  const properties = node.members.map((member): Property => {
    const name = staticName(c, member.name) ?? '';
    const at = member.initializer ?? member.name;
    const start = c.startOf(at);
    const { end } = at;
    const value = member.initializer ? expression(c, member.initializer) : literal(c, start, end, next);
    const written = c.values[value];
    next = written?.kind === 'literal' && typeof written.value === 'number' ? written.value + 1 : undefined;
    return { start, end, kind: 'value', name, value };
  });
  return hold(c, node, node.name, properties);
}

/** Reads the body of a namespace; its exported names are the properties of its object. */
export function namespaceValue(c: Walk, node: ts.ModuleDeclaration): ValueId | undefined {
  const { body, name } = node;
  if (isAmbient(node) || !body || !ts.isIdentifier(name)) return undefined;
  const { scope } = c;
  c.scope = new Scope(scope, true, node.pos, node.end);
  const properties: Property[] = [];
  if (ts.isModuleBlock(body)) {
    if (c.hasVar) hoistVars(c, body.statements);
    hoist(c, body.statements);
    walkStatements(c, body.statements);
    for (const statement of body.statements) exported(c, statement, properties);
  } else if (ts.isModuleDeclaration(body) && ts.isIdentifier(body.name)) {
    declareNamespace(c, body);
    namespaceValue(c, body);
    addProperty(c, body.name, properties);
  }
  c.scope = scope;
  return hold(c, node, name, properties);
}

function exported(c: Walk, node: ts.Statement, properties: Property[]): void {
  if (!ts.canHaveModifiers(node) || !hasModifier(node, SyntaxKind.ExportKeyword)) return;
  if (ts.isVariableStatement(node)) {
    for (const declaration of node.declarationList.declarations)
      eachName(declaration.name, (name) => addProperty(c, name, properties));
  } else if (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node)
  ) {
    if (node.name && ts.isIdentifier(node.name)) addProperty(c, node.name, properties);
  }
}

function addProperty(c: Walk, node: ts.Identifier, properties: Property[]): void {
  const name = textOf(node);
  const binding = lookup(c, name);
  if (binding) properties.push({ start: c.startOf(node), end: node.end, kind: 'value', name, value: binding.value });
}

function hold(c: Walk, node: ts.Node, name: ts.Identifier, properties: Property[]): ValueId | undefined {
  const binding = lookup(c, textOf(name));
  if (!binding) return undefined;
  const value = c.add({ start: c.startOf(node), end: node.end, owner: c.owner, kind: 'object', properties });
  if (c.values[binding.value]?.kind === 'variable') variableOf(c, binding).values.push(value);
  return binding.value;
}
