/** Writes an item into a list of source text: properties of an object, elements of an array, arguments of a call. */
import { endOfLine, hasComment, indentation, lineEnd, skipTrivia } from './source-text.ts';

/** From bracket to bracket. */
export interface ListText {
  start: number;
  end: number;
  /** Where each item ends. */
  ends: number[];
}

export interface TextEdit {
  start: number;
  end: number;
  text: string;
}

const insert = (at: number, text: string): TextEdit => ({ start: at, end: at, text });

/** The edits that add an item behind the last one; undefined where the list is not written out. */
export function addItem(text: string, list: ListText, item: string): TextEdit[] | undefined {
  const [open, close] = [list.start, list.end - 1];
  if (!['{}', '[]', '()'].includes(`${text[open]}${text[close]}`)) return undefined;
  const isObject = text[open] === '{';
  const last = list.ends.at(-1);
  if (last === undefined) {
    if (text.slice(open + 1, close).trim() !== '') return undefined;
    return [{ start: open + 1, end: close, text: isObject ? ` ${item} ` : item }];
  }
  const first = skipTrivia(text, open + 1);
  if (text.slice(open, first).includes('\n')) return onOwnLine(text, last, item, indentation(text, first));
  if (!hasComment(text.slice(last, close))) return [insert(last, `, ${item}`)];
  if (text[open] === '(') return undefined;
  // A comment behind the last item speaks of that item: what is new stands before them all.
  return [insert(open + 1, `${isObject ? ' ' : ''}${item},${/\s/.test(text[open + 1] ?? '') ? '' : ' '}`)];
}

function onOwnLine(text: string, last: number, item: string, indent: string): TextEdit[] {
  const next = skipTrivia(text, last);
  const hasComma = text[next] === ',';
  const at = endOfLine(text, hasComma ? next + 1 : last);
  const line = `${lineEnd(text)}${indent}${item}`;
  if (hasComma) return [insert(at, `${line},`)];
  return at === last ? [insert(at, `,${line}`)] : [insert(last, ','), insert(at, line)];
}

/** The edit that takes one of several items out, with its comma; undefined where a comment would go too. */
export function removeItem(text: string, list: ListText & { starts: number[] }, index: number): TextEdit[] | undefined {
  const [start, end] = [list.starts[index], list.ends[index]];
  const [before, after] = [list.ends[index - 1], list.starts[index + 1]];
  if (start === undefined || end === undefined) return undefined;
  const cut = before === undefined ? { start, end: after } : { start: before, end };
  if (cut.end === undefined) return undefined;
  const gone = text.slice(cut.start, start) + text.slice(end, cut.end);
  return hasComment(gone) ? undefined : [{ start: cut.start, end: cut.end, text: '' }];
}
