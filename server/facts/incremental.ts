/** Reads texts that are edited: what an edit left alone of a syntax tree is not parsed again. */
import { ts } from 'ts-morph';
import { changeBetween } from '../text-change.ts';
import type { Facts, SyntaxProblem } from './facts.ts';
import { extract, nothing, parse, readTypeScript } from './typescript.ts';

// A tree is some fifty times as large as its text.
const mostTrees = 4;

/** As `readTypeScript`; the trees of the files that are edited are kept, those that were read last. `known` finds facts that somebody read before. */
export function createIncrementalReader(
  isEdited: (path: string) => boolean,
  known: (path: string, text: string) => Facts | undefined = () => undefined,
): (path: string, text: string) => Facts {
  const trees = new Map<string, ts.SourceFile>();

  return (path, text) => {
    const before = trees.get(path);
    trees.delete(path);
    // Hardly anybody has read what is just being typed.
    const found = before ? undefined : known(path, text);
    if (found) return found;
    if (!isEdited(path)) return readTypeScript(path, text);
    const problems: SyntaxProblem[] = [];
    const source = (before && updated(before, text)) ?? parse(path, text, problems, true);
    if (!source) return { ...nothing(), problems };
    trees.set(path, source);
    const [oldest] = trees.keys();
    if (trees.size > mostTrees && oldest !== undefined) trees.delete(oldest);
    return extract(source, text, problems);
  };
}

// The tree that is updated becomes part of the new one and must not be used again.
function updated(tree: ts.SourceFile, text: string): ts.SourceFile | undefined {
  const { start, end, by } = changeBetween(tree.text, text);
  const length = end - start;
  try {
    return ts.updateSourceFile(tree, text, { span: { start, length }, newLength: length + by });
  } catch (error) {
    // Nested too deeply, which the parse of the whole says in a sentence.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
