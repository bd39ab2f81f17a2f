/** Doors that a platform opens by the name of an export: `export async function POST(request)`, `export default { fetch }`. */
import type { Definitions } from '../definitions.ts';
import { type Fn, fnNode, type Graph, type Node, nodeOf } from '../graph.ts';

const platformNames = /^(GET|POST|DELETE|PUT|PATCH|ALL|fetch|default|handler|onRequest\w*)$/;

/** Returns whether the platform calls a function, and nobody before it. */
export function createPlatformDoors(graph: Graph, definitions: Definitions): (fn: Fn) => boolean {
  function fetchOf(made: Node): Node[] {
    const value = graph.value(made);
    const own = value.kind === 'object' ? value.properties.filter(({ name }) => name === 'fetch') : [];
    return own.flatMap((property) => definitions.of(graph.sibling(made, property.value)));
  }

  return (fn) =>
    fn.file.facts.exports.some((e) => {
      if (e.kind !== 'value' || !platformNames.test(e.name)) return false;
      const made = definitions.of(nodeOf(fn.file, e.value));
      return (
        made.includes(fnNode(fn)) || (e.name === 'default' && made.some((one) => fetchOf(one).includes(fnNode(fn))))
      );
    });
}
