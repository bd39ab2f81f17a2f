/** Signs: what a document must say to be taken for something, written as `skills.*.id & protocolVersion=/^1/`. */
import type { Tree } from '../documents/document.ts';
import { entriesOf, itemsOf, scalarOf } from '../documents/tree.ts';

export interface Sign {
  keys: string[];
  value?: RegExp;
}

/** Parses the signs of one alternative; all must be met. Throws what is wrong with the text. */
export function parseSigns(text: string): Sign[] {
  return text.split(/\s+&\s+/).map((sign) => {
    const [, path = '', pattern] = /^([^=]+?)(?:=\/(.*)\/)?$/.exec(sign.trim()) ?? [];
    if (path === '') throw new Error(`"${sign}" is no path of keys with, perhaps, =/pattern/`);
    const keys = path.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.'));
    return pattern === undefined ? { keys } : { keys, value: new RegExp(pattern, 'u') };
  });
}

/** True when the tree meets all signs. */
export function meets(tree: Tree | undefined, signs: readonly Sign[]): boolean {
  return signs.every((sign) => treesAt(tree, sign.keys).some((found) => fits(found, sign.value)));
}

/** The trees at the path; `*` is every key of a map and every item of a list, and items are looked into by themselves. */
export function treesAt(tree: Tree | undefined, keys: readonly string[]): Tree[] {
  const [first, ...rest] = keys;
  if (!tree) return [];
  if (first === undefined) return [tree];
  if (first === '*')
    return [...entriesOf(tree).map((entry) => entry.value), ...itemsOf(tree)].flatMap((inner) => treesAt(inner, rest));
  if (tree.kind === 'list') return tree.items.flatMap((item) => treesAt(item, keys));
  return entriesOf(tree).flatMap((entry) => (entry.key === first ? treesAt(entry.value, rest) : []));
}

function fits(tree: Tree, pattern: RegExp | undefined): boolean {
  if (!pattern) return true;
  const texts = tree.kind === 'list' ? tree.items.map(scalarOf) : [scalarOf(tree)];
  return texts.some((text) => text !== undefined && pattern.test(text));
}
