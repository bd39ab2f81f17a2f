/** A command line as words, each with its place in the text that holds it. */
import type { TextTree } from '../documents/document.ts';

/** A word of the command line: a part of a text. */
export interface Word {
  text: TextTree;
  from: number;
  to: number;
  value: string;
}

/** A text that is one word as it stands. */
export function whole(text: TextTree): Word {
  return { text, from: 0, to: text.value.length, value: text.value };
}

/** The words of a text, or of a part of it, as a shell would cut it; quotes are taken away. */
export function wordsOf(text: TextTree, start = 0, end = text.value.length): Word[] {
  return Array.from(text.value.slice(start, end).matchAll(/"([^"]*)"|'([^']*)'|[^\s"']+/g), (match) => {
    const isQuoted = match[1] !== undefined || match[2] !== undefined;
    const from = start + match.index + (isQuoted ? 1 : 0);
    const value = match[1] ?? match[2] ?? match[0];
    return { text, from, to: from + value.length, value };
  });
}

/** The program that the word names: without its folders, without `.exe`, in lower case. */
export function programOf(word: Word | undefined): string {
  const base = (word?.value ?? '').split(/[\\/]/).at(-1) ?? '';
  return base.replace(/\.(?:exe|cmd|bat|ps1)$/i, '').toLowerCase();
}
