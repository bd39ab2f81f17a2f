/** What a handler that is made once goes through before anybody calls it. */
import type { Gate } from '../../context.ts';
import type { Graph, Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Gates } from './gates.ts';

interface WrappersInput {
  graph: Graph;
  linked: Linked;
  gates: Gates;
}

/** A reader of what becomes of handlers. */
export function createWrappers({ graph, linked, gates }: WrappersInput) {
  // `withAuth(createHandler())`, `new OAuthProvider({ handlers: { '/mcp': createHandler() } })`
  function wrappers(node: Node, depth: number): Gate[] {
    if (depth > 6) return [];
    return linked.usesOf(node).flatMap((use): Gate[] => {
      if (use.kind === 'argument') {
        const call = graph.sibling(node, use.call);
        return [...gates.of(call).filter((gate) => gate.kind === 'auth'), ...wrappers(call, depth + 1)];
      }
      return use.kind === 'put' || use.kind === 'copy' ? wrappers(graph.sibling(node, use.to), depth + 1) : [];
    });
  }

  // Who calls a handler, or a part of the project that is handed it, stands before it and may look at the caller.
  function isCalled(node: Node, depth: number): boolean {
    if (depth > 6) return true;
    return linked.usesOf(node).some((use) => {
      if (use.kind === 'callee' || use.kind === 'receiver') return true;
      if (use.kind === 'argument') {
        const call = graph.sibling(node, use.call);
        const { functions, classes } = linked.targets(call);
        return functions.length > 0 || classes.length > 0 || isCalled(call, depth + 1);
      }
      const isSame = use.kind === 'copy' || use.kind === 'put' || use.kind === 'take';
      return isSame && isCalled(graph.sibling(node, use.to), depth + 1);
    });
  }

  return { wrappers: (node: Node) => wrappers(node, 0), isCalled: (node: Node) => isCalled(node, 0) };
}
