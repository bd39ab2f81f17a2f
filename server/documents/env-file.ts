/** `.env` files: one variable a line, quoted or not. */
import type { Entry, MapTree, SyntaxProblem, TextTree } from './document.ts';
import { offsetsOf } from './offsets.ts';

const line = /^[ \t]*(?:export[ \t]+)?([\w][\w.-]*)(?:[ \t]*=|:(?=[ \t]))[ \t]*/gm;
/** What a shell may have in a file that it is told to run, and programs in one that they fill in. */
const script =
  /^\s*(?:if|for|while|case|set|source|\.|alias|echo|eval|unset|function)\b|^\s*[{}[]|^\s*\w+\s*\(\)|<%|\{[{%]/m;

/** The variables of the file as one map. */
export function readEnvFile(file: string, text: string): { root: MapTree; problems: SyntaxProblem[] } {
  const entries: Entry[] = [];
  const problems: SyntaxProblem[] = [];
  let end = 0;
  for (const match of text.matchAll(line)) {
    const [whole, key = ''] = match;
    // A line inside a quoted text of several lines is no variable.
    if (match.index < end) continue;
    problems.push(...strayLines(text, end, match.index));
    const start = match.index + whole.indexOf(key);
    const value = valueAt(file, text, match.index + whole.length);
    end = value.end;
    if (value.style === 'plain' && /^["'`]/.test(value.value) && !/^(["'`]).*\1/.test(value.value))
      problems.push({ start, end: start + key.length, message: `the quote of \`${key}\` is not closed` });
    entries.push({ key, at: { file, start, end: start + key.length }, value });
  }
  problems.push(...strayLines(text, end, text.length));
  return {
    root: { kind: 'map', file, start: 0, end: text.length, entries },
    problems: script.test(text) ? [] : problems,
  };
}

/** Lines between variables that are neither blank nor a comment (also that of INI files) nor the name of a variable that is set elsewhere. */
function strayLines(text: string, from: number, to: number): SyntaxProblem[] {
  const rest = from === 0 ? 0 : text.indexOf('\n', from) + 1;
  if (from > 0 && rest === 0) return [];
  return Array.from(text.slice(rest, to).matchAll(/^[ \t]*([^\s#;].*)$/gm)).flatMap((match) => {
    if (/^(?:export[ \t]+)?[\w.-]+[ \t]*(?:#.*)?$/.test(match[1] ?? '')) return [];
    const start = rest + match.index;
    return [{ start, end: start + match[0].length, message: 'this line gives no variable a value' }];
  });
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
    else if (text[at] === quote) return endsHere(text, start, at) ? at : -1;
  }
  return -1;
}

// A quote in a later line closes only when nothing but a comment follows: it may open the value of another variable.
function endsHere(text: string, start: number, close: number): boolean {
  return (
    !text.slice(start, close).includes('\n') || /^[ \t]*(?:#.*)?$/m.test(/^.*/.exec(text.slice(close + 1))?.[0] ?? '')
  );
}
