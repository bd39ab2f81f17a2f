/** A look at how deep a text nests, before a parser that recurses is given it. */

/** No manifest nests so deep; parsers end the whole process somewhere above. */
const maxDepth = 1000;

/** Where brackets that stay open, or dashes and blanks at the start of a line, nest deeper than in any manifest. */
export function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  let column = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 91 || code === 123) {
      if (++depth > maxDepth) return at;
    } else if (code === 93 || code === 125) depth = Math.max(0, depth - 1);
    if (code === 10) column = 0;
    else if (column >= 0 && (code === 32 || code === 45 || code === 63 || code === 58)) {
      if (++column > 2 * maxDepth) return at;
    } else column = -1;
  }
  return undefined;
}
