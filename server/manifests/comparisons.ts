/** Comparisons in code that is read as documents: which member is held against what, and how. */
import type { CallTree, Document, ExpressionTree, Tree } from '../documents/document.ts';
import { placeOf, textOf, walk } from '../documents/tree.ts';
import type { Place } from '../finding.ts';

/** `claims.azp === id`, `claims.scp.includes('x')`. */
export interface Comparison {
  document: Document;
  at: Place;
  /** The last name of what is compared: `azp`. */
  name: string;
  /** `===` and its like, or the method: `includes`. */
  by: string;
  /** The constant text that it is held against. */
  text?: string;
}

/** `a ?? b` and `a || b`, in code that is read as documents. */
export interface Fallback {
  document: Document;
  at: Place;
  left: Tree;
  right: Tree;
}

/** The fallbacks of the documents, in their order; of `a || b || c` each by itself. */
export function fallbacksOf(documents: readonly Document[]): Fallback[] {
  return documents.flatMap((document) => {
    if (document.syntax !== 'code') return [];
    const trees = new Set(document.roots.flatMap((root) => [...walk(root)].map(({ tree }) => tree)));
    return [...trees].flatMap((tree): Fallback[] => {
      const [left, right] = tree.kind === 'expression' && /^(?:\?\?|\|\|)$/.test(tree.source) ? tree.parts : [];
      return left && right ? [{ document, at: placeOf(tree), left, right }] : [];
    });
  });
}

const operators = new Set(['===', '==', '!==', '!=']);
const methods = new Set(['includes', 'startsWith', 'endsWith', 'has', 'indexOf', 'some']);

/** The comparisons of members in the documents of code, in their order. */
export function comparisonsOf(documents: readonly Document[]): Comparison[] {
  return documents.flatMap((document) => {
    if (document.syntax !== 'code') return [];
    const trees = new Set(document.roots.flatMap((root) => [...walk(root)].map(({ tree }) => tree)));
    return [...trees].flatMap((tree) => [...ofTree(tree)].map((found) => ({ document, ...found })));
  });
}

function* ofTree(tree: Tree): Generator<Omit<Comparison, 'document'>> {
  if (tree.kind === 'call') yield* ofMethod(tree);
  if (tree.kind !== 'expression' || !operators.has(tree.source)) return;
  const [left, right] = tree.parts;
  if (!left || !right) return;
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const text = textOf(other);
    const name = nameOf(side);
    if (name !== undefined) yield { at: placeOf(tree), name, by: tree.source, ...(text === undefined ? {} : { text }) };
  }
}

function* ofMethod(call: CallTree): Generator<Omit<Comparison, 'document'>> {
  if (!methods.has(call.name)) return;
  const [first] = call.args;
  const text = textOf(first);
  const name = nameOf(call.on);
  if (name !== undefined) yield { at: placeOf(call), name, by: call.name, ...(text === undefined ? {} : { text }) };
  // A list of what is allowed: `known.includes(claims.azp)`.
  const asked = nameOf(first);
  if (asked !== undefined) yield { at: placeOf(call), name: asked, by: call.name };
}

/** The last name of a chain of names: of `claims?.xms_act_fct` that of the claim. */
function nameOf(tree: Tree | undefined): string | undefined {
  const found = tree?.kind === 'expression' ? withName(tree) : undefined;
  return found?.source.split('.').at(-1) ?? undefined;
}

/** `String(x)`, `x ?? ''` and the like are seen through. */
function withName(tree: ExpressionTree): ExpressionTree | undefined {
  if (/^[\w$.]+$/.test(tree.source)) return tree;
  if (tree.source !== '??' && tree.source !== '||') return undefined;
  const [left] = tree.parts;
  return left?.kind === 'expression' ? withName(left) : undefined;
}
