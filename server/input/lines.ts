/** Offsets to lines and columns and back, by a table that is built when first asked for. */

export interface Position {
  /** 1-based. */
  line: number;
  /** 1-based, in UTF-16 units. */
  column: number;
}

export interface Lines {
  /** The place of an offset; offsets outside the text count as its nearest end. */
  at(offset: number): Position;
  /** The offset of a place; places outside the text count as the nearest one inside. */
  offset(line: number, column: number): number;
  /** The text of a line without its end; '' outside. */
  text(line: number): string;
  /** At least 1. */
  readonly count: number;
}

/** Lines as LSP and SARIF count them: they end with \n, \r\n or a lone \r. */
export function createLines(text: string): Lines {
  let table: number[] | undefined;
  const starts = (): number[] => (table ??= lineStarts(text));
  const startOf = (line: number): number => starts()[line - 1] ?? text.length;
  const endOf = (line: number): number => {
    let end = line < starts().length ? startOf(line + 1) : text.length;
    if (line < starts().length)
      end -= text.charCodeAt(end - 1) === 10 && text.charCodeAt(end - 2) === 13 && end - 2 >= startOf(line) ? 2 : 1;
    return end;
  };
  return {
    at(offset) {
      const place = Math.min(Math.max(offset, 0), text.length);
      let low = 0;
      let high = starts().length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (startOf(middle + 1) <= place) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: place - startOf(low + 1) + 1 };
    },
    offset(line, column) {
      if (line < 1) return 0;
      if (line > starts().length) return text.length;
      return Math.min(startOf(line) + Math.max(column, 1) - 1, endOf(line));
    },
    text(line) {
      return line < 1 || line > starts().length ? '' : text.slice(startOf(line), endOf(line));
    },
    get count() {
      return starts().length;
    },
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}
