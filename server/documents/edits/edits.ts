/**
 * Edits of manifests that keep comments, layout, quotes and line ends. Every answer was tried: the edited text is read
 * again and says what it should, and nothing else changed; where that cannot be promised the answer is undefined.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Edit } from '../../finding.ts';
import type { Document, Entry, ListTree, MapTree, TextTree, Tree } from '../document.ts';
import { readDocument } from '../read.ts';
import { pieceOf } from '../tree.ts';
import { type Data, namesOf, toData, withoutEntry, written } from './data.ts';
import { appendItem, insertEntry } from './insert.ts';
import { findMember, removeMember, type TextEdit } from './remove.ts';

/** How a rule changes a document. */
export interface DocumentEdits {
  /** Puts another value in the place of one. */
  replace(document: Document, tree: Tree, value: Data): Edit[] | undefined;
  /** Puts another text in the place of a part of a text, in the same quotes. */
  replaceText(document: Document, text: TextTree, value: string, from?: number, to?: number): Edit[] | undefined;
  /** Takes an entry of a map or an item of a list out. */
  remove(document: Document, member: Entry | Tree): Edit[] | undefined;
  /** Adds an entry behind the others, or replaces the value of the one with this key. */
  set(document: Document, map: MapTree, key: string, value: Data): Edit[] | undefined;
  /** Adds an item behind the others. */
  append(document: Document, list: ListTree, value: Data): Edit[] | undefined;
}

/** Edits over the texts of documents that were read. */
export function createDocumentEdits(textOf: (file: string) => string): DocumentEdits {
  const read = new Map<string, number>();

  /** The edits, if the document that they make reads as `change` makes the old one read. */
  function proven(
    document: Document,
    edits: readonly TextEdit[] | undefined,
    change: (data: Data[]) => boolean,
  ): Edit[] | undefined {
    if (!edits || document.syntax === 'code' || document.syntax === 'python') return undefined;
    const { file } = document;
    const text = applied(textOf(file), edits);
    const soFar = (read.get(file) ?? 0) + text.length;
    if (soFar > mostRead) return undefined;
    read.set(file, soFar);
    const wanted = document.roots.map(toData);
    if (!change(wanted)) return undefined;
    const after = readDocument(file, text, document.syntax);
    const isSame =
      after.problems.length <= document.problems.length && isDeepStrictEqual(after.roots.map(toData), wanted);
    return isSame ? edits.map((edit) => ({ file, ...edit })) : undefined;
  }

  function replace(document: Document, tree: Tree, value: Data): Edit[] | undefined {
    const way = wayTo(document, tree);
    if (!way) return undefined;
    const quote = tree.kind === 'text' && tree.style === 'single' ? "'" : '"';
    const code = written(document, value, quote);
    if (code === undefined) return undefined;
    const blank = tree.kind === 'null' && tree.start === tree.end && document.syntax !== 'env' ? ' ' : '';
    const set = (data: Data[]): boolean => assign(data, way, value);
    const bare = typeof value === 'string' && tree.kind === 'text' && tree.style === 'plain' ? [value] : [];
    for (const text of [...bare, code]) {
      const edits = proven(document, [{ start: tree.start, end: tree.end, text: blank + text }], set);
      if (edits) return edits;
    }
    return undefined;
  }

  function replaceText(
    document: Document,
    text: TextTree,
    value: string,
    from = 0,
    to = text.value.length,
  ): Edit[] | undefined {
    // A name may lead to a text of another file.
    if (text.file !== document.file) return undefined;
    const whole = text.value.slice(0, from) + value + text.value.slice(to);
    const { start, end } = pieceOf(text, from, to);
    const way = wayTo(document, text);
    if (document.syntax === 'python') return inProgram(document, text, value, from, to);
    if (!way) {
      // A text inside a text: what needs no escape in any of them can be written.
      const isHarmless = /^[\w ${}:./@-]*$/.test(value) && start < end;
      return isHarmless ? [{ file: document.file, start, end, text: value }] : undefined;
    }
    const code = text.style === 'block' ? value : escaped(document, value, text.style);
    const set = (data: Data[]): boolean => assign(data, way, whole);
    const inPlace = code === undefined ? undefined : proven(document, [{ start, end, text: code }], set);
    return inPlace ?? (text.style === 'block' ? undefined : replace(document, text, whole));
  }

  function remove(document: Document, member: Entry | Tree): Edit[] | undefined {
    for (const root of document.roots) {
      const found = findMember(root, wholeOf(document, root, member));
      const way = found && wayTo(document, found.container);
      if (!found || !way) continue;
      const edits = removeMember(document, textOf(document.file), found.container, found.index);
      return proven(document, edits, (data) => withoutMember(data, way, found.index));
    }
    return undefined;
  }

  function set(document: Document, map: MapTree, key: string, value: Data): Edit[] | undefined {
    const known = map.entries.findLast((entry) => entry.key === key);
    if (known) return replace(document, known.value, value);
    const way = wayTo(document, map);
    const edits = insertEntry(document, textOf(document.file), map, key, value);
    return way && proven(document, edits, (data) => assign(data, [...way, key], value));
  }

  function append(document: Document, list: ListTree, value: Data): Edit[] | undefined {
    const way = wayTo(document, list);
    const edits = appendItem(document, textOf(document.file), list, value);
    return way && proven(document, edits, (data) => assign(data, [...way, list.items.length], value));
  }

  return { replace, replaceText, remove, set, append };
}

/** The instruction of a Dockerfile that sets nothing but the variable; else the member itself. */
function wholeOf(document: Document, root: Tree, member: Entry | Tree): Entry | Tree {
  if (document.syntax !== 'dockerfile' || root.kind !== 'map') return member;
  const alone = root.entries.find(
    ({ value }) => value.kind === 'map' && value.entries.length === 1 && value.entries[0] === member,
  );
  return alone ?? member;
}

// What a program makes of a text nobody reads again; a piece of it is replaced by what needs no escape, or not at all.
function inProgram({ file }: Document, text: TextTree, value: string, from: number, to: number): Edit[] | undefined {
  const { start, end } = pieceOf(text, from, to);
  const isExact = end - start === to - from && text.offsets?.length !== 0;
  return isExact && to > from && /^[\w./:@-]*$/.test(value) ? [{ file, start, end, text: value }] : undefined;
}

function applied(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((all, { start, end, text: code }) => all.slice(0, start) + code + all.slice(end), text);
}

function escaped(document: Document, value: string, style: TextTree['style']): string | undefined {
  if (style === 'plain') return value;
  const code = written(document, value, style === 'single' ? "'" : '"');
  if (!/["'\\\n]/.test(value)) return code === undefined ? undefined : value;
  return code !== undefined && /^(["']).*\1$/s.test(code) ? code.slice(1, -1) : undefined;
}

type Way = (string | number)[];

/** The keys, as `toData` names them, on the way to a tree; undefined when the document does not hold it. */
function wayTo(document: Document, wanted: Tree): Way | undefined {
  // What is inside stands inside, but for what an alias repeats.
  return find(document.roots, (tree) => tree.start <= wanted.start && wanted.end <= tree.end) ?? find(document.roots);

  function find(trees: readonly Tree[], leads: (tree: Tree) => boolean = () => true): Way | undefined {
    for (const [index, tree] of trees.entries()) {
      const rest = leads(tree) ? within(tree, leads) : undefined;
      if (rest) return [index, ...rest];
    }
    return undefined;
  }

  function within(tree: Tree, leads: (tree: Tree) => boolean): Way | undefined {
    if (tree === wanted) return [];
    if (tree.kind === 'list') return find(tree.items, leads);
    if (tree.kind !== 'map') return undefined;
    const values = tree.entries.map(({ value }) => value);
    const [index, ...rest] = find(values, leads) ?? [];
    const name = typeof index === 'number' ? namesOf(tree)[index] : undefined;
    return name === undefined ? undefined : [name, ...rest];
  }
}

/** Characters of one file that proofs may read again: hundreds of them in what people write, few where a file is huge. */
const mostRead = 4_000_000;

function assign(data: Data[], way: Way, value: Data): boolean {
  const holder = at(data, way.slice(0, -1));
  const last = way.at(-1);
  if (last === undefined || typeof holder !== 'object' || holder === null) return false;
  return Reflect.set(holder, last, value);
}

function withoutMember(data: Data[], way: Way, index: number): boolean {
  const holder = at(data, way);
  if (Array.isArray(holder)) return holder.splice(index, 1).length === 1;
  if (typeof holder !== 'object' || holder === null) return false;
  const kept = withoutEntry(holder, index);
  for (const name of Object.keys(holder)) Reflect.deleteProperty(holder, name);
  Object.assign(holder, kept);
  return true;
}

function at(data: Data[], way: Way): Data | undefined {
  return way.reduce<Data | undefined>(
    (outer, key) => (typeof outer === 'object' && outer !== null ? (Reflect.get(outer, key) as Data) : undefined),
    data,
  );
}
