/** What can be seen in source text without a parser: what may be skipped, how its author ends lines and quotes. */

const trivia = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const literal = /"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|'([^'"\\\n]*)'/g;

/** The offset of what follows the spaces and comments at `from`. */
export function skipTrivia(text: string, from: number): number {
  trivia.lastIndex = from;
  trivia.test(text);
  return trivia.lastIndex;
}

/** True when text between two tokens holds a comment. */
export function hasComment(between: string): boolean {
  return /\/[/*]/.test(between);
}

/** How the lines of the text end. */
export function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The white space before the first word of the line that holds the offset. */
export function indentation(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? '';
}

/** The quote that the author writes, as the imports show it. */
export function quoteOf(text: string): string {
  const imported = /\b(?:from|import|require\()\s*(['"])/.exec(text)?.[1];
  if (imported !== undefined) return imported;
  const count = (quote: string): number => text.split(quote).length;
  return count('"') > count("'") ? '"' : "'";
}

/** The code with `quote` around the texts that stand in single quotes. */
export function inQuotes(code: string, quote: string): string {
  return code.replace(literal, (all, inner?: string) => (inner === undefined ? all : quote + inner + quote));
}

/** The end of the line's code and comments behind `from`, or `from` where other code follows on the line. */
export function endOfLine(text: string, from: number): number {
  const rest = /(?:[ \t]*\/\*[^\n]*?\*\/)*[ \t]*(?:\/\/[^\r\n]*)?(?=\r?\n)/y;
  rest.lastIndex = from;
  const found = rest.exec(text);
  return found ? from + found[0].trimEnd().length : from;
}
