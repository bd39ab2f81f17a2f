/** Field paths of a tracked value: `headers/authorization` is the value found at `.headers.authorization`. */
import { canonicalField } from '../models/catalog.ts';

export type FieldPath = string;

/** The value itself. */
export const itself: FieldPath = '';
/** An element of an array, Map or Set, or the value under a key that is not known. */
export const element = '[]';
/** What calling the function gives. */
export const called = '()';
/** The value itself and every field of it, however deep. */
export const everything = '*';

// How many elements there are tells nothing of them.
const counts = new Set(['length', 'size']);
const maxDepth = 7;
const maxSame = 2;
const separator = '/';

/** `name` before the path; undefined when it would grow too deep to follow. */
export function under(name: string, path: FieldPath): FieldPath | undefined {
  const head = fieldName(name);
  if (path === itself) return head;
  let depth = 1;
  let same = 0;
  let from = 0;
  for (let i = path.indexOf(separator); i >= 0; i = path.indexOf(separator, from)) {
    if (i - from === head.length && path.startsWith(head, from)) same++;
    from = i + 1;
    depth++;
  }
  // An object that is put into a field of its own kind, round after round: `next/next/next`.
  return depth >= maxDepth || same >= maxSame ? undefined : head + separator + path;
}

/** The path of `value[name]`, or undefined when the tracked value does not lie there. */
export function taken(path: FieldPath, name: string): FieldPath | undefined {
  if (path === itself) return undefined;
  const cut = path.indexOf(separator);
  const head = cut < 0 ? path : path.slice(0, cut);
  const rest = cut < 0 ? itself : path.slice(cut + 1);
  if (head === everything) return name === called || counts.has(name) ? undefined : everything;
  if (head === fieldName(name)) return rest;
  if (head === element && name !== called && !counts.has(name)) return rest;
  return name === element && isIndex(head) ? rest : undefined;
}

/** The first name of the path. */
export function headOf(path: FieldPath): string {
  const cut = path.indexOf(separator);
  return cut < 0 ? path : path.slice(0, cut);
}

/** What follows the first name of the path; undefined where nothing does. */
export function beyond(path: FieldPath): FieldPath | undefined {
  const cut = path.indexOf(separator);
  return cut < 0 ? undefined : path.slice(cut + 1);
}

/** The path of whatever field the tracked value lies in; undefined for the value itself and for a result. */
export function anyField(path: FieldPath): FieldPath | undefined {
  const head = headOf(path);
  if (head === everything) return everything;
  return path === itself || head === called ? undefined : path.slice(head.length + 1);
}

/** The path in a list whose order or start has changed: at some index. */
export function reordered(path: FieldPath): FieldPath {
  const head = headOf(path);
  return isIndex(head) ? element + path.slice(head.length) : path;
}

/** True when the value itself is tracked, alone or with all that it holds. */
export function isItself(path: FieldPath): boolean {
  return path === itself || path === everything;
}

/** True when the path begins with one of the names. */
export function startsWithOneOf(path: FieldPath, names: readonly string[]): boolean {
  const head = headOf(path);
  return names.some((name) => fieldName(name) === head);
}

/** The names of the path, first to last. */
export function namesOf(path: FieldPath): string[] {
  return path === itself ? [] : path.split(separator);
}

/** The name of a field as paths hold it. */
export function fieldName(name: string): string {
  return canonicalField(name.includes(separator) ? name.replaceAll(separator, '\u2215') : name);
}

/** The name of a field as a reader sees it; symbols are known by their place, which says nothing. */
export function shownField(name: string): string {
  return name.startsWith('@@') ? 'a symbol' : `\`${name}\``;
}

/** True for the name of a list's element. */
export function isIndex(name: string): boolean {
  return name.length > 0 && name.length < 5 && Number.isInteger(Number(name));
}
