/** Places whose text nobody may see: what a report shows of a line has stars there. */
import type { Place } from './finding.ts';
import type { Lines } from './input/lines.ts';

/** The lines with stars over the places, as many as there were characters, so that columns stay. */
export function maskLines(lines: Lines, places: readonly Place[]): Lines {
  if (places.length === 0) return lines;
  return {
    ...lines,
    get count() {
      return lines.count;
    },
    text(line) {
      const text = lines.text(line);
      const start = lines.offset(line, 1);
      return places.reduce((masked, place) => {
        const from = Math.max(place.start - start, 0);
        const to = Math.min(place.end - start, text.length);
        return from < to ? masked.slice(0, from) + '*'.repeat(to - from) + masked.slice(to) : masked;
      }, text);
    },
  };
}
