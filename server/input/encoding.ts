/** Bytes to text and back, without losing what an editor needs to write the file again. */
import { isUtf8 } from 'node:buffer';

export type Encoding = 'utf8' | 'utf16le' | 'utf16be';

export interface Decoded {
  /** Without byte-order mark; line ends are kept. */
  text: string;
  encoding: Encoding;
  hasBom: boolean;
  /** True when bytes that mean nothing became U+FFFD; such a file must not be written back. */
  isLossy: boolean;
}

// UTF-16 without a mark shows itself by zero bytes on one side of the pairs; text in Latin letters has them almost everywhere.
const probe = 4096;
const mostly = 0.6;
const hardly = 0.05;

/** The encoding that a byte-order mark or the place of zero bytes gives away; UTF-8 otherwise. */
export function detectEncoding(bytes: Uint8Array, length = bytes.length): { encoding: Encoding; bom: number } {
  const [a, b, c] = bytes;
  if (length >= 2 && a === 0xff && b === 0xfe) return { encoding: 'utf16le', bom: 2 };
  if (length >= 2 && a === 0xfe && b === 0xff) return { encoding: 'utf16be', bom: 2 };
  if (length >= 3 && a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf8', bom: 3 };
  const pairs = Math.min(length, probe) >> 1;
  if (pairs < 2 || length % 2 !== 0) return { encoding: 'utf8', bom: 0 };
  let first = 0;
  let second = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    if (bytes[at] === 0) first++;
    if (bytes[at + 1] === 0) second++;
  }
  if (second >= pairs * mostly && first <= pairs * hardly) return { encoding: 'utf16le', bom: 0 };
  if (first >= pairs * mostly && second <= pairs * hardly) return { encoding: 'utf16be', bom: 0 };
  return { encoding: 'utf8', bom: 0 };
}

/** The text of a file, or undefined when zero bytes show that it is none. */
export function decode(bytes: Uint8Array, length = bytes.length): Decoded | undefined {
  const { encoding, bom } = detectEncoding(bytes, length);
  const body = Buffer.from(bytes.buffer, bytes.byteOffset + bom, length - bom);
  if (encoding === 'utf8') {
    if (body.includes(0)) return undefined;
    return { text: body.toString('utf8'), encoding, hasBom: bom > 0, isLossy: !isUtf8(body) };
  }
  const whole = body.subarray(0, body.length & ~1);
  const text = (encoding === 'utf16be' ? Buffer.from(whole).swap16() : whole).toString('utf16le');
  if (text.includes('\0')) return undefined;
  const hasRest = whole.length !== body.length;
  return { text: hasRest ? `${text}\uFFFD` : text, encoding, hasBom: bom > 0, isLossy: hasRest };
}

/** The bytes of a text in the encoding that its file had, byte-order mark included. */
export function encode(text: string, { encoding, hasBom }: Pick<Decoded, 'encoding' | 'hasBom'>): Uint8Array {
  const marked = hasBom ? `\uFEFF${text}` : text;
  if (encoding === 'utf8') return Buffer.from(marked, 'utf8');
  const bytes = Buffer.from(marked, 'utf16le');
  return encoding === 'utf16be' ? bytes.swap16() : bytes;
}
