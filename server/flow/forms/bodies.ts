/** What is the form or the message that a request brings along. */
import { type Graph, type Node, peeled } from '../graph.ts';

const bodies = /^(formData|json|parseBody)$/;
// What gives the same fields again.
const wholes = /^(?:(?:safeP|p)arse(?:Async)?|fromEntries)$/;

/** Answers about bodies, by what is a request. */
export function createBodies(graph: Graph, isRequest: (node: Node) => boolean) {
  // `req.body`, what `formData()`, `json()` and `parseBody()` give, and `new URLSearchParams(await request.text())`
  function isBody(node: Node): boolean {
    const value = graph.value(node);
    if (value.kind === 'member') {
      const base = graph.sibling(node, value.base);
      return (value.name === 'body' && isRequest(base)) || (value.name === 'data' && isCheckedBody(base));
    }
    if (value.kind !== 'call') return false;
    if (isCheckedBody(node)) return true;
    const callee = graph.value(graph.sibling(node, value.callee));
    if (callee.kind === 'global' && callee.name === 'URLSearchParams')
      return value.args.some((arg) => isText(peeled(graph, graph.sibling(node, arg.value))));
    return (
      callee.kind === 'member' &&
      bodies.test(callee.name) &&
      isRequest(graph.sibling(graph.sibling(node, value.callee), callee.base))
    );
  }

  // `schema.parse(req.body)`, `schema.safeParse(await request.json()).data`, `Object.fromEntries(await request.formData())`
  function isCheckedBody(from: Node): boolean {
    const node = peeled(graph, from);
    const value = graph.value(node);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
    const [first] = value.kind === 'call' ? value.args : [];
    return (
      callee?.kind === 'member' &&
      wholes.test(callee.name) &&
      first !== undefined &&
      isBody(peeled(graph, graph.sibling(node, first.value)))
    );
  }

  function isText(node: Node): boolean {
    const value = graph.value(node);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
    if (value.kind !== 'call' || callee?.kind !== 'member') return false;
    return callee.name === 'text' && isRequest(graph.sibling(graph.sibling(node, value.callee), callee.base));
  }

  return { isBody };
}
