/** What the content says about its author: code that no person wrote is not worth a person's reading. */

const headLength = 4096;
// Blank space, comments and directives; the first statement ends it.
const head = /^(?:\s|#![^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|(['"])use [a-z]+\1;?)*/;
const marker =
  /@generated\b(?!-)|\bthis (?:file|code|module) (?:is|was|has been) (?:auto[- ]?|automatically )?generated\b/i;
const made = /\bgenerated\b/i;
const keepOff =
  /\b(?:do not|don't|never)\s+(?:manually\s+)?(?:edit|modify|change)\b|\b(?:edits|changes|modifications)\b.{0,60}\b(?:lost|overwritten)\b/i;

// A client that was made from a description is a library; a server that was is deployed as it is.
const serving = /from ['"]@modelcontextprotocol\/(?:sdk\/)?server\b/;

/**
 * True when the comments before the first statement say that a tool wrote the file and people should keep off, unless
 * it serves agents.
 */
export function isGenerated(text: string): boolean {
  const comments = head.exec(text.slice(0, headLength))?.[0] ?? '';
  return (marker.test(comments) || (made.test(comments) && keepOff.test(comments))) && !serving.test(text);
}

const longLine = 1000;
const fewLines = 50;
const punctuation = /[;{}(),]/g;

/**
 * True when nearly all of the text stands in very long lines of code.
 * A long line of data (a picture as base64) has next to no punctuation and does not count, and a file with
 * fifty ordinary lines is read whatever else is in it.
 */
export function isMinified(text: string): boolean {
  if (text.length < longLine) return false;
  let dense = 0;
  let ordinary = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (end - start > longLine) {
      if (isDense(text.slice(start, start + 10 * longLine))) dense += end - start;
    } else if (end - start > 1 && ++ordinary >= fewLines) return false;
    start = end + 1;
  }
  return dense > text.length * 0.7;
}

function isDense(line: string): boolean {
  return (line.match(punctuation)?.length ?? 0) > line.length * 0.05;
}
