/** What the program writes out by hand: tests of a part of a text, and texts that carry a credential. */
import { type OfKind, visitValues } from '../../facts/by-kind.ts';
import type { Value } from '../../facts/facts.ts';
import type { Spelled } from '../../context.ts';
import type { Functions } from '../behaviour/functions.ts';
import { type Graph, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { createMakers } from './makers.ts';

interface SpelledInput {
  graph: Graph;
  linked: Linked;
  functions: Functions;
  selected: readonly LoadedFile[];
  makers: ReturnType<typeof createMakers>;
}

const partial = /^(startsWith|endsWith|includes|indexOf|match|search|split)$/;

/** Answers about texts in the selected files. */
export function createSpelled({ graph, linked, functions, selected, makers }: SpelledInput) {
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
      if (called === undefined || !name.test(called)) return undefined;
      const other = isTest ? undefined : first && { ...first, node: graph.sibling(node, first.value) };
      return {
        names: [called, callee.name, ...makers.of(subject)],
        ...(other ? { against: describe(node, other) } : {}),
      };
    });
  }

  /** Where `Bearer` and a value are put together, with the names of the value. */
  function bearers(): Spelled[] {
    return each('template', (value, node) => {
      if (!/\bBearer $/i.test(value.texts[0] ?? '') || value.parts.length !== 1) return undefined;
      const called = nameOf(graph.sibling(node, value.parts[0] ?? 0));
      return called === undefined ? undefined : { names: [called] };
    });
  }

  function describe(call: Node, { node, start, end }: { node: Node; start: number; end: number }) {
    const text = linked.resolve.text(node);
    const written = { file: graph.fileOf(call).path, start, end };
    const names = [...makers.of(node), ...listOf(node).flatMap((list) => makers.of(list))];
    return { ...(text === undefined ? {} : { text }), names, written };
  }

  // `roots.some((root) => path.startsWith(root))`: what the callback is given is of the list.
  function listOf(node: Node): Node[] {
    const value = graph.value(node);
    if (value.kind !== 'param' || value.index !== 0) return [];
    const { facts } = graph.fileOf(node);
    return facts.calls.flatMap((id) => {
      const call = facts.values[id];
      const callee = call?.kind === 'call' ? facts.values[call.callee] : undefined;
      if (call?.kind !== 'call' || callee?.kind !== 'member') return [];
      const isCallback = call.args.some((arg) => {
        const given = facts.values[arg.value];
        return given?.kind === 'function' && given.fn === value.fn;
      });
      return isCallback ? [graph.sibling(node, callee.base)] : [];
    });
  }

  function each<K extends Value['kind']>(
    kind: K,
    look: (value: OfKind<K>, node: Node) => Pick<Spelled, 'names' | 'against'> | undefined,
  ): Spelled[] {
    const found: Spelled[] = [];
    for (const file of selected)
      visitValues(file.facts, [kind], (value, id) => {
        const node = nodeOf(file, id);
        const spelled = look(value, node);
        if (spelled) found.push({ at: graph.place(node), ...spelled, ...functions.around(node) });
      });
    return found;
  }

  function nameOf(node: Node): string | undefined {
    const value = graph.value(node);
    if (value.kind === 'member' || value.kind === 'param') return value.name;
    if (value.kind === 'variable') return value.values.length === 1 ? (inner(node) ?? value.name) : value.name;
    if (value.kind === 'cast' || value.kind === 'await') return nameOf(graph.sibling(node, value.value));
    if (value.kind === 'logical') return nameOf(graph.sibling(node, value.left));
    if (value.kind === 'call') return asText(node, value);
    return undefined;
  }

  // `String(uri)`, `uri.toString()`
  function asText(node: Node, { callee, args: [first] }: Value & { kind: 'call' }): string | undefined {
    const called = graph.value(graph.sibling(node, callee));
    if (called.kind === 'global' && called.name === 'String' && first) return nameOf(graph.sibling(node, first.value));
    return called.kind === 'member' && called.name === 'toString'
      ? nameOf(graph.sibling(node, called.base))
      : undefined;
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
