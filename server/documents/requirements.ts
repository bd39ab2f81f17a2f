/** Requirements of pip: one package with its versions a line. */
import type { ListTree, TextTree } from './document.ts';

/** The requirements of the file as a list of texts, without options, comments and markers of environments. */
export function readRequirements(file: string, text: string): { root: ListTree } {
  const items = Array.from(text.matchAll(/^[ \t]*([A-Za-z\d][\w.-]*(?:\[[^\]\n]*\])?[^\S\n]*[^#;\n\r\\]*)/gm)).map(
    ([whole, found = ''], index, all): TextTree => {
      const start = (all[index]?.index ?? 0) + whole.indexOf(found);
      const value = found.trimEnd();
      const inner = { start, end: start + value.length };
      return { kind: 'text', file, ...inner, value, inner, style: 'plain' };
    },
  );
  return { root: { kind: 'list', file, start: 0, end: text.length, items } };
}
