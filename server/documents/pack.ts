/** Documents as bytes, for later runs: what is read back is what a fresh look at the text gives. */
import { hash } from 'node:crypto';
import { hasLists, isPackable, packed, unpacked } from '../input/packed.ts';
import { type FileSyntax, syntaxOf } from '../input/syntax.ts';
import type { Document, Tree } from './document.ts';

// Of YAML reading back costs a thirteenth, of JSON half, for as many bytes as the text has. What an .env file is for,
// nobody wants to have twice on the disk.
const kept: ReadonlySet<FileSyntax> = new Set(['yaml', 'toml', 'hcl', 'bicep', 'markdown', 'dockerfile']);

/** What a document depends on: its path, which stands in each place of it, and its text; undefined where nothing is kept. */
export function documentKey(path: string, text: string): string | undefined {
  const syntax = syntaxOf(path);
  return syntax && kept.has(syntax) ? `${hash('sha256', Buffer.from(text, 'utf16le'))} ${path}` : undefined;
}

/** The document as bytes; undefined for those of few files: what JSON cannot say, and what could not be read whole. */
export function encodeDocument(document: Document): Uint8Array | undefined {
  const isSaid = document.problems.length === 0 && document.roots.every(isPlain(new Set()));
  return isSaid ? packed(document) : undefined;
}

/** The document that `encodeDocument` wrote; undefined for bytes that say something else. */
export function decodeDocument(bytes: Uint8Array): Document | undefined {
  const found = unpacked(bytes);
  return isDocument(found) ? found : undefined;
}

/** Whether nothing of a tree is lost in JSON, where a value under two names would be two values. */
function isPlain(seen: Set<Tree>): (tree: Tree) => boolean {
  const isOk = (tree: Tree): boolean => {
    if (seen.has(tree)) return false;
    seen.add(tree);
    switch (tree.kind) {
      case 'map':
        return tree.entries.every(({ value, labels = [] }) => isOk(value) && labels.every(isOk));
      case 'list':
        return tree.items.every(isOk);
      case 'call':
        return tree.args.every(isOk) && (tree.on === undefined || isOk(tree.on));
      case 'expression':
        return tree.parts.every(isOk);
      case 'number':
        return isPackable(tree.value);
      default:
        return true;
    }
  };
  return isOk;
}

function isDocument(found: unknown): found is Document {
  return hasLists(found, ['roots', 'ignores', 'problems']);
}
