/** The scope, permission or role under a cursor, in a file of any kind; found by text alone, so that it needs no analysis. */
import type { Span } from '../../finding.ts';
import { type ScopeCatalog, type ScopeEntry, scopeCatalog } from '../../models/scopes.ts';

/** A string in which scopes are requested, as the analysis saw it. */
export interface ScopeMark extends Span {
  /** A provider or family of the catalogue, or `any`. */
  provider: string;
}

export interface FoundScope extends Span {
  text: string;
  /** What the catalogue says of it, the heaviest first. */
  entries: ScopeEntry[];
}

const guid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi;
const word = /[\w./:*@~+-]+/g;
// Files in which a name with dots is as likely code as a scope: there it counts in quotes and comments only.
const code = /\.(?:[cm]?[jt]sx?|py|cs|java|kt|go|rb|rs|php|swift|vue|svelte|astro|bicep|tf|sh|ps1)$/i;

/** The scope at the offset; undefined where the text there could as well be something else. */
export function scopeAt(
  { text, path }: { text: string; path: string },
  offset: number,
  marks: readonly ScopeMark[] = [],
  catalog: ScopeCatalog = scopeCatalog(),
): FoundScope | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', offset);
  const line = text.slice(start, next < 0 ? text.length : next);
  const at = offset - start;
  return byGuid() ?? byName();

  function byGuid(): FoundScope | undefined {
    const found = spanAt(line, guid, at);
    const entry = found && catalog.byGuid(found.text);
    return found && entry && moved(found, [entry]);
  }

  function byName(): FoundScope | undefined {
    const found = spanAt(line, word, at);
    if (!found) return undefined;
    const token = trimmed(found);
    if (token.text === '' || at < token.start || at > token.end) return undefined;
    const mark = marks.find((each) => each.start <= offset && offset <= each.end);
    const entries = mark ? catalog.lookup(token.text, mark.provider === 'any' ? undefined : mark.provider) : [];
    if (entries.length > 0) return moved(token, entries);
    if (code.test(path) && !isQuoted(line, token.start)) return undefined;
    const sure = catalog.lookup(token.text).filter((entry) => isUnmistakable(token.text, entry));
    return sure.length > 0 ? moved(token, sure) : undefined;
  }

  function moved(found: { start: number; end: number; text: string }, entries: ScopeEntry[]): FoundScope {
    return { start: start + found.start, end: start + found.end, text: found.text, entries };
  }
}

// A URL form of a provider, or a name with an inner structure that nothing else has: `Mail.Read`, `admin:org`.
function isUnmistakable(text: string, entry: ScopeEntry): boolean {
  if (entry.family === 'generic') return false;
  return text.includes('://') || (entry.anywhere && /\w[.:/]\w/.test(text));
}

function spanAt(line: string, pattern: RegExp, at: number): { start: number; end: number; text: string } | undefined {
  for (const { index, 0: text } of line.matchAll(pattern))
    if (index <= at && at <= index + text.length) return { start: index, end: index + text.length, text };
  return undefined;
}

// The full stop of a sentence and the colon of a key are not part of the name.
function trimmed(found: { start: number; end: number; text: string }): { start: number; end: number; text: string } {
  const text = found.text.replace(/^[.:~+-]+/, '');
  const start = found.end - text.length;
  const kept = text.replace(/[.:~+-]+$/, '');
  return { start, end: start + kept.length, text: kept };
}

/** True inside a string or a comment of the line, as far as the line tells. */
function isQuoted(line: string, at: number): boolean {
  let quote = '';
  for (let i = 0; i < at; i++) {
    const character = line.charAt(i);
    if (quote !== '') {
      if (character === '\\') i++;
      else if (character === quote) quote = '';
    } else if (/["'`]/.test(character)) quote = character;
    else if (/^(?:\/\/|#|\/?\*)/.test(line.slice(i))) return true;
  }
  return quote !== '';
}
