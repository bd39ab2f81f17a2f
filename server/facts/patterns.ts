/** Destructuring and assignment: which name takes which part of a value. */
import { ts } from 'ts-morph';
import { assignName, declareVariable } from './bindings.ts';
import { expression } from './expressions.ts';
import type { TypeRef, ValueId } from './facts.ts';
import { exportStore } from './modules.ts';
import { make, nameText, type Reader, startOf, strip } from './reader.ts';

/** Binds every name of the pattern to its part of the source. */
export function bindPattern(r: Reader, node: ts.BindingName, source: ValueId | undefined, isConst: boolean, type?: TypeRef): void {
  if (ts.isIdentifier(node)) return declareVariable(r, node, source, type, isConst);
  const from = source ?? make(r, node, { kind: 'unknown', parts: [] });
  if (ts.isObjectBindingPattern(node)) bindObject(r, node, from, isConst);
  else bindArray(r, node, from, isConst);
}

function bindObject(r: Reader, node: ts.ObjectBindingPattern, from: ValueId, isConst: boolean): void {
  const taken: string[] = [];
  for (const element of node.elements) {
    if (element.dotDotDotToken) {
      bindPattern(r, element.name, make(r, element, { kind: 'rest', base: from, omitted: taken }), isConst);
      continue;
    }
    const key = element.propertyName ?? (ts.isIdentifier(element.name) ? element.name : undefined);
    const name = key && nameText(key);
    if (name !== undefined) taken.push(name);
    const part = name === undefined ? computedPart(r, element, key, from) : make(r, element, { kind: 'member', base: from, name });
    bindPattern(r, element.name, withDefault(r, element, part), isConst);
  }
}

function computedPart(r: Reader, element: ts.BindingElement, key: ts.PropertyName | undefined, from: ValueId): ValueId {
  if (key && ts.isComputedPropertyName(key)) return make(r, element, { kind: 'element', base: from, key: expression(r, key.expression) });
  return make(r, element, { kind: 'unknown', parts: [from] });
}

function bindArray(r: Reader, node: ts.ArrayBindingPattern, from: ValueId, isConst: boolean): void {
  node.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
    const part = element.dotDotDotToken ? make(r, element, { kind: 'rest', base: from, omitted: [] }) : elementAt(r, element, from, index);
    bindPattern(r, element.name, withDefault(r, element, part), isConst);
  });
}

function elementAt(r: Reader, node: ts.Node, base: ValueId, index: number): ValueId {
  return make(r, node, { kind: 'element', base, key: make(r, node, { kind: 'literal', value: index }) });
}

function withDefault(r: Reader, node: ts.BindingElement, part: ValueId): ValueId {
  return node.initializer ? make(r, node, { kind: 'logical', op: 'default', left: part, right: expression(r, node.initializer) }) : part;
}

/** Assigns the value to a name, a property or a pattern; `whole` is the assignment as written. */
export function assignTo(r: Reader, target: ts.Expression, value: ValueId, whole: ts.Node): void {
  const node = strip(target);
  if (ts.isIdentifier(node)) return assignName(r, node.text, value);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return store(r, node, value, whole);
  if (ts.isObjectLiteralExpression(node)) {
    for (const p of node.properties) {
      if (ts.isShorthandPropertyAssignment(p)) assignName(r, p.name.text, make(r, p, { kind: 'member', base: value, name: p.name.text }));
      else if (ts.isPropertyAssignment(p)) {
        const name = nameText(p.name);
        if (name !== undefined) assignTo(r, p.initializer, make(r, p, { kind: 'member', base: value, name }), whole);
      }
    }
  } else if (ts.isArrayLiteralExpression(node)) {
    node.elements.forEach((element, index) => assignTo(r, element, elementAt(r, element, value, index), whole));
  } else if (ts.isBinaryExpression(node)) assignTo(r, node.left, value, whole);
}

function store(r: Reader, node: ts.PropertyAccessExpression | ts.ElementAccessExpression, value: ValueId, whole: ts.Node): void {
  const base = expression(r, node.expression);
  const written = ts.isBinaryExpression(whole) ? whole.right : whole;
  const key = ts.isElementAccessExpression(node) ? node.argumentExpression : undefined;
  const isStatic = key !== undefined && (ts.isStringLiteralLike(key) || ts.isNumericLiteral(key));
  const name = ts.isPropertyAccessExpression(node) ? node.name.text : isStatic ? key.text : undefined;
  r.facts.stores.push({
    start: startOf(r, whole),
    end: whole.end,
    owner: r.fn,
    base,
    ...(name === undefined ? {} : { name }),
    ...(name === undefined && key ? { key: expression(r, key) } : {}),
    value,
    valueStart: startOf(r, written),
    valueEnd: written.end,
  });
  exportStore(r, node, value);
}
