/** Holes that Helm and Jinja fill before a file is YAML: `{{ .Values.image }}`, `{% if … %}`. */

export interface Holes {
  /** The text with every hole replaced by as many harmless characters. */
  text: string;
  original: string;
  /** True when the holes are to be filled by a program. */
  isTemplate: boolean;
  /** True where a key may stand twice: in branches of a template, and at the start of lines of prose. */
  mayRepeat: boolean;
  /** True when a hole lies between the offsets. */
  isHole(start: number, end: number): boolean;
  /** The value with the holes of the original in it; the place as written where the two do not fit. */
  restore(start: number, end: number, value: string): string;
}

/** True for a text with holes that a program is to fill. */
export function hasHoles(text: string): boolean {
  return text.search(hole) >= 0;
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
  return toHoles(original, text, found, true);
}

function toHoles(original: string, text: string, found: { start: number; end: number }[], isTemplate: boolean): Holes {
  const isHole = (start: number, end: number): boolean => found.some((each) => each.start < end && start < each.end);
  return {
    text,
    original,
    isTemplate,
    mayRepeat: !isTemplate || found.length > 0,
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

// `argument-hint: [issue] [priority]` is a text to those who read it.
const hintLine = /^([A-Za-z][\w-]*:[ \t]+)(\[[^\]]*\][ \t]*[^\s#].*)$/;
const proseLine = /^([A-Za-z][\w-]*:[ \t]+)([^\s"'[{|>&!#].*)$/;

/**
 * Masks what is prose in front matter though it is no YAML: values with colons in them, and lines that go on without
 * indentation.
 */
export function maskProse(original: string): Holes {
  const found: { start: number; end: number }[] = [];
  let at = 0;
  const lines = original.split('\n').map((line) => {
    const start = at;
    at += line.length + 1;
    const [, key = '', value = ''] = proseLine.exec(line.trimEnd()) ?? [];
    if (value !== '' && /:(?:\s|$)|\s#|^[-?%@`*]/.test(value)) {
      found.push({ start: start + key.length, end: start + key.length + value.length });
      return line.replace(value, () => filler.repeat(value.length));
    }
    const [, hint = '', words = ''] = hintLine.exec(line.trimEnd()) ?? [];
    if (words !== '') {
      found.push({ start: start + hint.length, end: start + hint.length + words.length });
      return line.replace(words, () => filler.repeat(words.length));
    }
    const isYaml = line.trim() === '' || /^(?:\s|[A-Za-z"'][\w"'-]*:(?:\s|$)|-\s|#|[\]}])/.test(line);
    return isYaml ? line : line.replace(/[^\r]/g, ' ');
  });
  return toHoles(original, lines.join('\n'), found, false);
}
