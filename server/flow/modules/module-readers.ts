/**
 * Which imports read a value of another file, and which value an import reads. Where an import leads is worked out when
 * somebody asks for what it may lead to: most lead to files that no flow ever reaches, and those are not read.
 */
import { valuesOf } from '../../facts/by-kind.ts';
import type { Importers } from '../../input/importers.ts';
import { exportOf, importTarget } from './exports.ts';
import { type Graph, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import { gather } from '../../gather.ts';

interface ModuleReadersInput {
  graph: Graph;
  /** Which of the files that nobody has loaded import the file, and which of them pass on what it exports. */
  importersOf(path: string): Importers;
}

export interface ModuleReaders {
  /** Notes the imports of a file, of its values those that are wanted. */
  note(file: LoadedFile, isWanted: (id: number) => boolean): void;
  /** The imports that read the value, and members of modules that are imported whole, as far as their files were noted. */
  of(node: Node): readonly Node[];
  /** The value that an import, or a member of a module that is imported whole, reads; none where it is not the program's. */
  read(node: Node): readonly Node[];
}

const nothing: readonly Node[] = [];

/** Knows no import at first. */
export function createModuleReaders({ graph, importersOf }: ModuleReadersInput): ModuleReaders {
  // By the file that the specifier names: what it leads to may stand further on.
  const pending = new Map<string, Node[]>();
  const noted = new Set<Node>();
  const readers = new Map<Node, Node[]>();
  const targets = new Map<Node, readonly Node[]>();
  const ready: Node[] = [];
  const opened = new Set<string>();
  const asked = new Set<string>();
  let seenFiles = 0;

  function note(file: LoadedFile, isWanted: (id: number) => boolean): void {
    for (const [value, id] of valuesOf(file.facts, 'import', 'member')) {
      const base = value.kind === 'member' ? file.facts.values[value.base] : value;
      if (base?.kind !== 'import' || (base === value && base.isType) || !isWanted(id)) continue;
      const node = nodeOf(file, id);
      if (noted.has(node)) continue;
      const named = graph.resolver.resolve(file.path, base.specifier);
      if (named.kind !== 'file') continue;
      noted.add(node);
      if (opened.has(named.file)) ready.push(node);
      else gather(pending, named.file, node);
    }
  }

  function read(node: Node): readonly Node[] {
    let found = targets.get(node);
    if (!found) targets.set(node, (found = lookUp(node)));
    return found;
  }

  function lookUp(node: Node): readonly Node[] {
    const value = graph.value(node);
    if (value.kind === 'import') {
      const target = value.isType ? undefined : importTarget(graph, node);
      return target?.kind === 'value' && target.node !== node ? [target.node] : nothing;
    }
    if (value.kind !== 'member') return nothing;
    const base = awaited(graph, graph.sibling(node, value.base));
    if (graph.value(base).kind !== 'import') return nothing;
    const whole = importTarget(graph, base);
    const target = whole?.kind === 'module' ? exportOf(graph, whole.file, value.name) : undefined;
    return target?.kind === 'value' && target.node !== node ? [target.node] : nothing;
  }

  // What leads to the file, and whatever will be noted of it.
  function open(path: string): void {
    if (opened.has(path)) return;
    opened.add(path);
    ready.push(...(pending.get(path) ?? nothing));
    pending.delete(path);
  }

  // Any loaded file that re-exports something, and those that pass on what such a file exports, may lead anywhere.
  function openBarrels(): void {
    for (; seenFiles < graph.files.length; seenFiles++) {
      const file = graph.files[seenFiles];
      if (!file?.facts.exports.some(({ kind }) => kind !== 'value')) continue;
      for (const path of importersOf(file.path).sources) open(path);
      open(file.path);
    }
  }

  return {
    note,
    read,
    of(node) {
      const { path } = graph.fileOf(node);
      if (!asked.has(path)) {
        asked.add(path);
        for (const source of importersOf(path).sources) open(source);
        open(path);
      }
      // Where an import leads may bring further files that re-export something.
      for (openBarrels(); ready.length > 0; openBarrels()) {
        for (const reader of ready.splice(0)) {
          for (const target of read(reader)) {
            const list = readers.get(target);
            if (list) list.push(reader);
            else readers.set(target, [reader]);
          }
        }
      }
      return readers.get(node) ?? nothing;
    },
  };
}

// `(await import('./routes.js')).router`
function awaited(graph: Graph, node: Node): Node {
  const value = graph.value(node);
  return value.kind === 'await' ? graph.sibling(node, value.value) : node;
}
