/** What is put into a table under keys that nobody knows: `table[id] = x`, `map.set(id, x)`, `this.open.set(id, x)`, `list.push(x)`. */
import { valuesOf } from '../facts/by-kind.ts';
import type { Facts } from '../facts/facts.ts';
import { type Graph, type LoadedFile, type Node, nodeOf } from './graph.ts';
import { gather } from '../gather.ts';

/** A value that is put into a table, or a list of which each element is. */
interface Stored {
  node: Node;
  isSpread: boolean;
}

/** Returns a finder of the values that the file of a table puts into it. */
export function createStoredElements(graph: Graph): (base: Node) => Stored[] {
  const memo = new Map<LoadedFile, { tables: ReadonlyMap<string, Stored[]>; identity: Identity }>();

  return (base) => {
    const file = graph.fileOf(base);
    let known = memo.get(file);
    if (!known) {
      const identity = identityIn(file.facts);
      memo.set(file, (known = { tables: tablesOf(file, identity), identity }));
    }
    const { tables, identity } = known;
    const table = tables.size === 0 ? undefined : identity(base - nodeOf(file, 0));
    return (table !== undefined && tables.get(table)) || [];
  };
}

/** The table behind a value: by its variable, or by the field of its class. */
type Identity = (id: number) => string | undefined;

function tablesOf(file: LoadedFile, identity: Identity): ReadonlyMap<string, Stored[]> {
  const { facts } = file;
  const tables = new Map<string, Stored[]>();
  const add = (base: number, value: number, isSpread = false): void => {
    const table = identity(base);
    if (table !== undefined) gather(tables, table, { node: nodeOf(file, value), isSpread });
  };
  for (const store of facts.stores) if (store.name === undefined) add(store.base, store.value);
  for (const id of facts.calls) {
    const call = facts.values[id];
    const callee = call?.kind === 'call' ? facts.values[call.callee] : undefined;
    if (call?.kind !== 'call' || callee?.kind !== 'member') continue;
    if (callee.name === 'push' || callee.name === 'unshift')
      for (const arg of call.args) add(callee.base, arg.value, arg.isSpread === true);
    if (callee.name !== 'set' || call.args.length !== 2) continue;
    const value = call.args[1];
    if (value && !call.args.some((arg) => arg.isSpread)) add(callee.base, value.value);
  }
  return tables;
}

function identityIn(facts: Facts): Identity {
  let holders: Map<number, number> | undefined;
  return function identity(id) {
    const value = facts.values[id];
    if (value?.kind === 'cast') return identity(value.value);
    if (value?.kind === 'variable') return `variable ${id}`;
    if (value?.kind === 'member') {
      const base = facts.values[value.base];
      return base?.kind === 'this' && base.cls !== undefined ? `field ${base.cls} ${value.name}` : undefined;
    }
    if (value?.kind !== 'object' && value?.kind !== 'call') return undefined;
    const holder = (holders ??= holdersIn(facts)).get(id);
    return holder === undefined ? undefined : `variable ${holder}`;
  };
}

// The first variable that holds each value.
function holdersIn(facts: Facts): Map<number, number> {
  const holders = new Map<number, number>();
  for (const [variable, id] of valuesOf(facts, 'variable'))
    for (const held of variable.values) if (!holders.has(held)) holders.set(held, id);
  return holders;
}
