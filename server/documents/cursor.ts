/** A place in a text that moves forward: what the scanners of HCL and Bicep share. */

export interface Cursor {
  readonly text: string;
  at: number;
  /** Skips blanks and comments; line ends only when asked to. */
  skip(acrossLines: boolean): void;
  startsWith(word: string): boolean;
  /** Moves over the word when it stands here. */
  take(word: string): boolean;
  /** Moves over what the sticky expression matches and returns it. */
  match(pattern: RegExp): string | undefined;
  isAtEnd(): boolean;
}

/** A cursor at the start of the text; `comments` open comments that run to the end of their line. */
export function createCursor(text: string, comments: readonly string[]): Cursor {
  const cursor: Cursor = {
    text,
    at: 0,
    skip(acrossLines) {
      for (;;) {
        const char = text.charAt(cursor.at);
        if (char === ' ' || char === '\t' || char === '\r' || (char === '\n' && acrossLines)) cursor.at++;
        else if (comments.some((open) => text.startsWith(open, cursor.at))) cursor.at = lineEnd(text, cursor.at);
        else if (text.startsWith('/*', cursor.at)) {
          const close = text.indexOf('*/', cursor.at + 2);
          cursor.at = close < 0 ? text.length : close + 2;
        } else return;
      }
    },
    startsWith: (word) => text.startsWith(word, cursor.at),
    take(word) {
      if (!text.startsWith(word, cursor.at)) return false;
      cursor.at += word.length;
      return true;
    },
    match(pattern) {
      pattern.lastIndex = cursor.at;
      const found = pattern.exec(text)?.[0];
      if (found !== undefined) cursor.at += found.length;
      return found;
    },
    isAtEnd: () => cursor.at >= text.length,
  };
  return cursor;
}

/** The offset of the next line end. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Behind the brace that closes a `${` whose content begins at the offset; strings in it may hold braces. */
export function holeEnd(text: string, at: number, quote: string): number {
  let depth = 1;
  for (let index = at; index < text.length; index++) {
    const char = text[index];
    if (char === quote) index = stringEnd(text, index + 1, quote) - 1;
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return index + 1;
    else if (char === '\n' && quote === "'") return index;
  }
  return text.length;
}

/** Behind the quote that closes a text whose content begins at the offset; the line end where it is not closed. */
export function stringEnd(text: string, at: number, quote: string): number {
  for (let index = at; index < text.length; index++) {
    const char = text[index];
    if (char === '\\') index++;
    else if (char === '\n') return index;
    else if (char === quote) return index + 1;
    else if (char === '$' && text[index + 1] === '{' && text[index - 1] !== '$')
      index = holeEnd(text, index + 2, quote) - 1;
  }
  return text.length;
}
