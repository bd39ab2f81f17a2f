/** What is put into a table under keys that nobody knows: `table[id] = x`, `map.set(id, x)`, `this.open.set(id, x)`. */
import type { Facts } from '../facts/facts.ts';
import { type Graph, type LoadedFile, type Node, nodeOf } from './graph.ts';
import { gather } from '../gather.ts';

/** Returns a finder of the values that the file of a table puts into it. */
export function createStoredElements(graph: Graph): (base: Node) => Node[] {
  const memo = new Map<LoadedFile, ReadonlyMap<string, Node[]>>();

  return (base) => {
    const file = graph.fileOf(base);
    let tables = memo.get(file);
    if (!tables) memo.set(file, (tables = tablesOf(file)));
    const table = tables.size === 0 ? undefined : identity(file.facts, base - nodeOf(file, 0));
    return (table !== undefined && tables.get(table)) || [];
  };
}

function tablesOf(file: LoadedFile): ReadonlyMap<string, Node[]> {
  const { facts } = file;
  const tables = new Map<string, Node[]>();
  const add = (base: number, value: number): void => {
    const table = identity(facts, base);
    if (table !== undefined) gather(tables, table, nodeOf(file, value));
  };
  for (const store of facts.stores) if (store.name === undefined) add(store.base, store.value);
  for (const id of facts.calls) {
    const call = facts.values[id];
    const callee = call?.kind === 'call' ? facts.values[call.callee] : undefined;
    if (call?.kind !== 'call' || callee?.kind !== 'member' || callee.name !== 'set' || call.args.length !== 2) continue;
    const value = call.args[1];
    if (value && !call.args.some((arg) => arg.isSpread)) add(callee.base, value.value);
  }
  return tables;
}

// The table by its variable, or by the field of its class.
function identity(facts: Facts, id: number): string | undefined {
  const value = facts.values[id];
  if (value?.kind === 'cast') return identity(facts, value.value);
  if (value?.kind === 'variable') return `variable ${id}`;
  if (value?.kind === 'member') {
    const base = facts.values[value.base];
    return base?.kind === 'this' && base.cls !== undefined ? `field ${base.cls} ${value.name}` : undefined;
  }
  if (value?.kind !== 'object' && value?.kind !== 'call') return undefined;
  const holder = facts.values.findIndex((v) => v.kind === 'variable' && v.values.includes(id));
  return holder < 0 ? undefined : `variable ${holder}`;
}
