/** Constant texts of the program, each with the place where it is written. */
import { visitValues } from '../../facts/by-kind.ts';
import type { ConstantText, SettingWritten } from '../../context.ts';
import type { Functions } from '../behaviour/functions.ts';
import { type Graph, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import { isEnvironment } from './environment.ts';
import type { Linked } from '../link/links.ts';
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

  /** Variables of the environment that the files set. */
  function settingsWritten(files: readonly LoadedFile[], { around }: Pick<Functions, 'around'>): SettingWritten[] {
    return files.flatMap((file) =>
      file.facts.stores.flatMap((store) => {
        if (store.name === undefined || !isEnvironment(graph, nodeOf(file, store.base))) return [];
        const text = constantAt(nodeOf(file, store.value))?.text;
        const at = { file: file.path, start: store.valueStart, end: store.valueEnd };
        const { inside } = around(nodeOf(file, store.base));
        return [{ name: store.name, at, ...(text === undefined ? {} : { text }), ...(inside ? { inside } : {}) }];
      }),
    );
  }

  return { constantsOf, wordsOf, settingsWritten };
}
