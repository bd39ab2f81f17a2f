/** Where lines begin and end around a place, and what stands beside it. */

export interface Around {
  /** Where the line of the start begins. */
  lineStart: number;
  /** Behind the line end of the line in which the place ends. */
  lineEnd: number;
  /** What stands before and behind the place on its lines. */
  before: string;
  after: string;
}

/** The surroundings of a span. */
export function around(text: string, start: number, end: number): Around {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const lineEnd = newline < 0 ? text.length : newline + 1;
  return {
    lineStart,
    lineEnd,
    before: text.slice(lineStart, start),
    after: text.slice(end, lineEnd).replace(/\r?\n$/, ''),
  };
}

/** The blanks at the start of the line of an offset. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? '';
}

/** The line end that the text uses. */
export function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The offset of the first character from `at` that is neither blank nor in a comment. */
export function skipTrivia(text: string, at: number, lineComment: '//' | '#'): number {
  for (let index = at; ;) {
    const blank = /^\s*/.exec(text.slice(index))?.[0].length ?? 0;
    index += blank;
    if (text.startsWith(lineComment, index)) {
      const end = text.indexOf('\n', index);
      index = end < 0 ? text.length : end;
    } else if (lineComment === '//' && text.startsWith('/*', index)) {
      const end = text.indexOf('*/', index);
      index = end < 0 ? text.length : end + 2;
    } else return index;
  }
}
