/** From the decoded units of a text back to where they stand in the file. */
import type { Tree } from './document.ts';

/** How a text writes what it cannot hold as it is. */
export type Escape = 'backslash' | 'doubled' | 'none';

/**
 * Where each UTF-16 unit of `value` stands between the offsets; undefined when it stands there unchanged, and empty
 * when the two do not fit. White space may differ: lines are folded and indentation is taken away.
 */
export function offsetsOf(text: string, from: number, to: number, value: string, escape: Escape): number[] | undefined {
  if (to - from === value.length && text.startsWith(value, from)) return undefined;
  const offsets: number[] = [];
  let at = from;
  while (offsets.length < value.length) {
    const wanted = value.charAt(offsets.length);
    if (escape === 'backslash' && text[at] === '\\' && at < to) {
      const { units, length } = escapeAt(text, at);
      for (let unit = 0; unit < units; unit++) offsets.push(at);
      at += length;
    } else if (escape === 'doubled' && wanted === "'" && text.startsWith("''", at)) {
      offsets.push(at);
      at += 2;
    } else if (at < to && text[at] === wanted) offsets.push(at++);
    else if (at < to && isBlank(text.charAt(at))) {
      // A line end that became a blank, or indentation that is not part of the value.
      if (isBlank(wanted)) offsets.push(at);
      at++;
    } else if (isBlank(wanted)) offsets.push(Math.min(at, to));
    else return [];
  }
  return offsets;
}

function escapeAt(text: string, at: number): { units: number; length: number } {
  const next = text.charAt(at + 1);
  const digits = { x: 2, u: 4, U: 8 }[next];
  if (digits === undefined) {
    if (next !== '\n' && next !== '\r') return { units: 1, length: 2 };
    // The end of the line is escaped: it and the indentation of the next line are not there.
    return { units: 0, length: 1 + (/^\s+/.exec(text.slice(at + 1))?.[0].length ?? 0) };
  }
  const code = Number.parseInt(text.slice(at + 2, at + 2 + digits), 16);
  return { units: code > 0xffff ? 2 : 1, length: 2 + digits };
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\t' || char === '\r';
}

/** The tree with every offset sent through `to`; for trees that were read from a part of a file. */
export function moved(tree: Tree, to: (offset: number) => number): Tree {
  const at = { start: to(tree.start), end: to(tree.end) };
  switch (tree.kind) {
    case 'map':
      return {
        ...tree,
        ...at,
        entries: tree.entries.map((entry) => ({
          ...entry,
          at: { ...entry.at, start: to(entry.at.start), end: to(entry.at.end) },
          value: moved(entry.value, to),
        })),
      };
    case 'list':
      return { ...tree, ...at, items: tree.items.map((item) => moved(item, to)) };
    case 'call':
      return { ...tree, ...at, args: tree.args.map((arg) => moved(arg, to)) };
    case 'expression':
      return { ...tree, ...at, parts: tree.parts.map((part) => moved(part, to)) };
    case 'text': {
      const inner = { start: to(tree.inner.start), end: to(tree.inner.end) };
      const units = tree.offsets ?? Array.from({ length: tree.value.length }, (_, index) => tree.inner.start + index);
      const offsets = units.map(to);
      const isPlain =
        offsets.length === tree.value.length && offsets.every((unit, index) => unit === inner.start + index);
      const { offsets: _, ...rest } = tree;
      return { ...rest, ...at, inner, ...(isPlain ? {} : { offsets }) };
    }
    default:
      return { ...tree, ...at };
  }
}
