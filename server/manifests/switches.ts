/** Settings that take a decision away from people, as the rows of the dialects name them. */
import type { Document, Entry, Tree } from '../documents/document.ts';
import { entriesOf, itemsOf, oneOrMore, pieceOf, placeOf, scalarOf, valueAt, walk } from '../documents/tree.ts';
import type { DocumentEdits } from '../documents/edits/edits.ts';
import type { Fix } from '../finding.ts';
import type { SwitchRow } from './dialect.ts';
import type { CompiledSwitch, Dialects } from './dialects.ts';
import type { Switch } from './manifest.ts';
import { meets } from './signs.ts';

/** The switches that are thrown in a document. */
export function switchesOf(document: Document, dialects: Dialects): Switch[] {
  const rows = dialects.switches.filter(({ isPath }) => isPath(document.file));
  return rows.flatMap((row) =>
    document.roots.flatMap((root) =>
      row.within.flatMap((path) => {
        const base = path === '' ? root : valueAt(root, path);
        if (!base || !meets(base, row.when)) return [];
        // A call of Python holds what it is given by name behind its other arguments.
        const trees = document.syntax === 'python' ? [...walk(base)].map(({ tree }) => tree) : [base];
        return trees
          .flatMap((tree) => entriesAt(tree, row.row.key.split('.')))
          .filter(({ holder }) => meets(holder, row.beside) && !without(row.row).some((key) => valueAt(holder, key)))
          .flatMap(({ entry }) => thrown(document, row, entry, dialects));
      }),
    ),
  );
}

/** An entry, and where its neighbours are looked for: the item that the last `*` stands for, or the map that holds it. */
interface Found {
  entry: Entry;
  holder: Tree;
}

/** The entries at a path of keys in which `*` is any key, or any item of a list; keys with dots are found as in `entryAt`. */
function entriesAt(tree: Tree, keys: string[], item?: Tree): Found[] {
  const star = keys.indexOf('*');
  if (star < 0) {
    const found: Found[] = [];
    for (let cut = keys.length; cut > 0; cut--) {
      const key = keys.slice(0, cut).join('.');
      for (const entry of entriesOf(tree))
        if (entry.key === key)
          found.push(
            ...(cut === keys.length
              ? [{ entry, holder: item ?? tree }]
              : entriesAt(entry.value, keys.slice(cut), item)),
          );
    }
    return found;
  }
  const bases = star === 0 ? [tree] : entriesAt(tree, keys.slice(0, star)).map(({ entry }) => entry.value);
  const rest = keys.slice(star + 1);
  return bases.flatMap((base) => [
    ...entriesOf(base).flatMap((entry) =>
      rest.length === 0 ? [{ entry, holder: base }] : entriesAt(entry.value, rest, entry.value),
    ),
    ...(rest.length === 0 ? [] : itemsOf(base).flatMap((each) => entriesAt(each, rest, each))),
  ]);
}

function thrown(document: Document, compiled: CompiledSwitch, entry: Entry, { allowed }: Dialects): Switch[] {
  const { row, product, value, except, to } = compiled;
  const fits = (text: string | undefined): boolean =>
    text !== undefined && value.test(text) && except?.test(text) !== true && isToldOf(text);
  const isToldOf = (text: string): boolean => {
    const rule = row.as === undefined ? undefined : text.replace(value, row.as);
    return rule === undefined || allowed.some((judge) => judge.value.test(rule) && judge.except?.test(rule) !== true);
  };
  const base = { row, product, document };
  if (row.on === 'keys')
    return entriesOf(entry.value).flatMap((inner) => {
      if (!fits(inner.key) || !(to ? to.test(scalarOf(inner.value) ?? '') : isOn(inner.value))) return [];
      return [
        { ...base, shown: `${entry.key}: ${inner.key}`, at: placeOf(inner.at), member: inner, value: inner.value },
      ];
    });
  if (row.on === 'words') {
    const shown = choices(itemsOf(entry.value)).find(fits);
    return shown === undefined ? [] : [{ ...base, shown, at: placeOf(entry.value), member: entry, value: entry.value }];
  }
  if (row.on === 'items')
    return oneOrMore(entry.value).flatMap((item) => {
      const text = scalarOf(item);
      return fits(text) ? [{ ...base, ...part(item, text ?? '', value), member: item, value: item }] : [];
    });
  const text = scalarOf(entry.value);
  if (!fits(text)) return [];
  const place = { file: entry.at.file, start: entry.at.start, end: entry.value.end };
  return [{ ...base, shown: `${entry.key}: ${text}`, at: place, member: entry, value: entry.value }];
}

const without = ({ without: keys = [] }: SwitchRow): string[] => keys;

/** The texts that words make: `["git", ["add", "commit"]]` is two of them. */
function choices(words: readonly Tree[]): string[] {
  return words.reduce<string[]>(
    (texts, word) =>
      texts.flatMap((text) => oneOrMore(word).map((one) => `${text}${text && ' '}${scalarOf(one) ?? ''}`)).slice(0, 64),
    [''],
  );
}

/** What is shown of an item: of a script with several lines the one that fits. */
function part(item: Tree, text: string, value: RegExp): Pick<Switch, 'shown' | 'at'> {
  const found = item.kind === 'text' && text.includes('\n') ? value.exec(text) : null;
  if (item.kind !== 'text' || !found) return { shown: text, at: placeOf(item) };
  const from = found.index + found[0].length - found[0].trimStart().length;
  const to = found.index + found[0].trimEnd().length;
  return { shown: text.slice(from, to), at: pieceOf(item, from, to) };
}

/** The safe fix of a switch, as far as its row names one and it can be written. */
export function tightened(edits: DocumentEdits, { row, document, member, value }: Switch): Fix[] {
  if (row.fix === undefined) return [];
  const changed = row.fix === 'remove' ? edits.remove(document, member) : edits.replace(document, value, row.fix.value);
  const title = row.fix === 'remove' ? 'Take it out' : `Set it to \`${String(row.fix.value)}\``;
  return changed ? [{ title, safety: 'safe', edits: changed }] : [];
}

// `"rm": false`, `"rm": null`, `{ "approve": false }` and `trust_level = "untrusted"` switch off.
function isOn(tree: Tree): boolean {
  if (tree.kind === 'map')
    return entriesOf(tree).every(({ value }) => !/^(?:false|untrusted)$/.test(scalarOf(value) ?? ''));
  return tree.kind !== 'null' && scalarOf(tree)?.toLowerCase() !== 'false';
}
