/**
 * What is put into a table under keys that nobody knows: `table[id] = x`, `map.set(id, x)`, `this.open.set(id, x)`,
 * `list.push(x)`; in the file of the table, in those that import it, and in functions that it is handed to.
 */
import { valuesOf } from '../../facts/by-kind.ts';
import type { Facts } from '../../facts/facts.ts';
import { importTarget, isExported } from '../modules/exports.ts';
import { type Graph, idOf, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import { gather } from '../../gather.ts';
import type { Links } from '../link/links.ts';
import type { Origin } from '../origin.ts';

/** A value that is put into a table, or a list of which each element is. */
export interface Stored {
  node: Node;
  isSpread: boolean;
}

interface StoredInput {
  graph: Graph;
  usesOf: Links['usesOf'];
  origins(node: Node): Origin[];
  /** Says that further files may add to what is being looked up. */
  growth: { isPossible: boolean };
}

/** The table behind a value: by its variable, its parameter, its import, or by the field of its class. */
type Identity = (id: number) => string | undefined;

interface FileTables {
  tables: ReadonlyMap<string, Stored[]>;
  identity: Identity;
}

const maxHanded = 3;

/** Returns a finder of the values that the program puts into a table. */
export function createStoredElements({ graph, usesOf, origins, growth }: StoredInput): (base: Node) => Stored[] {
  const memo = new Map<LoadedFile, FileTables>();
  // What other files put into a table that they import, by the value that its file exports.
  const elsewhere = new Map<Node, Stored[]>();
  let seenFiles = 0;

  return (base) => {
    const table = exporterOf(base) ?? base;
    const own = [...storedIn(table), ...(table === base ? [] : handed(table, 0)), ...handed(base, 0)];
    const { id } = variableOf(table);
    if (!isExported(graph.fileOf(table), id)) return own;
    growth.isPossible = true;
    return [...own, ...byImporters(nodeOf(graph.fileOf(table), id))];
  };

  function tablesIn(file: LoadedFile): FileTables {
    let known = memo.get(file);
    if (!known) {
      const identity = identityIn(file.facts);
      memo.set(file, (known = { tables: tablesOf(file, identity), identity }));
    }
    return known;
  }

  function storedIn(base: Node): Stored[] {
    const { tables, identity } = tablesIn(graph.fileOf(base));
    const table = tables.size === 0 ? undefined : identity(idOf(base));
    return (table !== undefined && tables.get(table)) || [];
  }

  function exporterOf(base: Node): Node | undefined {
    const target = importTarget(graph, base);
    return target?.kind === 'value' ? target.node : undefined;
  }

  // `[]` and `new Map()` stand for the variable that was given them.
  function variableOf(table: Node): { id: number } {
    const { identity } = tablesIn(graph.fileOf(table));
    const named = /^variable (\d+)$/.exec(identity(idOf(table)) ?? '')?.[1];
    return { id: named === undefined ? idOf(table) : Number(named) };
  }

  function byImporters(table: Node): Stored[] {
    for (; seenFiles < graph.files.length; seenFiles++) {
      const file = graph.files[seenFiles];
      if (!file) continue;
      for (const [key, stored] of tablesIn(file).tables) {
        const id = /^import (\d+)$/.exec(key)?.[1];
        const target = id === undefined ? undefined : exporterOf(nodeOf(file, Number(id)));
        if (target !== undefined) for (const each of stored) gather(elsewhere, target, each);
      }
    }
    return elsewhere.get(table) ?? [];
  }

  // `addTools(tools)`: what the function puts into its parameter.
  function handed(table: Node, depth: number): Stored[] {
    if (depth >= maxHanded) return [];
    return usesOf(table).flatMap((use) => {
      if (use.kind !== 'argument' || use.isSpread) return [];
      const call = graph.value(graph.sibling(table, use.call));
      if (call.kind !== 'call' || call.isNew) return [];
      return origins(graph.sibling(table, call.callee)).flatMap((callee) => {
        const param = callee.kind === 'function' ? callee.fn.fact.params[use.index] : undefined;
        if (callee.kind !== 'function' || param === undefined) return [];
        const inside = nodeOf(callee.fn.file, param);
        return [...storedIn(inside), ...handed(inside, depth + 1)];
      });
    });
  }
}

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
  let holders: Map<number, string> | undefined;
  return function identity(id) {
    const value = facts.values[id];
    switch (value?.kind) {
      case 'cast':
        return identity(value.value);
      case 'variable':
      case 'param':
      case 'import':
        return `${value.kind} ${id}`;
      case 'member': {
        const base = facts.values[value.base];
        return base?.kind === 'this' && base.cls !== undefined ? `field ${base.cls} ${value.name}` : undefined;
      }
      case 'object':
      case 'array':
      case 'call':
        return (holders ??= holdersIn(facts)).get(id);
      default:
        return undefined;
    }
  };
}

// The first variable or field that holds each value.
function holdersIn(facts: Facts): Map<number, string> {
  const holders = new Map<number, string>();
  const hold = (held: number, holder: string): void => {
    if (!holders.has(held)) holders.set(held, holder);
  };
  for (const [variable, id] of valuesOf(facts, 'variable'))
    for (const held of variable.values) hold(held, `variable ${id}`);
  facts.classes.forEach(({ members }, cls) => {
    for (const { kind, name, value } of members)
      if (kind === 'field' && value !== undefined) hold(value, `field ${cls} ${name}`);
  });
  return holders;
}
