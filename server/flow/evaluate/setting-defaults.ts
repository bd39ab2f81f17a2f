/** Constants that stand in for variables of the environment which nobody has set. */
import { visitValues } from '../../facts/by-kind.ts';
import type { SettingDefault } from '../../context.ts';
import { type Graph, type LoadedFile, type Node, nodeOf, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';

interface SettingDefaultsInput {
  graph: Graph;
  linked: Linked;
  selected: readonly LoadedFile[];
}

/** Answers about such constants in the selected files. */
export function createSettingDefaults({ graph, linked, selected }: SettingDefaultsInput) {
  let memo: SettingDefault[] | undefined;

  function settingDefaults(): SettingDefault[] {
    memo ??= selected.flatMap((file) => {
      const found: SettingDefault[] = [];
      visitValues(file.facts, ['logical'], ({ op, left, right }, id) => {
        const node = nodeOf(file, id);
        const value = op === '&&' ? undefined : graph.value(peeled(graph, graph.sibling(node, right)));
        if (value?.kind !== 'literal' || typeof value.value !== 'string') return;
        const names = settingsOf(graph.sibling(node, left), 0);
        if (names.length > 0) found.push({ names, text: value.value, at: inQuotes(graph.sibling(node, right)) });
      });
      return found;
    });
    return memo;
  }

  // Of `process.env.A ?? process.env.B ?? 'x'` both.
  function settingsOf(from: Node, depth: number): string[] {
    const node = peeled(graph, from);
    const value = graph.value(node);
    if (value.kind === 'logical' && depth < 6)
      return [value.left, value.right].flatMap((id) => settingsOf(graph.sibling(node, id), depth + 1));
    const [origin] = value.kind === 'member' || value.kind === 'call' ? linked.resolve.origins(node) : [];
    return origin?.kind === 'environment' ? [origin.name] : [];
  }

  function inQuotes(node: Node) {
    const { file, start, end } = graph.place(node);
    return { file, start: start + 1, end: end - 1 };
  }

  return { settingDefaults };
}
