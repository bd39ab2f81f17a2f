/** Marked spans against found ones, with misses and surplus told apart. */
import type { Place } from '../../server/finding.ts';
import type { Mark } from './page.ts';

/** What differs, as text with the code and carets below it; undefined when every mark has its finding and nothing is left. */
export function difference(files: Record<string, string>, marks: Mark[], found: Place[]): string | undefined {
  const missed = marks.filter((mark) => !found.some((place) => matches(files, mark, place)));
  const surplus = found.filter((place) => !marks.some((mark) => matches(files, mark, place)));
  if (missed.length === 0 && surplus.length === 0) return undefined;
  const list = (title: string, places: Place[]): string[] =>
    places.length === 0 ? [] : [`${title}:`, ...places.map((place) => show(files, place))];
  return [...list('missed', missed), ...list('surplus', surplus)].join('\n');
}

function matches(files: Record<string, string>, mark: Mark, place: Place): boolean {
  if (mark.file !== place.file || mark.start !== place.start) return false;
  if (!mark.isOpen) return mark.end === place.end;
  return files[place.file]?.slice(place.start, place.end).includes('\n') ?? false;
}

/** The line of a place with carets below it. */
export function show(files: Record<string, string>, { file, start, end }: Place): string {
  const text = files[file] ?? '';
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', start);
  const lineEnd = next < 0 ? text.length : next;
  const number = text.slice(0, start).split('\n').length;
  const carets = '^'.repeat(Math.max(1, Math.min(end, lineEnd) - start)) + (end > lineEnd ? '~' : '');
  return `  ${file}:${number}\n  ${text.slice(lineStart, lineEnd)}\n  ${' '.repeat(start - lineStart)}${carets}`;
}
