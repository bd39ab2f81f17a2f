/** Constant texts of the program, each with the place where it is written. */
import { alternatives } from '../facts/backward.ts';
import { visitValues } from '../facts/by-kind.ts';
import type { ConstantText, SettingWritten } from '../context.ts';
import { type Graph, idOf, type LoadedFile, type Node, nodeOf, peeled, reachedFrom } from './graph.ts';
import { entriesOf } from './forms/entries.ts';
import { isEnvironment } from './environment.ts';
import type { Linked } from './links.ts';
import type { Slot } from './slots.ts';

/** Readers of constants over the linked program; `textOf` is the text of a file. */
export function createConstants(graph: Graph, linked: Linked, textOf: (file: string) => string) {
  function constantAt(node: Node): Omit<ConstantText, 'isFallback'> | undefined {
    const value = graph.value(node);
    const text =
      value.kind === 'literal'
        ? value.value
        : value.kind === 'template' && value.parts.length === 0
          ? value.texts[0]
          : 0;
    if (typeof text !== 'string') return undefined;
    const at = graph.place(node);
    // Between the quotes, where no escape makes the text another than is written.
    const isPlain = textOf(at.file).slice(at.start + 1, at.end - 1) === text;
    return { text, at: isPlain ? { ...at, start: at.start + 1, end: at.end - 1 } : at };
  }

  /** What can stand at the slots: `isFallback` where it does only when something else is missing. */
  function constantsOf(slots: readonly Slot[]): ConstantText[] {
    return slots.flatMap((slot) => {
      if (slot.kind !== 'value') return [];
      const origins = linked.resolve.origins(slot.node);
      const isFallback = slots.length > 1 || origins.length > 1;
      return origins.flatMap((origin) => {
        const found = origin.kind === 'value' ? constantAt(origin.node) : undefined;
        return found ? [{ ...found, isFallback }] : [];
      });
    });
  }

  /** Every constant text of the files that is at least so long and of one word. */
  function wordsOf(files: readonly LoadedFile[], least: number): ConstantText[] {
    const words: ConstantText[] = [];
    for (const file of files)
      visitValues(file.facts, ['literal'], (value, id) => {
        if (typeof value.value !== 'string' || value.value.length < least) return;
        const found = /\s/.test(value.value) ? undefined : constantAt(nodeOf(file, id));
        if (found) words.push({ ...found, isFallback: false });
      });
    return words;
  }

  // `process.env`, `{ ...process.env, X: 'y' }`, `Object.assign({}, process.env, more)`
  function holdsEnvironment(node: Node): boolean {
    return reachedFrom(graph, node, (value, id) => {
      if (value.kind === 'object') {
        const spread = value.properties.flatMap((p) => (p.kind === 'spread' ? [p.value] : []));
        return [...spread, ...copiedInto(node, id)];
      }
      return value.kind === 'call' && isAssign(node, value.callee)
        ? value.args.map((arg) => arg.value)
        : alternatives(value);
    }).some((at) => isEnvironment(graph, at));
  }

  // `for (const [name, value] of Object.entries(process.env)) copy[name] = value`
  function copiedInto(node: Node, object: number): number[] {
    const { facts } = graph.fileOf(node);
    return facts.stores.flatMap(({ base, key }) => {
      if (key === undefined || idOf(peeled(graph, graph.sibling(node, base))) !== object) return [];
      const from = entriesOf(graph, graph.sibling(node, key));
      return from === undefined ? [] : [idOf(from)];
    });
  }

  function isAssign(node: Node, id: number): boolean {
    const callee = graph.value(graph.sibling(node, id));
    const base = callee.kind === 'member' ? graph.value(graph.sibling(node, callee.base)) : undefined;
    return callee.kind === 'member' && callee.name === 'assign' && base?.kind === 'global' && base.name === 'Object';
  }

  /** Variables of the environment that the files set. */
  function settingsWritten(files: readonly LoadedFile[]): SettingWritten[] {
    return files.flatMap((file) =>
      file.facts.stores.flatMap((store) => {
        if (store.name === undefined || !isEnvironment(graph, nodeOf(file, store.base))) return [];
        const text = constantAt(nodeOf(file, store.value))?.text;
        const at = { file: file.path, start: store.valueStart, end: store.valueEnd };
        return [{ name: store.name, at, ...(text === undefined ? {} : { text }) }];
      }),
    );
  }

  return { constantsOf, wordsOf, holdsEnvironment, settingsWritten };
}
