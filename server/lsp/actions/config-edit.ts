/** Turns a rule off in the text of `.bailiwick.yaml`, with every other line left as it is. */
import { isDeepStrictEqual } from 'node:util';
import { type Document, isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';
import type { Span } from '../../finding.ts';

export interface ConfigEdit extends Span {
  text: string;
}

/** The edit; undefined for a text that is no well-formed map, which nobody should write into unseen. */
export function turnOff(text: string, rule: string): ConfigEdit | undefined {
  const document = parseDocument(text);
  const { contents } = document;
  if (document.errors.length > 0 || (contents !== null && !isMap(contents))) return undefined;
  if (document.getIn(['rules', rule]) === 'off') return undefined;
  const rules = document.get('rules');
  if (rules !== undefined && rules !== null && !isMap(rules)) return undefined;
  const written = insertion(text, document, rule);
  // What the library writes is right in what it means, but has a layout of its own.
  if (contents && !isMap(rules)) document.delete('rules');
  document.setIn(['rules', rule], 'off');
  if (written && means(apply(text, written), document)) return written;
  return { start: 0, end: text.length, text: document.toString({ lineWidth: 0 }) };
}

function means(text: string, expected: Document): boolean {
  const document = parseDocument(text);
  return document.errors.length === 0 && isDeepStrictEqual(document.toJS(), expected.toJS());
}

// One insertion, where the text is laid out in lines.
function insertion(text: string, { contents }: Document, rule: string): ConfigEdit | undefined {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const entry = `${rule}: off`;
  const pair = isMap(contents) ? contents.items.find(({ key }) => isScalar(key) && key.value === 'rules') : undefined;
  if (!pair) {
    if (isMap(contents) && contents.flow) return undefined;
    const gap = text === '' || text.endsWith('\n') ? '' : eol;
    return { start: text.length, end: text.length, text: `${gap}rules:${eol}  ${entry}${eol}` };
  }
  const { key, value } = pair;
  if (!isScalar(key) || !key.range) return undefined;
  if (isMap(value) && value.items.length > 0) return value.flow ? undefined : behind(text, value, rule, eol);
  if (isMap(value) && value.range) {
    const start = text.indexOf(':', key.range[1]) + 1;
    return { start, end: value.range[1], text: `${eol}  ${entry}` };
  }
  const end = endOfLine(text, key.range[1]);
  return { start: end, end, text: `${eol}  ${entry}` };
}

function behind(text: string, map: YAMLMap, rule: string, eol: string): ConfigEdit | undefined {
  const known = map.items.find(({ key }) => isScalar(key) && key.value === rule);
  if (known) {
    const { value } = known;
    return isScalar(value) && value.range ? { start: value.range[0], end: value.range[1], text: 'off' } : undefined;
  }
  const [first] = map.items;
  const last = map.items.at(-1);
  const value = last?.value;
  if (!isScalar(first?.key) || !first.key.range || !(isScalar(value) || isMap(value)) || !value.range) return undefined;
  const start = first.key.range[0];
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const content = text.slice(0, value.range[1]).trimEnd().length;
  const end = endOfLine(text, content);
  return { start: end, end, text: `${eol}${indent}${rule}: off` };
}

function endOfLine(text: string, offset: number): number {
  return offset + (/^[^\r\n]*/.exec(text.slice(offset))?.[0].length ?? 0);
}

function apply(text: string, edit: ConfigEdit): string {
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}
