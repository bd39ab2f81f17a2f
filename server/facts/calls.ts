/** Calls, `new`, tagged templates, `require(…)` and `import(…)`. */
import { ts } from 'ts-morph';
import { requiredSpecifier } from './commonjs.ts';
import { expression } from './dispatch.ts';
import type { Argument, TypeRef, Value, ValueId } from './facts.ts';
import { typeRefs } from './types.ts';
import { argument, type Walk } from './walk.ts';

const { SyntaxKind } = ts;

type Call = Value & { kind: 'call' };

/** The value of a call; `require(…)` and `import(…)` are imports. */
export function call(c: Walk, node: ts.CallExpression): ValueId {
  if (node.expression.kind === SyntaxKind.ImportKeyword) return dynamicImport(c, node);
  const specifier = requiredSpecifier(c, node);
  if (specifier !== undefined) {
    c.specifiers.add(specifier);
    const at = { start: c.startOf(node), end: node.end, owner: c.owner };
    return c.add({ ...at, kind: 'import', specifier, name: '*', isCommonJs: true });
  }
  const callee = expression(c, node.expression);
  const value: Call = {
    start: c.startOf(node),
    end: node.end,
    owner: c.owner,
    kind: 'call',
    callee,
    args: argumentsOf(c, node.arguments),
  };
  if (node.questionDotToken) value.isOptional = true;
  return addCall(c, value, node.typeArguments);
}

/** The value of a `new`. */
export function construct(c: Walk, node: ts.NewExpression): ValueId {
  const callee = expression(c, node.expression);
  const args = node.arguments ? argumentsOf(c, node.arguments) : [];
  const value: Call = {
    start: c.startOf(node),
    end: node.end,
    owner: c.owner,
    kind: 'call',
    callee,
    args,
    isNew: true,
  };
  return addCall(c, value, node.typeArguments);
}

/** The template is argument 0; its expressions follow, as the tag function receives them. */
export function taggedTemplate(c: Walk, node: ts.TaggedTemplateExpression): ValueId {
  const callee = expression(c, node.tag);
  const text = expression(c, node.template);
  const args = [argument(c, node.template, text)];
  const written = c.values[text];
  if (ts.isTemplateExpression(node.template) && written?.kind === 'template') {
    node.template.templateSpans.forEach((span, i) => {
      const part = written.parts[i];
      if (part !== undefined) args.push(argument(c, span.expression, part));
    });
  }
  const value: Call = { start: c.startOf(node), end: node.end, owner: c.owner, kind: 'call', callee, args };
  return addCall(c, value, node.typeArguments);
}

function addCall(c: Walk, value: Call, typeArguments: ts.NodeArray<ts.TypeNode> | undefined): ValueId {
  const typeArgs: TypeRef[] | undefined = typeArguments && typeRefs(c, typeArguments);
  if (typeArgs) value.typeArgs = typeArgs;
  const id = c.add(value);
  c.calls.push(id);
  return id;
}

/** Arguments and array elements in order, spreads marked. */
export function argumentsOf(c: Walk, nodes: readonly ts.Expression[]): Argument[] {
  // Not by `push`, for which V8 reserves room for seventeen: most calls have one or two, and programs have many calls.
  return nodes.map((node): Argument => {
    const isSpread = node.kind === SyntaxKind.SpreadElement;
    const inner = isSpread ? (node as ts.SpreadElement).expression : node;
    const place = { start: c.startOf(inner), end: inner.end, value: expression(c, inner) };
    return isSpread ? { ...place, isSpread } : place;
  });
}

function dynamicImport(c: Walk, node: ts.CallExpression): ValueId {
  const start = c.startOf(node);
  const { end } = node;
  const [first] = node.arguments;
  if (!first || !ts.isStringLiteralLike(first)) {
    const parts = node.arguments.map((arg) => expression(c, arg));
    return c.add({ start, end, owner: c.owner, kind: 'unknown', parts });
  }
  c.specifiers.add(first.text);
  return c.add({ start, end, owner: c.owner, kind: 'import', specifier: first.text, name: '*', isDynamic: true });
}
