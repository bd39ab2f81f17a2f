/** Puts a new entry or item behind the last one, in the layout of what is there. */
import type { Span } from '../../finding.ts';
import type { Document, ListTree, MapTree } from '../document.ts';
import { type Data, written, writtenKey } from './data.ts';
import { around, indentAt, newlineOf, skipTrivia } from './layout.ts';
import { membersOf, type TextEdit } from './remove.ts';

/** Adds a pair to a map. */
export function insertEntry(
  document: Document,
  text: string,
  map: MapTree,
  key: string,
  value: Data,
): TextEdit[] | undefined {
  const unit = unitOf(text);
  const isSpread = document.syntax === 'json' && typeof value === 'object' && value !== null && isOnLines(text, map);
  const isYaml = document.syntax === 'yaml' || document.syntax === 'markdown';
  if (isYaml && map.isFlow !== true) {
    const lines = blockLines(document, key, value);
    return lines && insert(document, text, map, lines.join('\n'));
  }
  const inner = isSpread ? spread(value, unit) : written(document, value);
  if (inner === undefined) return undefined;
  const between =
    document.syntax === 'toml' || document.syntax === 'hcl' ? ' = ' : document.syntax === 'env' ? '=' : ': ';
  return insert(document, text, map, `${writtenKey(document, key)}${between}${inner}`);
}

/** A pair as the lines of block YAML. */
function blockLines(document: Document, key: string, value: Data): string[] | undefined {
  const name = writtenKey(document, key);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const inner = isPlainLine(value) ? value : written(document, value);
    return inner === undefined ? undefined : [`${name}: ${inner}`];
  }
  const inner = Object.entries(value).map(([each, below]) => blockLines(document, each, below));
  if (inner.length === 0 || inner.includes(undefined)) return undefined;
  return [`${name}:`, ...inner.flatMap((lines) => (lines ?? []).map((line) => `  ${line}`))];
}

/** A text with both quotes in it, such as a condition of a workflow, which needs none around it where it has the line for itself. */
function isPlainLine(value: Data): value is string {
  return typeof value === 'string' && /^[A-Za-z](?=.*").*[^\s:]$/.test(value) && !/: | #/.test(value);
}

/** Adds an item to a list. */
export function appendItem(document: Document, text: string, list: ListTree, value: Data): TextEdit[] | undefined {
  const unit = unitOf(text);
  const isSpread = document.syntax === 'json' && typeof value === 'object' && value !== null && isOnLines(text, list);
  const inner = isSpread ? spread(value, unit) : written(document, value);
  return inner === undefined ? undefined : insert(document, text, list, inner);
}

function insert(document: Document, text: string, container: MapTree | ListTree, code: string): TextEdit[] | undefined {
  const newline = newlineOf(text);
  if (container.isFlow === true) return intoFlow(document, text, container, code);
  // Of a table of TOML only the lines before its inner tables.
  const isOwn = (start: number): boolean =>
    document.syntax !== 'toml' || around(text, start, start).before.trim() === '';
  const members = membersOf(container).filter(({ start }) => isOwn(start));
  const isYaml = document.syntax === 'yaml' || document.syntax === 'markdown';
  const above = isYaml && container.kind === 'map' ? aboveLongOne(text, members) : undefined;
  const last = above ?? members.at(-1) ?? headerOf(document, text, container);
  if (!last) return undefined;
  if (!isYaml && document.syntax !== 'toml' && document.syntax !== 'env' && document.syntax !== 'hcl') return undefined;
  const end = last.start + text.slice(last.start, last.end).trimEnd().length;
  const { lineEnd } = around(text, last.start, end);
  const dash = container.kind === 'list' ? '- ' : '';
  const indent = columnOf(text, members[0]?.start ?? last.start, container.kind === 'list');
  const lines = code.split('\n').join(`${newline}${indent}`);
  const isOpenEnded = lineEnd === text.length && !text.endsWith('\n');
  const line = `${indent}${dash}${lines}`;
  return [{ start: lineEnd, end: lineEnd, text: isOpenEnded ? `${newline}${line}` : `${line}${newline}` }];
}

// Below the steps of a job nobody would look for more of the job: what is new stands above what goes over many lines.
function aboveLongOne(text: string, members: Span[]): Span | undefined {
  const last = members.at(-1);
  const lines = last ? text.slice(last.start, last.end).trimEnd().split('\n').length : 0;
  return lines > manyLines ? members.at(-2) : undefined;
}

const manyLines = 5;

// The header of a table that holds nothing yet.
function headerOf(
  { syntax }: Document,
  text: string,
  { start }: MapTree | ListTree,
): { start: number; end: number } | undefined {
  if (syntax !== 'toml' || text[start] !== '[') return undefined;
  const end = /^[^\r\n]*/.exec(text.slice(start))?.[0].length ?? 0;
  return { start, end: start + end };
}

/** The blanks before the first member; before its dash in a list. */
function columnOf(text: string, start: number, isList: boolean): string {
  const at = isList ? text.lastIndexOf('-', start - 1) : start;
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  return text.slice(lineStart, at).replace(/[^\t ]/g, ' ');
}

function intoFlow(document: Document, text: string, container: MapTree | ListTree, code: string): TextEdit[] {
  const newline = newlineOf(text);
  const mark = document.syntax === 'json' || document.syntax === 'bicep' ? '//' : '#';
  const last = membersOf(container).at(-1);
  if (!last) {
    const inside = text.slice(container.start + 1, container.end - 1);
    if (!isOnLines(text, container)) {
      const blank = container.kind === 'map' ? ' ' : '';
      return inside.trim() === ''
        ? [{ start: container.start + 1, end: container.end - 1, text: `${blank}${code}${blank}` }]
        : [];
    }
    const outer = indentAt(text, container.start);
    const indent = outer + unitOf(text);
    const close = text.lastIndexOf('\n', container.end - 1);
    return [
      {
        start: close < 0 ? container.end - 1 : close,
        end: close < 0 ? container.end - 1 : close,
        text: `${newline}${indented(code, indent, newline)}`,
      },
    ];
  }
  const comma = skipTrivia(text, last.end, mark);
  const hasComma = text[comma] === ',';
  const { before } = around(text, last.start, last.end);
  const isOwnLine = before.trim() === '';
  const at = hasComma ? comma + 1 : last.end;
  const gap = isOwnLine ? `${newline}${indented(code, before, newline)}` : ` ${code}`;
  if (hasComma) return [{ start: at, end: at, text: `${gap},` }];
  // A comment behind the last one stays on its line.
  const rest = around(text, last.start, last.end);
  if (isOwnLine && rest.after.trim() !== '') {
    const lineEnd = rest.lineEnd - (text.slice(0, rest.lineEnd).endsWith('\r\n') ? 2 : 1);
    return [
      { start: at, end: at, text: ',' },
      { start: lineEnd, end: lineEnd, text: gap },
    ];
  }
  return [{ start: at, end: at, text: `,${gap}` }];
}

function indented(code: string, indent: string, newline: string): string {
  return code
    .split('\n')
    .map((line) => indent + line)
    .join(newline);
}

function spread(value: Data, unit: string): string {
  return JSON.stringify(value, null, unit);
}

function isOnLines(text: string, container: MapTree | ListTree): boolean {
  return text.slice(container.start, container.end).includes('\n');
}

/** One step of indentation as the text uses it. */
function unitOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}
