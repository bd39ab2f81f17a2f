/** All loaded files as one graph: every value has one number, and a file is read only when something asks for it. */
import type { Facts, FunctionFact, Value } from '../facts/facts.ts';
import type { Place, Span } from '../finding.ts';
import { type Backward, backwardSlice, peel } from '../facts/backward.ts';
import type { DeclaredType, Target } from './modules/exports.ts';
import type { ModuleResolver } from './modules/modules.ts';

/** The number of a value in the whole program: file number times `stride` plus the id inside the file. */
export type Node = number;

const stride = 2 ** 19;

export interface LoadedFile {
  no: number;
  path: string;
  facts: Facts;
  /** What the file was found to export under a name. */
  exported: Map<string, Target | undefined>;
  /** The types that were found under a name, and a binding where there is one. */
  types: Map<string, DeclaredType | undefined>;
}

export interface GraphInput {
  load(path: string): Facts | undefined;
  /** False only when the name stands nowhere in the text of the file, and nothing is re-exported under a star. */
  mentions(path: string, name: string): boolean;
  resolver: ModuleResolver;
}

export interface Graph {
  files: readonly LoadedFile[];
  /** Those that were there once the program was linked: what concerns all of it must not depend on what was asked before. */
  first: readonly LoadedFile[];
  /** Takes the files that are there for the first ones. */
  begin(): void;
  resolver: ModuleResolver;
  /** The file, read if need be; undefined when it cannot be. */
  file(path: string): LoadedFile | undefined;
  /** The file, unless a look at its bytes tells that it cannot export the name. */
  fileWith(path: string, name: string): LoadedFile | undefined;
  fileOf(node: Node): LoadedFile;
  value(node: Node): Value;
  place(node: Node): Place;
  /** The number of value `id` of the file that holds `node`. */
  sibling(node: Node, id: number): Node;
}

/** The number of value `id` of the file. */
export function nodeOf(file: LoadedFile, id: number): Node {
  return file.no * stride + id;
}

/** The number of the file that holds the node. */
export function fileNumber(node: Node): number {
  return Math.floor(node / stride);
}

/** The id inside its file of the value with that number. */
export function idOf(node: Node): number {
  return node % stride;
}

/** An empty graph that loads files by path on demand, each once. */
export function createGraph(input: GraphInput): Graph {
  const files: LoadedFile[] = [];
  let first: readonly LoadedFile[] = files;
  const byPath = new Map<string, LoadedFile | undefined>();
  const fileOf = (node: Node): LoadedFile => {
    const file = files[fileNumber(node)];
    if (!file) throw new RangeError(`no file holds node ${node}`);
    return file;
  };
  const value = (node: Node): Value => {
    const found = fileOf(node).facts.values[node % stride];
    if (!found) throw new RangeError(`no value has the id ${node % stride} in ${fileOf(node).path}`);
    return found;
  };
  return {
    files,
    get first() {
      return first;
    },
    begin: () => void (first = [...files]),
    resolver: input.resolver,
    file(path) {
      if (byPath.has(path)) return byPath.get(path);
      const facts = input.load(path);
      const file = facts && { no: files.length, path, facts, exported: new Map(), types: new Map() };
      if (file) files.push(file);
      byPath.set(path, file);
      return file;
    },
    fileWith(path, name) {
      return byPath.has(path) || input.mentions(path, name) ? this.file(path) : undefined;
    },
    fileOf,
    value,
    place(node) {
      const { start, end } = value(node);
      return { file: fileOf(node).path, start, end };
    },
    sibling: (node, id) => node - (node % stride) + id,
  };
}

/** A function of the program. */
export interface Fn {
  file: LoadedFile;
  id: number;
  fact: FunctionFact;
}

/** The function that `id` names in the file; undefined for `moduleLevel`. */
export function functionAt(file: LoadedFile, id: number): Fn | undefined {
  const fact = file.facts.functions[id];
  return fact && { file, id, fact };
}

/** True when the span lies inside the function, that of the functions inside of it included. */
export function isInside({ fact }: Fn, { start, end }: Span): boolean {
  return start >= fact.start && end <= fact.end;
}

/** The name by which the call with this number calls; '' when the callee has none. */
export function calleeName(file: LoadedFile, call: number): string {
  const value = file.facts.values[call];
  const callee = value?.kind === 'call' ? file.facts.values[value.callee] : undefined;
  if (callee?.kind === 'function') return functionAt(file, callee.fn)?.fact.name ?? '';
  return callee && 'name' in callee ? callee.name : '';
}

/** The number that stands for a function: that of its value. */
export function fnNode(fn: Fn): Node {
  return nodeOf(fn.file, fn.fact.value);
}

/** The function whose body holds the value, or undefined at module level. */
export function ownerOf(graph: Graph, node: Node): Fn | undefined {
  return functionAt(graph.fileOf(node), graph.value(node).owner);
}

/** The only value that this one can be: behind casts, awaits and variables that are written once. */
export function peeled(graph: Graph, node: Node): Node {
  return graph.sibling(node, peel(graph.fileOf(node).facts.values, idOf(node)));
}

/** The value and all of its file that is reached backward from it. */
export function reachedFrom(graph: Graph, node: Node, onward: Backward): Node[] {
  return backwardSlice(graph.fileOf(node).facts.values, idOf(node), onward).map((id) => graph.sibling(node, id));
}
