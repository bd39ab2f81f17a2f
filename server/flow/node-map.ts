/** What is known of values: a table for each file, because of a file that is reached most values are asked for. */
import { fileNumber, type Graph, idOf, type Node } from './graph.ts';

export interface NodeMap<T> {
  get(node: Node): T | undefined;
  has(node: Node): boolean;
  set(node: Node, value: T): void;
  delete(node: Node): void;
}

/** An empty map over the values of a graph; its files may still come. */
export function createNodeMap<T>(graph: Graph): NodeMap<T> {
  const tables: (T | undefined)[][] = [];

  function tableOf(node: Node): (T | undefined)[] {
    const { no, facts } = graph.fileOf(node);
    const table: (T | undefined)[] = (tables[no] ??= []);
    // Of its full length from the start: an array that grows by leaps is kept as a hash table.
    if (table.length === 0) table.length = facts.values.length;
    return table;
  }

  const get = (node: Node): T | undefined => tables[fileNumber(node)]?.[idOf(node)];
  return {
    get,
    has: (node) => get(node) !== undefined,
    set(node, value) {
      tableOf(node)[idOf(node)] = value;
    },
    delete(node) {
      const table = tables[fileNumber(node)];
      if (table) table[idOf(node)] = undefined;
    },
  };
}
