/** What a module offers under a name, through re-exports, barrels and CommonJS. */
import type { ExportFact, TypeFact, ValueId } from '../../facts/facts.ts';
import { oncePerFile } from '../../facts/once-per-file.ts';
import { type Graph, type LoadedFile, nodeOf, type Node } from '../graph.ts';

/** What an imported name turns out to be. */
export type Target =
  | { kind: 'value'; node: Node }
  /** The whole module, as `import * as x` or `require(x)` gives it. */
  | { kind: 'module'; file: LoadedFile }
  /** Something of an npm package or a Node built-in. */
  | { kind: 'package'; name: string; subpath: string; member: string };

/** The exports of a file by name; the first of a name counts. */
interface ExportTable {
  named: Map<string, ExportFact & { kind: 'value' | 'from' }>;
  stars: string[];
  values: Set<ValueId>;
  /** `module.exports = value`. */
  whole?: ValueId;
  isCommonJs: boolean;
}

const tableOf = oncePerFile((facts): ExportTable => {
  const table: ExportTable = { named: new Map(), stars: [], values: new Set(), isCommonJs: false };
  for (const e of facts.exports) {
    if (e.kind === 'star') table.stars.push(e.specifier);
    else if (!table.named.has(e.name)) table.named.set(e.name, e);
    if (e.kind === 'value') table.values.add(e.value);
    if (e.kind !== 'value' || !e.isCommonJs) continue;
    table.isCommonJs = true;
    if (e.name === 'default') table.whole ??= e.value;
  }
  return table;
});

/** An interface or alias, and the file that declares it. */
export interface DeclaredType {
  file: LoadedFile;
  type: TypeFact;
}

/** True when the file exports the value itself under some name. */
export function isExported(file: LoadedFile, id: ValueId): boolean {
  return tableOf(file.facts).values.has(id);
}

/** Where the import value leads; undefined when it leads nowhere that can be seen. */
export function importTarget(graph: Graph, node: Node): Target | undefined {
  const value = graph.value(node);
  if (value.kind !== 'import') return undefined;
  return lookup(graph, graph.fileOf(node), value.specifier, value.name, undefined);
}

/** What `name` of the module file is, '*' for all of it. */
export function exportOf(graph: Graph, file: LoadedFile, name: string): Target | undefined {
  return named(graph, file, name, undefined);
}

function lookup(
  graph: Graph,
  from: LoadedFile,
  specifier: string,
  name: string,
  seen: Set<string> | undefined,
  isStar = false,
): Target | undefined {
  const resolution = graph.resolver.resolve(from.path, specifier);
  switch (resolution.kind) {
    case 'file': {
      const file = isStar ? graph.fileWith(resolution.file, name) : graph.file(resolution.file);
      return file && named(graph, file, name, seen);
    }
    case 'package':
      return { kind: 'package', name: resolution.name, subpath: resolution.subpath, member: name };
    case 'builtin':
      return { kind: 'package', name: resolution.name, subpath: '', member: name };
    case 'missing':
      return undefined;
  }
}

// Within a circle of re-exports an answer lacks what its beginning adds, so only that of the outermost question is kept.
function named(graph: Graph, file: LoadedFile, name: string, seen: Set<string> | undefined): Target | undefined {
  if (seen) return search(graph, file, name, seen);
  if (file.exported.has(name)) return file.exported.get(name);
  const found = search(graph, file, name, new Set());
  file.exported.set(name, found);
  return found;
}

function search(graph: Graph, file: LoadedFile, name: string, seen: Set<string>): Target | undefined {
  const key = `${file.no}\0${name}`;
  if (seen.has(key)) return undefined;
  seen.add(key);
  const table = tableOf(file.facts);
  if (name === '*')
    return table.whole === undefined ? { kind: 'module', file } : { kind: 'value', node: nodeOf(file, table.whole) };
  const own = table.named.get(name);
  if (own?.kind === 'value') return { kind: 'value', node: nodeOf(file, own.value) };
  if (own) return lookup(graph, file, own.specifier, own.imported, seen);
  if (name !== 'default') {
    for (const specifier of table.stars) {
      const found = lookup(graph, file, specifier, name, seen, true);
      // Every package "has" every name: a star over a package answers only when no file does.
      if (found && found.kind !== 'package') return found;
    }
  }
  // `import x from '../cjs.js'` gives all of module.exports.
  if (name === 'default' && table.isCommonJs) return { kind: 'module', file };
  return starPackage(graph, file, name);
}

function starPackage(graph: Graph, file: LoadedFile, name: string): Target | undefined {
  const packages = tableOf(file.facts).stars.flatMap((specifier) => {
    const resolution = graph.resolver.resolve(file.path, specifier);
    return resolution.kind === 'package' ? [resolution] : [];
  });
  const [only] = packages;
  if (!only || packages.length > 1) return undefined;
  return { kind: 'package', name: only.name, subpath: only.subpath, member: name };
}

/** The interface or alias that a type name means in the file: declared there, or imported under that name. */
export function typeNamed(
  graph: Graph,
  file: LoadedFile,
  name: string,
  binding: number | undefined,
): DeclaredType | undefined {
  const key = binding === undefined ? name : `${name} ${binding}`;
  if (file.types.has(key)) return file.types.get(key);
  const found = searchType(graph, file, name, binding, 0);
  file.types.set(key, found);
  return found;
}

function searchType(
  graph: Graph,
  file: LoadedFile,
  name: string,
  binding: number | undefined,
  depth: number,
): DeclaredType | undefined {
  const type = file.facts.types.find((t) => t.name === name);
  if (type) return { file, type };
  if (depth > 6) return undefined;
  const value = binding === undefined ? undefined : file.facts.values[binding];
  if (value?.kind === 'import') {
    const next = moduleFile(graph, file, value.specifier);
    return next && searchType(graph, next, value.name === 'default' ? name : value.name, undefined, depth + 1);
  }
  for (const e of file.facts.exports) {
    if (e.kind === 'star' || (e.kind === 'from' && e.name === name)) {
      const next = moduleFile(graph, file, e.specifier, e.kind === 'star' ? name : undefined);
      const found = next && searchType(graph, next, e.kind === 'from' ? e.imported : name, undefined, depth + 1);
      if (found) return found;
    }
  }
  return undefined;
}

function moduleFile(graph: Graph, from: LoadedFile, specifier: string, name?: string): LoadedFile | undefined {
  const resolution = graph.resolver.resolve(from.path, specifier);
  if (resolution.kind !== 'file') return undefined;
  return name === undefined ? graph.file(resolution.file) : graph.fileWith(resolution.file, name);
}
