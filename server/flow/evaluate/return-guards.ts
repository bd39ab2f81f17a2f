/** What the condition of a `return` proves of the value that is given there. */
import { type Fn, type Graph, type Node, nodeOf } from '../graph.ts';

/** Returns the questions about values that a function returns under a condition. */
export function createReturnGuards(graph: Graph) {
  // `if (value) return value;`
  function isThere({ file }: Fn, returned: number): boolean {
    return file.facts.guards.some(({ test, thenReturn }) => thenReturn === returned && test === returned);
  }

  // `if (process.env.NODE_ENV === 'test') return undefined;`: what is given there says nothing of the product.
  function isOfTests({ file }: Fn, returned: number): boolean {
    return file.facts.guards.some(
      ({ test, thenReturn }) =>
        thenReturn === returned && spells(nodeOf(file, test), 'NODE_ENV') && spells(nodeOf(file, test), 'test'),
    );
  }

  function spells(node: Node, word: string): boolean {
    const value = graph.value(node);
    if (value.kind === 'literal') return value.value === word;
    if (value.kind === 'member') return value.name === word;
    if (value.kind !== 'logical' && value.kind !== 'binary') return false;
    return spells(graph.sibling(node, value.left), word) || spells(graph.sibling(node, value.right), word);
  }

  return { isThere, isOfTests };
}
