/** Whether a value decides where a text leads: nothing but a scheme stands before it. */
import { type FieldPath, headOf } from '../field-path.ts';
import { type Graph, idOf, type Node, peeled } from '../graph.ts';

// Nor does it behind what no host holds: `accounts(${id})`.
const beginning = /^(?:[a-z][a-z\d+.-]*:)?(?:\/\/)?[^/?#\\(='&;,]*$/i;

/** True when the part stands where the text begins, or where the host of a URL does. */
export function standsFirst(graph: Graph, part: Node, text: Node): boolean {
  const value = graph.value(text);
  if (value.kind !== 'template') return true;
  return value.parts[0] === idOf(part) && beginning.test(value.texts[0] ?? '');
}

/** True for a field of an object that is a query, or of the query of a URL: it stands in the text of the object. */
export function isInQuery(graph: Graph, node: Node, path: FieldPath): boolean {
  const value = graph.value(peeled(graph, node));
  if (value.kind !== 'call' || !value.isNew) return false;
  const callee = graph.value(graph.sibling(node, value.callee));
  if (callee.kind !== 'global') return false;
  return callee.name === 'URLSearchParams' || (callee.name === 'URL' && /^search(?:Params)?$/.test(headOf(path)));
}
