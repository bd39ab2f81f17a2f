/** What one handler leaves on a request for the next: `req.client = new Client(token)`. */
import type { Store } from '../../facts/facts.ts';
import { type Graph, type LoadedFile, type Node, nodeOf, peeled } from '../graph.ts';

const request = /^_?(req|request|ctx|context|c)$/;

/** The values that handlers of the same file keep under the name on their request; none where the base is no request. */
export function keptOnRequest(
  graph: Graph,
  base: Node,
  name: string,
  storesByName: (file: LoadedFile, name: string) => readonly Store[],
): Node[] {
  const file = graph.fileOf(base);
  if (file.facts.stores.length === 0 || !isRequest(graph, base)) return [];
  return storesByName(file, name).flatMap((store) =>
    isRequest(graph, nodeOf(file, store.base)) ? [nodeOf(file, store.value)] : [],
  );
}

function isRequest(graph: Graph, node: Node): boolean {
  const value = graph.value(peeled(graph, node));
  return value.kind === 'param' && value.index === 0 && request.test(value.name);
}
