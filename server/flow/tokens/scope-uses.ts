/** Where the program demands scopes of whoever calls, and where else a scope stands written. */
import { valuesOf } from '../../facts/by-kind.ts';
import type { SpelledText } from '../../context.ts';
import type { Value } from '../../facts/facts.ts';
import type { Graph, LoadedFile, Node } from '../graph.ts';
import { nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { createTexts } from '../evaluate/texts.ts';

interface ScopeUsesInput {
  graph: Graph;
  linked: Linked;
  selected: readonly LoadedFile[];
  isTest(path: string): boolean;
}

// `requiredScopes: ['orders:read']`, `requireScope('orders:read')`
const demanding =
  /^(?:required_?scopes?|scopes?_?required|require_?(?:any|all)?_?scopes?|(?:has|check|assert|ensure|verify)_?(?:any|all)?_?scopes?)$/i;
const held = /(?:^|[a-z_.])scopes?$|^scp$/i;
const exact = /^(?:includes|has|some|every|indexOf)$/;
const open = /^(?:startsWith|endsWith|match|test|search)$/;

/** Answers about scopes in the selected files that are no tests. */
export function createScopeUses({ graph, linked, selected, isTest }: ScopeUsesInput) {
  const texts = createTexts(graph, linked);
  const files = (): LoadedFile[] => selected.filter(({ path }) => !isTest(path));
  let memo: SpelledText[] | undefined;

  /** Scopes that a gate or a comparison names; `isOpen` where it looks at a part of one. */
  function demandedScopes(): SpelledText[] {
    memo ??= files().flatMap((file) =>
      valuesOf(file.facts, 'object', 'call', 'binary').flatMap(([value, id]) => {
        const node = nodeOf(file, id);
        if (value.kind === 'object')
          return value.properties.flatMap((p) =>
            p.name !== undefined && p.kind === 'value' && demanding.test(p.name)
              ? written(graph.sibling(node, p.value))
              : [],
          );
        return value.kind === 'call' ? ofCall(node, value) : ofBinary(node, value);
      }),
    );
    return memo;
  }

  function ofCall(node: Node, { callee, args }: Value & { kind: 'call' }): SpelledText[] {
    const called = graph.value(graph.sibling(node, callee));
    if (!('name' in called) || typeof called.name !== 'string') return [];
    const given = args.flatMap((arg) => (arg.isSpread ? [] : [graph.sibling(node, arg.value)]));
    if (demanding.test(called.name)) return given.flatMap(written);
    if (called.kind !== 'member') return [];
    const subject = nameOf(graph.sibling(graph.sibling(node, callee), called.base));
    const looked = open.test(called.name) && called.name === 'test' ? nameOf(given[0]) : subject;
    if (looked === undefined || !held.test(looked)) return [];
    if (open.test(called.name)) return [{ text: '', at: graph.place(node), isOpen: true }];
    return exact.test(called.name) ? given.flatMap(written) : [];
  }

  function ofBinary(node: Node, { op, left, right }: Value & { kind: 'binary' }): SpelledText[] {
    if (!/^[!=]==?$/.test(op)) return [];
    const sides = [left, right].map((id) => graph.sibling(node, id));
    return sides.flatMap((side, index) => (held.test(nameOf(side) ?? '') ? written(sides[1 - index] ?? side) : []));
  }

  function written(node: Node): SpelledText[] {
    return texts
      .of(node)
      .flatMap(({ text, at }) => text.split(/[\s,]+/).flatMap((scope) => (scope === '' ? [] : [{ text: scope, at }])));
  }

  // `auth.scopes`, `scopes`, `(auth.scope ?? '').split(' ')`
  function nameOf(node: Node | undefined, depth = 0): string | undefined {
    if (node === undefined || depth > 6) return undefined;
    const value = graph.value(node);
    const onward = (id: number): string | undefined => nameOf(graph.sibling(node, id), depth + 1);
    if (value.kind === 'member' || value.kind === 'param' || value.kind === 'variable') return value.name;
    if (value.kind === 'cast' || value.kind === 'await') return onward(value.value);
    if (value.kind === 'logical') return onward(value.left);
    if (value.kind !== 'call') return undefined;
    const callee = graph.value(graph.sibling(node, value.callee));
    if (callee.kind === 'member')
      return nameOf(graph.sibling(graph.sibling(node, value.callee), callee.base), depth + 1);
    return value.isNew && value.args[0] ? onward(value.args[0].value) : undefined;
  }

  /** Every constant text, and every name of a property, that is or holds the word. */
  function spelledTexts(word: string): SpelledText[] {
    const isIn = (text: string): boolean => text.split(/[\s,"'`]+/).includes(word);
    return files().flatMap((file) =>
      valuesOf(file.facts, 'literal', 'template', 'object').flatMap(([value, id]): SpelledText[] => {
        const at = graph.place(nodeOf(file, id));
        const own = value.kind === 'literal' ? [value.value] : value.kind === 'template' ? value.texts : [];
        const names = value.kind === 'object' ? value.properties.filter(({ name }) => name === word) : [];
        return [
          ...(own.some((text) => typeof text === 'string' && isIn(text)) ? [{ text: word, at }] : []),
          ...names.map(({ start, end }) => ({ text: word, at: { file: file.path, start, end } })),
        ];
      }),
    );
  }

  return { demandedScopes, spelledTexts };
}
