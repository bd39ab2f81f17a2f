/** Places that count only under a condition: with an option that is set, or right behind a word of the same list. */
import type { Relative } from '../../models/catalog.ts';
import type { Graph, Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Options } from '../evaluate/options.ts';
import type { FoundPath } from './paths.ts';
import type { Tracked } from '../track/tracked.ts';

/** Returns whether what a way arrives at is a place under the conditions of its row. */
export function createConditionedPlaces(graph: Graph, linked: Linked, options: Options) {
  // `spawn(line, { shell: true })`: without its option the place is none.
  function isMeant({ arrival: { call, when, row }, chain }: FoundPath): boolean {
    if (row.behind && !isBehind(chain, row.behind)) return false;
    if (!when) return true;
    if (call === undefined) return false;
    const { state, texts = [] } = options.read(call, [when]);
    if (state === 'unknown') return isSetOnWindows(call, when);
    return state === 'set' && (texts.length === 0 || texts.some((text) => text !== 'false'));
  }

  // `{ shell: process.platform === 'win32' }`: what is no program there but a script needs a shell.
  function isSetOnWindows(call: Node, when: Relative): boolean {
    return options.slots(call, when).some((slot) => {
      if (slot.kind !== 'value') return false;
      return linked.resolve.origins(slot.node).some((origin) => {
        const test = origin.kind === 'value' ? graph.value(origin.node) : undefined;
        if (origin.kind !== 'value' || test?.kind !== 'binary' || !/^===?$/.test(test.op)) return false;
        return [test.left, test.right].some(
          (side) => linked.resolve.text(graph.sibling(origin.node, side)) === 'win32',
        );
      });
    });
  }

  // `['exec', box, 'sh', '-c', line]`
  function isBehind(chain: readonly Tracked[], words: readonly string[]): boolean {
    return chain.some(({ node }, at) => {
      const list = graph.value(node);
      const before = chain[at - 1];
      if (list.kind !== 'array' || !before) return false;
      const index = list.elements.findIndex((each) => graph.sibling(node, each.value) === before.node);
      const word = list.elements[index - 1];
      return word !== undefined && words.includes(linked.resolve.text(graph.sibling(node, word.value)) ?? '');
    });
  }

  return { isMeant };
}
