/** What the program writes out by hand: tests of a part of a text, and texts that carry a credential. */
import { type OfKind, visitValues } from '../../facts/by-kind.ts';
import type { Value } from '../../facts/facts.ts';
import type { Spelled } from '../../context.ts';
import type { Functions } from '../functions.ts';
import { type Graph, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import type { createMakers } from './makers.ts';

interface SpelledInput {
  graph: Graph;
  functions: Functions;
  selected: readonly LoadedFile[];
  makers: ReturnType<typeof createMakers>;
}

const partial = /^(startsWith|endsWith|includes|indexOf|match|search)$/;

/** Answers about texts in the selected files. */
export function createSpelled({ graph, functions, selected, makers }: SpelledInput) {
  /** Where a text that is named so is looked at in part, and not compared whole. */
  function partialMatches(name: RegExp): Spelled[] {
    return each('call', (value, node) => {
      const callee = graph.value(graph.sibling(node, value.callee));
      if (callee.kind !== 'member') return undefined;
      const [first] = value.args;
      const isTest = callee.name === 'test' && first !== undefined;
      if (!isTest && !partial.test(callee.name)) return undefined;
      const subject = graph.sibling(node, isTest ? first.value : callee.base);
      const called = nameOf(subject);
      return called !== undefined && name.test(called) ? [called, callee.name, ...makers.of(subject)] : undefined;
    });
  }

  /** Where `Bearer` and a value are put together, with the names of the value. */
  function bearers(): Spelled[] {
    return each('template', (value, node) => {
      if (!/\bBearer $/i.test(value.texts[0] ?? '') || value.parts.length !== 1) return undefined;
      const called = nameOf(graph.sibling(node, value.parts[0] ?? 0));
      return called === undefined ? undefined : [called];
    });
  }

  function each<K extends Value['kind']>(
    kind: K,
    look: (value: OfKind<K>, node: Node) => string[] | undefined,
  ): Spelled[] {
    const found: Spelled[] = [];
    for (const file of selected)
      visitValues(file.facts, [kind], (value, id) => {
        const node = nodeOf(file, id);
        const names = look(value, node);
        if (names) found.push({ at: graph.place(node), names, ...functions.around(node) });
      });
    return found;
  }

  function nameOf(node: Node): string | undefined {
    const value = graph.value(node);
    if (value.kind === 'member' || value.kind === 'param') return value.name;
    if (value.kind === 'variable') return value.values.length === 1 ? (inner(node) ?? value.name) : value.name;
    if (value.kind === 'cast' || value.kind === 'await') return nameOf(graph.sibling(node, value.value));
    if (value.kind === 'logical') return nameOf(graph.sibling(node, value.left));
    return undefined;
  }

  // `const { id_token: token } = …`: what it was taken from says more than what it is called.
  function inner(node: Node): string | undefined {
    const value = graph.value(node);
    const [only] = value.kind === 'variable' ? value.values : [];
    const found = only === undefined ? undefined : graph.value(graph.sibling(node, only));
    return found?.kind === 'member' ? found.name : undefined;
  }

  return { partialMatches, bearers };
}
