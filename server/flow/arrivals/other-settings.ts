/** A table of settings that holds a secret under a key which nobody can see, and of which another setting is read. */
import { nameKind } from '../../models/credential-names.ts';
import { element, headOf } from '../field-path.ts';
import { type Graph, type Node, peeled } from '../graph.ts';
import type { FoundPath } from './paths.ts';
import type { Tracked } from '../track/tracked.ts';

/** True where what was read is none by its name: `settings[key] = process.env.API_KEY`, `settings.region`, `setting('region')`. */
export function isOtherSetting(graph: Graph, { chain, root }: FoundPath): boolean {
  if (root.seed?.row.kind !== 'secret') return false;
  return chain.some((state, at) => {
    const name = state.hop?.guessed ?? askedFor(graph, chain, at);
    return name !== undefined && nameKind(name) === undefined;
  });
}

// `const setting = (key) => settings[key]`: by which key is said where the function is called, or one around it.
function askedFor(graph: Graph, chain: readonly Tracked[], at: number): string | undefined {
  const { node, previous } = chain[at] ?? {};
  const value = node === undefined ? undefined : graph.value(node);
  if (node === undefined || value?.kind !== 'element' || value.key === undefined) return undefined;
  if (previous === undefined || headOf(previous.path) !== element) return undefined;
  let index = parameterOf(graph, graph.sibling(node, value.key));
  for (let i = at + 1; index !== undefined && i < chain.length; i++) {
    const call = chain[i]?.node;
    const came = call === undefined ? undefined : graph.value(call);
    if (!chain[i - 1]?.hop?.isReturn || call === undefined || came?.kind !== 'call') continue;
    const given = came.args[index];
    if (given === undefined) return undefined;
    const key = peeled(graph, graph.sibling(call, given.value));
    const text = graph.value(key);
    if (text.kind === 'literal') return typeof text.value === 'string' ? text.value : undefined;
    index = parameterOf(graph, key);
  }
  return undefined;
}

function parameterOf(graph: Graph, key: Node): number | undefined {
  const value = graph.value(peeled(graph, key));
  return value.kind === 'param' ? value.index : undefined;
}
