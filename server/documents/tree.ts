/** Questions about a tree; none of them throws, and what is not there is undefined or empty. */
import type { Place } from '../finding.ts';
import type { Entry, ListTree, MapTree, TextTree, Tree } from './document.ts';

/** The place alone, without what stands there. */
export function placeOf({ file, start, end }: Place): Place {
  return { file, start, end };
}

/** The entries of a map; none of anything else. */
export function entriesOf(tree: Tree | undefined): Entry[] {
  return tree?.kind === 'map' ? tree.entries : [];
}

/** The items of a list; none of anything else. */
export function itemsOf(tree: Tree | undefined): Tree[] {
  return tree?.kind === 'list' ? tree.items : [];
}

/** A value or the items of a list of them: what many formats let one write either way. */
export function oneOrMore(tree: Tree | undefined): Tree[] {
  return tree === undefined ? [] : tree.kind === 'list' ? tree.items : [tree];
}

/**
 * The entry at a path of keys, the last of equals. A key may hold dots (`chat.tools.autoApprove`): a path of names
 * separated by dots is followed however its keys are cut.
 */
export function entryAt(tree: Tree | undefined, path: string): Entry | undefined {
  for (let cut = path.length; cut > 0; cut = path.lastIndexOf('.', cut - 1)) {
    const key = path.slice(0, cut);
    const entry = entriesOf(tree).findLast((candidate) => candidate.key === key);
    const found = entry && (cut === path.length ? entry : entryAt(entry.value, path.slice(cut + 1)));
    if (found) return found;
  }
  return undefined;
}

/** The value at a path of keys. */
export function valueAt(tree: Tree | undefined, path: string): Tree | undefined {
  return entryAt(tree, path)?.value;
}

/** The first of the paths that leads to a value. */
export function firstAt(tree: Tree | undefined, paths: readonly string[]): Entry | undefined {
  for (const path of paths) {
    const entry = entryAt(tree, path);
    if (entry) return entry;
  }
  return undefined;
}

/** The text of a constant text; undefined for everything else. */
export function textOf(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'text' ? tree.value : undefined;
}

/** The text of a text, number or boolean, as an environment variable would hold it. */
export function scalarOf(tree: Tree | undefined): string | undefined {
  if (tree?.kind === 'text') return tree.value;
  return tree?.kind === 'number' || tree?.kind === 'boolean' ? String(tree.value) : undefined;
}

/** True for `true`, also as text. */
export function isTrue(tree: Tree | undefined): boolean {
  return scalarOf(tree)?.toLowerCase() === 'true';
}

/** The place of a part of the text's value; the whole value where that cannot be told. */
export function pieceOf(text: TextTree, from = 0, to = text.value.length): Place {
  const { file, inner, offsets } = text;
  if (!offsets) return { file, start: inner.start + from, end: inner.start + to };
  const start = offsets[from];
  const end = to >= offsets.length ? inner.end : offsets[to];
  return start === undefined || end === undefined ? { file, ...inner } : { file, start, end };
}

export interface Visit {
  /** The keys on the way, with '' for an item of a list. */
  path: readonly string[];
  entry?: Entry;
  /** The map or list that holds it. */
  parent?: MapTree | ListTree;
}

/** Every value of the tree, outer before inner, with the way to it. */
export function* walk(tree: Tree, visit: Visit = { path: [] }): Generator<{ tree: Tree } & Visit> {
  yield { tree, ...visit };
  if (tree.kind === 'map')
    for (const entry of tree.entries)
      yield* walk(entry.value, { path: [...visit.path, entry.key], entry, parent: tree });
  else if (tree.kind === 'list')
    for (const item of tree.items) yield* walk(item, { path: [...visit.path, ''], parent: tree });
  else if (tree.kind === 'call')
    for (const inner of tree.on ? [tree.on, ...tree.args] : tree.args)
      yield* walk(inner, { path: [...visit.path, ''] });
  else if (tree.kind === 'expression') for (const part of tree.parts) yield* walk(part, { path: [...visit.path, ''] });
}
