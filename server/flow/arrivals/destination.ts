/** What is known of where a request goes: constant text and the names read on the way to the URL. */
import type { Destination } from '../../context.ts';
import type { Relative } from '../../models/catalog.ts';
import type { Graph, Node } from '../graph.ts';
import type { Options } from '../evaluate/options.ts';

/** The destination of a call whose URL stands at the relative path; empty when nothing is known. */
export function destinationOf(graph: Graph, options: Options, call: Node, url: Relative | undefined): Destination {
  const found: Destination = { texts: [], names: [] };
  const paths = url ? [url] : [];
  for (const path of paths) {
    for (const slot of options.slots(call, path)) {
      if (slot.kind !== 'value') continue;
      const view = options.presence.of(slot.node);
      found.texts.push(...view.texts);
      found.names.push(...view.names);
    }
  }
  const value = graph.value(call);
  if (value.kind === 'call') {
    const callee = graph.value(graph.sibling(call, value.callee));
    if (callee.kind === 'member') {
      // The receiver may hold the base URL: `introspectionClient.post(…)`.
      const base = graph.value(graph.sibling(call, callee.base));
      if ('name' in base && typeof base.name === 'string') found.names.push(base.name);
      found.names.push(callee.name);
    }
  }
  return found;
}
