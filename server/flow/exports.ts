/** What a module offers under a name, through re-exports, barrels and CommonJS. */
import type { TypeFact } from '../facts/facts.ts';
import { type Graph, type LoadedFile, nodeOf, type Node } from './graph.ts';

/** What an imported name turns out to be. */
export type Target =
  | { kind: 'value'; node: Node }
  /** The whole module, as `import * as x` or `require(x)` gives it. */
  | { kind: 'module'; file: LoadedFile }
  /** Something of an npm package or a Node built-in. */
  | { kind: 'package'; name: string; subpath: string; member: string };

/** Where the import value leads; undefined when it leads nowhere that can be seen. */
export function importTarget(graph: Graph, node: Node): Target | undefined {
  const value = graph.value(node);
  if (value.kind !== 'import') return undefined;
  return lookup(graph, graph.fileOf(node), value.specifier, value.name, new Set());
}

/** What `name` of the module file is, '*' for all of it. */
export function exportOf(graph: Graph, file: LoadedFile, name: string): Target | undefined {
  return named(graph, file, name, new Set());
}

function lookup(
  graph: Graph,
  from: LoadedFile,
  specifier: string,
  name: string,
  seen: Set<string>,
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

function named(graph: Graph, file: LoadedFile, name: string, seen: Set<string>): Target | undefined {
  const key = `${file.no}\0${name}`;
  if (seen.has(key)) return undefined;
  seen.add(key);
  const { exports } = file.facts;
  if (name === '*') {
    const whole = exports.find((e) => e.kind === 'value' && e.name === 'default' && e.isCommonJs);
    return whole?.kind === 'value' ? { kind: 'value', node: nodeOf(file, whole.value) } : { kind: 'module', file };
  }
  for (const e of exports) {
    if (e.kind === 'value' && e.name === name) return { kind: 'value', node: nodeOf(file, e.value) };
    if (e.kind === 'from' && e.name === name) return lookup(graph, file, e.specifier, e.imported, seen);
  }
  if (name !== 'default') {
    for (const e of exports) {
      if (e.kind !== 'star') continue;
      const found = lookup(graph, file, e.specifier, name, seen, true);
      // Every package "has" every name: a star over a package answers only when no file does.
      if (found && found.kind !== 'package') return found;
    }
  }
  // `import x from './cjs.js'` gives all of module.exports.
  if (name === 'default' && exports.some((e) => e.kind === 'value' && e.isCommonJs)) return { kind: 'module', file };
  return starPackage(graph, file, name);
}

function starPackage(graph: Graph, file: LoadedFile, name: string): Target | undefined {
  const packages = file.facts.exports.flatMap((e) => {
    if (e.kind !== 'star') return [];
    const resolution = graph.resolver.resolve(file.path, e.specifier);
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
  depth = 0,
): { file: LoadedFile; type: TypeFact } | undefined {
  const type = file.facts.types.find((t) => t.name === name);
  if (type) return { file, type };
  if (depth > 6) return undefined;
  const value = binding === undefined ? undefined : file.facts.values[binding];
  if (value?.kind === 'import') {
    const next = moduleFile(graph, file, value.specifier);
    return next && typeNamed(graph, next, value.name === 'default' ? name : value.name, undefined, depth + 1);
  }
  for (const e of file.facts.exports) {
    if (e.kind === 'star' || (e.kind === 'from' && e.name === name)) {
      const next = moduleFile(graph, file, e.specifier, e.kind === 'star' ? name : undefined);
      const found = next && typeNamed(graph, next, e.kind === 'from' ? e.imported : name, undefined, depth + 1);
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
