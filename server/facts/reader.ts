/** The state of one walk over a file, and the few operations by which every part of the walk adds to the facts. */
import { ts } from 'ts-morph';
import type { Argument, Facts, Value, ValueId } from './facts.ts';

/** A name and the value that a read of it gives where nothing better is known. */
export interface Binding {
  base: ValueId;
  /** The function that declares it. */
  fn: number;
  /** True when some assignment in the file has a name like it: its reads are told apart by place. */
  isReassigned: boolean;
}

export interface Scope {
  names: Map<string, Binding>;
  parent?: Scope;
}

/** The value that each reassigned binding holds at this point of the function. */
export type Versions = Map<Binding, ValueId>;

export interface Reader {
  readonly source: ts.SourceFile;
  readonly facts: Facts;
  readonly globals: Map<string, ValueId>;
  /** Every name that is assigned anywhere in the file. */
  readonly assigned: ReadonlySet<string>;
  readonly specifiers: Set<string>;
  fn: number;
  cls: number | undefined;
  scope: Scope;
  versions: Versions;
  lastReturn: ValueId | undefined;
}

/** A value without its place. */
export type Bare<T = Value> = T extends unknown ? Omit<T, 'start' | 'end' | 'owner'> : never;

/** Where the node's own text begins (offset), its comments skipped. */
export function startOf(r: Reader, node: ts.Node): number {
  return node.getStart(r.source);
}

/** Adds a value that stands where the node stands. */
export function make(r: Reader, node: ts.Node, value: Bare): ValueId {
  const full = { start: startOf(r, node), end: node.end, owner: r.fn, ...value };
  // A bare value and a place are a value; the compiler cannot join the union back together.
  r.facts.values.push(full as Value);
  return r.facts.values.length - 1;
}

/** A value where it is handed over, with the place of the node. */
export function argumentAt(r: Reader, node: ts.Node, value: ValueId, isSpread = false): Argument {
  const at = { start: startOf(r, node), end: node.end, value };
  return isSpread ? { ...at, isSpread: true } : at;
}

/** The static text of a property name; undefined when it is computed. */
export function nameText(node: ts.PropertyName | ts.BindingName): string | undefined {
  if (ts.isIdentifier(node) || ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) || ts.isPrivateIdentifier(node)) return node.text;
  return ts.isComputedPropertyName(node) && ts.isStringLiteralLike(node.expression) ? node.expression.text : undefined;
}

/** The expression inside parentheses, `!` and `satisfies`, which leave no trace. */
export function strip(node: ts.Expression): ts.Expression {
  let inner = node;
  while (ts.isParenthesizedExpression(inner) || ts.isNonNullExpression(inner) || ts.isSatisfiesExpression(inner)) inner = inner.expression;
  return inner;
}

/** The keys of an optional flag: `flag('isRest', true)` is `{ isRest: true }`, else nothing. */
export function flag<K extends string>(name: K, isOn: boolean): { [P in K]?: true } {
  const none: { [P in K]?: true } = {};
  // The computed key is K by construction.
  return isOn ? ({ [name]: true } as { [P in K]?: true }) : none;
}
