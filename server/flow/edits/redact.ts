/** Takes a value out of what is recorded: a text stands in its place. */
import type { Place } from '../../finding.ts';
import type { LoadedFile } from '../graph.ts';
import type { TextEdit } from './lists.ts';

/** The edit that writes the code where the expression stands; undefined where it is no argument, property or element. */
export function putInPlace(file: LoadedFile, text: string, at: Place, code: string): TextEdit[] | undefined {
  const isHere = ({ start, end }: { start: number; end: number }): boolean => start === at.start && end === at.end;
  for (const value of file.facts.values) {
    if (value.kind === 'object') {
      const found = value.properties.find((p) => p.kind === 'value' && isHere(p));
      if (!found) continue;
      const isShort = text.slice(at.start, at.end) === found.name && !/:\s*$/.test(text.slice(value.start, at.start));
      return [
        isShort ? { start: at.end, end: at.end, text: `: ${code}` } : { start: at.start, end: at.end, text: code },
      ];
    }
    const list = value.kind === 'call' ? value.args : value.kind === 'array' ? value.elements : [];
    if (list.some((item) => !item.isSpread && isHere(item))) return [{ start: at.start, end: at.end, text: code }];
  }
  return undefined;
}
