/** YAML that must have a shape: what is wrong with it, where, and what was probably meant. */
import { type Alias, type Document, isMap, isNode, isScalar, LineCounter, type Pair, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { didYouMean } from './similar.ts';

/** Something wrong in a text; line and column are 1-based. */
export interface ShapeProblem {
  line: number;
  column: number;
  message: string;
}

export type Path = readonly PropertyKey[];

export interface Shaped<T> {
  /** Absent when there are problems. */
  value?: T;
  problems: ShapeProblem[];
  /** True for a text that holds comments at most. */
  isEmpty: boolean;
  /** A problem at the value that stands at the path, or at its key. */
  problemAt(path: Path, message: string, place?: 'key' | 'value'): ShapeProblem;
}

type Issue = z.core.$ZodIssue;

/** Parses YAML (an empty text is an empty map) and holds it against the shape; never throws for what the text says. */
export function parseShaped<T>(text: string, shape: z.ZodType<T>): Shaped<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, message: string): ShapeProblem => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1), message };
  };
  const problemAt: Shaped<T>['problemAt'] = (path, message, place = 'value') =>
    at(offsetOf(document, path, place), message);
  const isEmpty = document.contents === null;
  const failed = (problems: ShapeProblem[]): Shaped<T> => ({ problems: inOrder(problems), isEmpty, problemAt });

  if (document.errors.length > 0) return failed(document.errors.map((error) => at(error.pos[0], error.message)));
  const read = toPlain(document);
  if ('reason' in read) return failed([at(read.offset, read.reason)]);
  const result = shape.safeParse(read.value ?? {});
  if (result.success) return { value: result.data, problems: [], isEmpty, problemAt };
  return failed(
    result.error.issues.flatMap(flatten).map((issue) => {
      const isKey = issue.code === 'unrecognized_keys' || issue.code === 'invalid_key';
      const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys] : issue.path;
      const problem = problemAt(path, wording(issue, shape, valueAt(read.value, issue.path)), isKey ? 'key' : 'value');
      const inside: unknown = issue.code === 'custom' ? issue.params?.['column'] : undefined;
      return typeof inside === 'number'
        ? { ...problem, column: problem.column + inside - 1 + quote(document, path) }
        : problem;
    }),
  );
}

// Aliases that lead nowhere or multiply (a billion laughs) make the library throw; of all else it tells before.
function toPlain(document: Document): { value: unknown } | { reason: string; offset: number } {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    const aliases: Alias[] = [];
    visit(document, { Alias: (_key, alias) => void aliases.push(alias) });
    const blamed = aliases.find((alias) => !alias.resolve(document)) ?? aliases[0];
    const reason = error instanceof Error ? error.message : String(error);
    return { reason: `cannot be read: ${reason}`, offset: blamed?.range?.[0] ?? 0 };
  }
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((outer, key) => (isRecord(outer) ? Reflect.get(outer, key) : undefined), value);
}

// A union says only that no side fits: the side that went deepest is the one that was meant.
function flatten(issue: Issue): Issue[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ ...issue, keys: [key] }));
  if (issue.code !== 'invalid_union') return [issue];
  const meant = issue.errors.filter((side) =>
    side.some(({ path, code }) => path.length > 0 || code === 'unrecognized_keys' || code === 'custom'),
  );
  const [side] = meant;
  if (side) return side.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
  const wishes = issue.errors.flat().map(wish);
  return [{ ...issue, message: `expected ${[...new Set(wishes)].join(' or ')}` }];
}

const plainNames: Record<string, string> = {
  object: 'a map',
  record: 'a map',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
};

function wish(issue: Issue): string {
  if (issue.code === 'invalid_type') return plainNames[issue.expected] ?? `a ${issue.expected}`;
  if (issue.code === 'invalid_value') return issue.values.map(String).join(', ');
  return issue.message;
}

function wording(issue: Issue, shape: z.ZodType, given: unknown): string {
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const known = keysAt(shape, issue.path);
    const meant = didYouMean(key, known);
    if (meant) return `unknown key "${key}"; did you mean "${meant}"?`;
    return known.length > 0 ? `unknown key "${key}"; known are ${known.join(', ')}` : `unknown key "${key}"`;
  }
  if (issue.code !== 'invalid_type' && issue.code !== 'invalid_value') return issue.message;
  if (issue.path.length > 0 && given === undefined)
    return `"${String(issue.path.at(-1))}" is missing; expected ${wish(issue)}`;
  const words = issue.code === 'invalid_value' && typeof given === 'string' ? issue.values.map(String) : [];
  const meant = didYouMean(typeof given === 'string' ? given : '', words);
  return `expected ${wish(issue)}${meant ? `; did you mean "${meant}"?` : ''}`;
}

/** The keys that the shape knows at a path, of all sides of a union. */
function keysAt(shape: z.ZodType, path: Path): string[] {
  let at: unknown[] = sides(shape);
  for (const step of path) at = at.flatMap((side) => sides(member(side, step)));
  return [
    ...new Set(at.flatMap((side) => (isRecord(side) && isRecord(side['shape']) ? Object.keys(side['shape']) : []))),
  ];
}

function member(shape: unknown, step: PropertyKey): unknown {
  if (!isRecord(shape)) return undefined;
  if (isRecord(shape['shape'])) return shape['shape'][String(step)];
  return shape['element'] ?? shape['valueType'];
}

function sides(shape: unknown): unknown[] {
  if (!isRecord(shape)) return [];
  if (Array.isArray(shape['options']) && !isRecord(shape['enum'])) return shape['options'].flatMap(sides);
  // An array has `unwrap` too, which gives its element.
  return typeof shape['unwrap'] === 'function' && !('element' in shape) ? sides(shape['unwrap']()) : [shape];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Where the value or key at a path begins; the nearest thing around it when it is not there. */
function offsetOf(document: Document, path: Path, place: 'key' | 'value'): number {
  for (let length = path.length; length >= 0; length--) {
    const steps = path.slice(0, length);
    if (place === 'key' && length === path.length) {
      const key = pairAt(document, steps)?.key;
      if (isNode(key) && key.range) return key.range[0];
    }
    const node = length === 0 ? document.contents : document.getIn(steps, true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function pairAt(document: Document, path: Path): Pair | undefined {
  const outer = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(outer)) return undefined;
  return outer.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(path.at(-1)));
}

function quote(document: Document, path: Path): number {
  const node = document.getIn(path, true);
  return isScalar(node) && (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE') ? 1 : 0;
}

function inOrder(problems: ShapeProblem[]): ShapeProblem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
