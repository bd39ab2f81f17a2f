/** Where the expressions of a text stand: the holes of a template string, the operands of `+`. */
import type { Span } from '../../finding.ts';

export interface TextPart extends Span {
  /** True for a hole, with its `${` and `}`. */
  isHole: boolean;
}

/** The parts of the text in the order of its facts; undefined where it is not written in one of the two ways. */
export function partsOfText(written: string): TextPart[] | undefined {
  const parts: TextPart[] = [];
  let from = 0;
  for (let at = 0; at <= written.length; at = next(written, at)) {
    if (at < written.length && (written[at] !== '+' || written[at + 1] === '+' || written[at - 1] === '+')) continue;
    const operand = written.slice(from, at);
    const start = from + operand.length - operand.trimStart().length;
    const code = operand.trim();
    if (code === '') return undefined;
    if (code.startsWith('`')) parts.push(...holesOf(code).map((hole) => moved(hole, start)));
    else if (!/^(['"])(?:(?!\1)[^\\]|\\[\s\S])*\1$/.test(code))
      parts.push({ start, end: start + code.length, isHole: false });
    from = at + 1;
  }
  return parts;
}

function moved({ start, end, isHole }: TextPart, by: number): TextPart {
  return { start: start + by, end: end + by, isHole };
}

function holesOf(template: string): TextPart[] {
  const holes: TextPart[] = [];
  for (let at = 1; at < template.length; at++) {
    if (template[at] === '\\') at++;
    if (!template.startsWith('${', at)) continue;
    const end = next(template, at + 1);
    holes.push({ start: at, end, isHole: true });
    at = end - 1;
  }
  return holes;
}

const closing: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** The offset behind what begins at the offset: a quoted text, a template string, a bracket with all that is in it, or one character. */
function next(code: string, at: number): number {
  const first = code[at] ?? '';
  const close = closing[first];
  if (close !== undefined) {
    let inner = at + 1;
    while (inner < code.length && code[inner] !== close) inner = next(code, inner);
    return inner + 1;
  }
  if (!/['"`]/.test(first)) return at + 1;
  for (let inner = at + 1; inner < code.length; inner++) {
    if (code[inner] === '\\') inner++;
    else if (first === '`' && code.startsWith('${', inner)) inner = next(code, inner + 1) - 1;
    else if (code[inner] === first) return inner + 1;
  }
  return code.length + 1;
}
