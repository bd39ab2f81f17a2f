/** Texts of Python as their program sees them, with the place of every unit. */
import type { SyntaxNode } from '@lezer/common';
import type { TextTree } from './document.ts';

const opening = /^([A-Za-z]{0,2})("""|'''|"|')/;
const named: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\n': '' };

interface Piece {
  value: string;
  offsets: number[];
  isTemplate?: true;
}

/** The text at a node; undefined where it is none, or one of bytes. `filled` gives what stands in a hole, if that is constant. */
export function readPythonText(
  file: string,
  text: string,
  node: SyntaxNode,
  filled: (hole: SyntaxNode) => string | undefined = () => undefined,
): TextTree | undefined {
  const plain = node.name === 'String' ? readPlain(file, text, node) : undefined;
  if (plain) return plain;
  const parts =
    node.name === 'ContinuedString' ? node.getChildren('String').concat(node.getChildren('FormatString')) : [node];
  if (!parts.every(({ name }) => name === 'String' || name === 'FormatString')) return undefined;
  const pieces = parts.sort((a, b) => a.from - b.from).map((part) => pieceOf(text, part, filled));
  if (pieces.includes(undefined)) return undefined;
  const found = pieces.filter((piece) => piece !== undefined);
  const value = found.map((piece) => piece.value).join('');
  const offsets = found.flatMap((piece) => piece.offsets);
  const [first, last] = [parts[0] ?? node, parts.at(-1) ?? node];
  const quote = quoteOf(text, first);
  const inner = {
    start: contentStart(text, first),
    end: Math.max(contentStart(text, first), last.to - quoteOf(text, last).length),
  };
  const isPlain = parts.length === 1 && offsets.every((offset, index) => offset === inner.start + index);
  return {
    kind: 'text',
    file,
    start: node.from,
    end: node.to,
    value,
    inner,
    style: quote.startsWith('"') ? 'double' : 'single',
    ...(isPlain ? {} : { offsets }),
    ...(found.some(({ isTemplate }) => isTemplate) ? { isTemplate: true as const } : {}),
  };
}

/** A text without escapes, as most are. */
function readPlain(file: string, text: string, { from, to }: SyntaxNode): TextTree | undefined {
  const quote = text[from] ?? '';
  if ((quote !== '"' && quote !== "'") || (text[from + 1] === quote && text[from + 2] === quote)) return undefined;
  const value = text.slice(from + 1, to - 1);
  if (value.includes('\\') || to - from < 2 || text[to - 1] !== quote) return undefined;
  const inner = { start: from + 1, end: to - 1 };
  return { kind: 'text', file, start: from, end: to, value, inner, style: quote === '"' ? 'double' : 'single' };
}

function pieceOf(text: string, part: SyntaxNode, filled: (hole: SyntaxNode) => string | undefined): Piece | undefined {
  const [, prefix = ''] = opening.exec(text.slice(part.from, part.from + 5)) ?? [];
  if (/b/i.test(prefix)) return undefined;
  const [isRaw, isFormat] = [/r/i.test(prefix), part.name === 'FormatString'];
  const holes = new Map(part.getChildren('FormatReplacement').map((hole) => [hole.from, hole]));
  const piece: Piece = { value: '', offsets: [] };
  const end = part.to - quoteOf(text, part).length;
  const add = (value: string, at: number): void => {
    piece.value += value;
    for (let unit = 0; unit < value.length; unit++) piece.offsets.push(at);
  };
  for (let at = contentStart(text, part); at < end;) {
    const hole = holes.get(at);
    const inner = hole?.firstChild?.nextSibling;
    const character = text[at] ?? '';
    if (hole) {
      const value = inner ? filled(inner) : undefined;
      if (value === undefined) piece.isTemplate = true;
      add(value ?? '${}', at);
      at = Math.max(hole.to, at + 1);
    } else if (character === '\\' && !isRaw) {
      const [whole, value] = escapeAt(text, at);
      add(value, at);
      at += whole;
    } else {
      add(character, at);
      at += isFormat && /[{}]/.test(character) && text[at + 1] === character ? 2 : 1;
    }
  }
  return piece;
}

/** How long the escape is, and what it stands for. */
function escapeAt(text: string, at: number): [length: number, value: string] {
  const rest = text.slice(at + 1, at + 11);
  const [code, digits] = /^(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8}))/i.exec(rest)?.filter(Boolean) ?? [];
  if (code !== undefined && digits !== undefined) {
    const point = Number.parseInt(digits, 16);
    return [1 + code.length, point <= 0x10ffff ? String.fromCodePoint(point) : code];
  }
  const [octal] = /^[0-7]{1,3}/.exec(rest) ?? [];
  if (octal !== undefined) return [1 + octal.length, String.fromCodePoint(Number.parseInt(octal, 8))];
  const next = rest[0] ?? '';
  // An escape that Python does not know stays as it is written.
  return [2, named[next] ?? (/["'\\]/.test(next) ? next : `\\${next}`)];
}

function contentStart(text: string, part: SyntaxNode): number {
  return part.from + (opening.exec(text.slice(part.from, part.from + 5))?.[0].length ?? 0);
}

/** The quote that closes the text; '' where nothing does. */
function quoteOf(text: string, part: SyntaxNode): string {
  const quote = opening.exec(text.slice(part.from, part.from + 5))?.[2] ?? '';
  return part.to - quote.length > part.from && text.slice(part.to - quote.length, part.to) === quote ? quote : '';
}
