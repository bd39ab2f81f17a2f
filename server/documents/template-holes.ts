/** Holes that Helm and Jinja fill before a file is YAML: `{{ .Values.image }}`, `{% if … %}`. */

export interface Holes {
  /** The text with every hole replaced by as many harmless characters. */
  text: string;
  original: string;
  /** True when a hole lies between the offsets. */
  isHole(start: number, end: number): boolean;
  /** The value with the holes of the original in it; the place as written where the two do not fit. */
  restore(start: number, end: number, value: string): string;
}

// `${{ … }}` is an expression of GitHub and stands in YAML as it is.
const hole = /(?<!\$)\{\{[\s\S]{0,2000}?\}\}|\{%[\s\S]{0,2000}?%\}/g;
const filler = 'x';

/** Masks the holes of a text; a directive that has its line for itself becomes blank. */
export function maskHoles(original: string): Holes {
  const found: { start: number; end: number }[] = [];
  const text = !/\{\{|\{%/.test(original)
    ? original
    : original.replace(hole, (written: string, at: number) => {
        found.push({ start: at, end: at + written.length });
        const before = original.slice(original.lastIndexOf('\n', at - 1) + 1, at);
        const after = /[^\n]*/.exec(original.slice(at + written.length))?.[0] ?? '';
        const isAlone = before.trim() === '' && after.trim() === '';
        return written.replace(/[^\r\n]/g, isAlone ? ' ' : filler);
      });
  const isHole = (start: number, end: number): boolean => found.some((each) => each.start < end && start < each.end);
  return {
    text,
    original,
    isHole,
    restore(start, end, value) {
      const raw = original.slice(start, end);
      if (raw.length !== value.length) return raw;
      let restored = value;
      for (const each of found) {
        if (each.start < start || each.end > end) continue;
        const from = each.start - start;
        const to = each.end - start;
        restored = restored.slice(0, from) + original.slice(each.start, each.end) + restored.slice(to);
      }
      return restored;
    },
  };
}
