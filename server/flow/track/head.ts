/** Whether a value decides where a text leads: nothing but a scheme stands before it. */
import { type Graph, idOf, type Node } from '../graph.ts';

const beginning = /^(?:[a-z][a-z\d+.-]*:)?(?:\/\/)?[^/?#\\]*$/i;

/** True when the part stands where the text begins, or where the host of a URL does. */
export function standsFirst(graph: Graph, part: Node, text: Node): boolean {
  const value = graph.value(text);
  if (value.kind !== 'template') return true;
  return value.parts[0] === idOf(part) && beginning.test(value.texts[0] ?? '');
}
