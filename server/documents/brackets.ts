/** Brackets and quotes that are never closed, in languages whose readers go on wherever they can. */
import type { Cursor } from './cursor.ts';
import type { SyntaxProblem, TextTree } from './document.ts';

const closing: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** The first text, comment or bracket that is not closed, or closes nothing; the cursor ends wherever that is. */
export function unclosed(cursor: Cursor, text: (cursor: Cursor) => TextTree | undefined): SyntaxProblem[] {
  const open: number[] = [];
  for (;;) {
    const before = cursor.at;
    cursor.skip(true);
    if (cursor.isAtEnd()) {
      const comment = cursor.text.lastIndexOf('/*');
      if (comment >= before && cursor.text.indexOf('*/', comment + 2) < 0)
        return problem(comment, 2, 'a comment that is not closed');
      const at = open.pop();
      return at === undefined ? [] : problem(at, 1, `\`${cursor.text.charAt(at)}\` is not closed`);
    }
    const start = cursor.at;
    const found = text(cursor);
    if (found) {
      if (found.inner.end === found.end) return problem(start, 1, 'a text that is not closed');
      continue;
    }
    const char = cursor.text.charAt(start);
    cursor.at = start + 1;
    if (char in closing) open.push(start);
    else if (char === ')' || char === ']' || char === '}') {
      const opener = open.pop();
      if (opener === undefined) return problem(start, 1, `\`${char}\` closes nothing`);
      const opened = cursor.text.charAt(opener);
      if (closing[opened] !== char) return problem(opener, 1, `\`${opened}\` is not closed before \`${char}\``);
    }
  }
}

function problem(start: number, length: number, message: string): SyntaxProblem[] {
  return [{ start, end: start + length, message }];
}
