/** `.env` files: one variable a line, quoted or not. */
import type { Entry, MapTree, TextTree } from './document.ts';
import { offsetsOf } from './offsets.ts';

const line = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*/gm;

/** The variables of the file as one map. */
export function readEnvFile(file: string, text: string): { root: MapTree } {
  const entries: Entry[] = [];
  for (const match of text.matchAll(line)) {
    const [whole, key = ''] = match;
    const last = entries.at(-1);
    // A line inside a quoted text of several lines is no variable.
    if (last && match.index < last.value.end) continue;
    const start = match.index + whole.indexOf(key);
    entries.push({
      key,
      at: { file, start, end: start + key.length },
      value: valueAt(file, text, match.index + whole.length),
    });
  }
  return { root: { kind: 'map', file, start: 0, end: text.length, entries } };
}

function valueAt(file: string, text: string, start: number): TextTree {
  const quote = text.charAt(start);
  const isQuoted = quote === '"' || quote === "'" || quote === '`';
  const close = isQuoted ? closingQuote(text, start) : -1;
  if (close > 0) {
    const inner = { start: start + 1, end: close };
    const raw = text.slice(inner.start, inner.end);
    const value = quote === '"' ? raw.replace(/\\n/g, '\n').replace(/\\(.)/g, '$1') : raw;
    const offsets = offsetsOf(text, inner.start, inner.end, value, quote === '"' ? 'backslash' : 'none');
    const style = quote === '"' ? 'double' : 'single';
    return { kind: 'text', file, start, end: close + 1, value, inner, style, ...(offsets ? { offsets } : {}) };
  }
  const raw = /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
  const value = raw.replace(/(?:^|[ \t])#.*$/, '').trimEnd();
  const end = start + value.length;
  return { kind: 'text', file, start, end, value, inner: { start, end }, style: 'plain' };
}

function closingQuote(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}
