/** What enters with an element of a list that a library gave: a path says nothing of what such a list holds. */
import type { Value, ValueId } from '../../facts/facts.ts';
import type { SourceRow } from '../../models/model.ts';
import { close, type States, step } from '../../models/states.ts';
import type { createBelow } from './below.ts';
import { type FieldPath, isIndex } from '../field-path.ts';
import { type Graph, type LoadedFile, nodeOf, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Origin } from '../origin.ts';

interface LibraryListsInput {
  graph: Graph;
  linked: Linked;
  below: ReturnType<typeof createBelow>;
}

// Methods that give one element of the list.
const taking = /^(?:at|find|findLast|pop|shift)$/;
const statesOf = (origins: Origin[]): States[] => origins.flatMap((o) => (o.kind === 'api' ? [o.api.states] : []));

/** Returns the lookup of the rows that speak of a value as an element of a library's list. */
export function createLibraryLists({ graph, linked, below }: LibraryListsInput) {
  // `for (const call of message.tool_calls)`, `answer.choices[0]`, `message.tool_calls.find(…)`
  return function listed(file: LoadedFile, id: ValueId, value: Value): { path: FieldPath; row: SourceRow }[] {
    const base = listOf(file, value);
    if (base === undefined) return [];
    const list = nodeOf(file, base);
    const states = close(statesOf(linked.resolve.origins(list)).flatMap((of) => [...step(of, 'element')]));
    if (states.length > 0) return below(states).sources;
    // `content.filter((block) => block.type === 'tool_use')`: what is left of the list. Where the project made the list,
    // what it holds entered before.
    if (graph.value(peeled(graph, list)).kind !== 'call') return [];
    const left = close(statesOf(linked.resolve.origins(nodeOf(file, id))).flat());
    return below(left).sources.filter(({ row }) => row.kind === 'tool-argument');
  };

  function listOf(file: LoadedFile, value: Value): ValueId | undefined {
    if (value.kind === 'element') {
      const isOfList = value.key === undefined || isIndex(linked.resolve.key(nodeOf(file, value.key)) ?? '');
      return isOfList ? value.base : undefined;
    }
    const callee = value.kind === 'call' ? file.facts.values[value.callee] : undefined;
    return callee?.kind === 'member' && taking.test(callee.name) ? callee.base : undefined;
  }
}
