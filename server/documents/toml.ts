/** TOML: its tables and dotted keys become the maps that they stand for. */
import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { Entry, MapTree, SyntaxProblem, Tree } from './document.ts';
import { offsetsOf } from './offsets.ts';

type Key = AST.TOMLBare | AST.TOMLQuoted;

/** The tree of a TOML text; the parser gives up at the first mistake, and what stands before it is read. */
export function readToml(file: string, text: string): { root?: Tree; problems: SyntaxProblem[] } {
  const parsed = parse(text);
  if ('program' in parsed) return { root: toRoot(file, text, parsed.program), problems: [] };
  const { start } = parsed;
  // Whole tables before the mistake are still worth something.
  const before = parse(text.slice(0, Math.max(0, text.lastIndexOf('\n[', start))));
  const root = 'program' in before && start > 0 ? toRoot(file, text, before.program) : undefined;
  return { ...(root ? { root } : {}), problems: [parsed] };
}

function parse(text: string): { program: AST.TOMLProgram } | SyntaxProblem {
  try {
    return { program: parseTOML(text, { tomlVersion: 'latest' }) };
  } catch (error) {
    if (error instanceof RangeError)
      return { start: 0, end: Math.min(1, text.length), message: 'nested too deeply', isEnd: true };
    if (!(error instanceof ParseError)) throw error;
    const start = Math.min(error.index, Math.max(0, text.length - 1));
    return { start, end: start + 1, message: error.message };
  }
}

function toRoot(file: string, text: string, program: AST.TOMLProgram): MapTree {
  const [top] = program.body;
  const root: MapTree = { kind: 'map', file, start: 0, end: text.length, entries: [] };
  for (const node of top.body) {
    if (node.type === 'TOMLKeyValue') place(file, root, node.key.keys, contentOf(file, text, node.value));
    else {
      const table: MapTree = { kind: 'map', file, start: node.range[0], end: node.range[1], entries: [] };
      for (const pair of node.body) place(file, table, pair.key.keys, contentOf(file, text, pair.value));
      placeTable(file, root, node, table);
    }
  }
  return root;
}

function placeTable(file: string, root: MapTree, { key, kind }: AST.TOMLTable, table: MapTree): void {
  const outer = descend(file, root, key.keys.slice(0, -1));
  const last = key.keys.at(-1);
  if (!last) return;
  const name = nameOf(last);
  const known = entryOf(outer, name);
  if (kind === 'array') {
    if (known?.value.kind === 'list') known.value.items.push(table);
    else outer.entries.push({ key: name, at: at(file, last), value: { ...table, kind: 'list', items: [table] } });
  } else if (known?.value.kind === 'map') known.value.entries.push(...table.entries);
  else outer.entries.push({ key: name, at: at(file, last), value: table });
}

function place(file: string, map: MapTree, keys: Key[], value: Tree): void {
  const last = keys.at(-1);
  if (last) descend(file, map, keys.slice(0, -1)).entries.push({ key: nameOf(last), at: at(file, last), value });
}

/** What maps hold by name, as far as they were looked through: a file may have tens of thousands of tables. */
const indexes = new WeakMap<MapTree, { names: Map<string, Entry>; upTo: number }>();

/** The first entry of the name; entries are only ever added. */
function entryOf(map: MapTree, name: string): Entry | undefined {
  const index = indexes.get(map) ?? { names: new Map<string, Entry>(), upTo: 0 };
  indexes.set(map, index);
  for (const entry of map.entries.slice(index.upTo)) if (!index.names.has(entry.key)) index.names.set(entry.key, entry);
  index.upTo = map.entries.length;
  return index.names.get(name);
}

/** The map at the keys, made where it is not there; of a list of tables the last. */
function descend(file: string, map: MapTree, keys: Key[]): MapTree {
  let outer = map;
  for (const key of keys) {
    const name = nameOf(key);
    const known: Entry | undefined = entryOf(outer, name);
    const inner: Tree | undefined = known?.value.kind === 'list' ? known.value.items.at(-1) : known?.value;
    if (inner?.kind === 'map') outer = inner;
    else {
      const made: MapTree = { kind: 'map', ...at(file, key), entries: [] };
      outer.entries.push({ key: name, at: at(file, key), value: made });
      outer = made;
    }
  }
  return outer;
}

function nameOf(key: Key): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

function at(file: string, { range: [start, end] }: AST.HasLocs): { file: string; start: number; end: number } {
  return { file, start, end };
}

function contentOf(file: string, text: string, node: AST.TOMLContentNode): Tree {
  const where = at(file, node);
  if (node.type === 'TOMLArray')
    return { kind: 'list', ...where, isFlow: true, items: node.elements.map((item) => contentOf(file, text, item)) };
  if (node.type === 'TOMLInlineTable') {
    const map: MapTree = { kind: 'map', ...where, isFlow: true, entries: [] };
    for (const pair of node.body) place(file, map, pair.key.keys, contentOf(file, text, pair.value));
    return map;
  }
  switch (node.kind) {
    case 'string': {
      const quotes = node.multiline ? 3 : 1;
      const inner = { start: where.start + quotes, end: where.end - quotes };
      const escape = node.style === 'basic' ? 'backslash' : 'none';
      const offsets = offsetsOf(text, inner.start, inner.end, node.value, escape);
      const style = node.multiline ? 'block' : node.style === 'basic' ? 'double' : 'single';
      return { kind: 'text', ...where, value: node.value, inner, style, ...(offsets ? { offsets } : {}) };
    }
    case 'boolean':
      return { kind: 'boolean', ...where, value: node.value };
    case 'integer':
    case 'float':
      return { kind: 'number', ...where, value: node.value };
    default:
      return { kind: 'expression', ...where, source: text.slice(where.start, where.end), parts: [] };
  }
}
