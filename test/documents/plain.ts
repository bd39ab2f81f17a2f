/** Documents as a test looks at them. */
import type { Document, Tree } from '../../server/documents/document.ts';
import { readDocument } from '../../server/documents/read.ts';
import { pieceOf, walk } from '../../server/documents/tree.ts';
import type { FileSyntax } from '../../server/input/syntax.ts';

export function read(syntax: FileSyntax, text: string): Document {
  return readDocument('manifest', text, syntax);
}

/** The tree as plain values; labels follow their key, calls and expressions are texts. */
export function plain(tree: Tree | undefined): unknown {
  switch (tree?.kind) {
    case 'map':
      return Object.fromEntries(
        tree.entries.map(({ key, labels = [], value }) => [
          [key, ...labels.map((label) => label.value)].join(' '),
          plain(value),
        ]),
      );
    case 'list':
      return tree.items.map(plain);
    case 'text':
    case 'number':
    case 'boolean':
      return tree.value;
    case 'call':
      return `${tree.name}(${tree.args.map((arg) => JSON.stringify(plain(arg))).join(', ')})`;
    case 'expression':
      return `= ${tree.source}`;
    default:
      return null;
  }
}

/** What stands at the places of keys and values, for every one of them. */
export function places(text: string, document: Document): string[] {
  return document.roots.flatMap((root) =>
    [...walk(root)].flatMap(({ tree, entry }) => {
      const key = entry ? [`${text.slice(entry.at.start, entry.at.end)}:`] : [];
      if (tree.kind === 'map' || tree.kind === 'list') return key;
      const { start, end } = tree.kind === 'text' ? pieceOf(tree) : tree;
      return [...key, text.slice(start, end)];
    }),
  );
}
