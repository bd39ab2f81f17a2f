/** What the program looks at of the answer to a request. */
import type { Graph, Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Use } from '../track/uses.ts';

const outcome = new Set(['ok', 'status', 'statusText', 'statusCode']);
const waiting = new Set(['then', 'catch', 'finally']);
const maxDepth = 6;

/** True when nothing of the answer counts but whether there was one, and that decides whether the program goes on. */
export function decidesByOutcome(graph: Graph, linked: Linked, call: Node): boolean {
  const outcomes: Node[] = [];
  return isOnlyAsked(call, 0) && outcomes.some((node) => isDecisive(node, 0));

  function isOnlyAsked(node: Node, depth: number): boolean {
    const uses = linked.usesOf(node);
    return depth <= maxDepth && uses.length > 0 && uses.every((use) => isAbout(use, node, depth));
  }

  function isAbout(use: Use, node: Node, depth: number): boolean {
    switch (use.kind) {
      case 'copy':
        return isOnlyAsked(graph.sibling(node, use.to), depth + 1);
      case 'take': {
        const to = graph.sibling(node, use.to);
        if (use.name !== undefined && outcome.has(use.name)) outcomes.push(to);
        else return use.name !== undefined && waiting.has(use.name) && isOnlyAsked(to, depth + 1);
        return true;
      }
      case 'callee':
        return isOnlyAsked(graph.sibling(node, use.call), depth + 1);
      // What it is called on was looked at as a member.
      case 'receiver':
        return true;
      case 'operand':
      case 'test':
        outcomes.push(node);
        return true;
      default:
        return false;
    }
  }

  function isDecisive(node: Node, depth: number): boolean {
    if (depth > maxDepth) return false;
    return linked.usesOf(node).some((use) => {
      if (use.kind === 'test') {
        const guard = graph.fileOf(node).facts.guards[use.guard];
        return guard?.thenExit !== undefined || guard?.elseExit !== undefined;
      }
      if (use.kind === 'return') return true;
      if (use.kind === 'operand' || use.kind === 'copy') return isDecisive(graph.sibling(node, use.to), depth + 1);
      return false;
    });
  }
}
