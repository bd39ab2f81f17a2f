/** What a file imports, without parsing it, so that the importers of a file are known. */
import { detectEncoding, decode } from './encoding.ts';

const specifier =
  /\b(?:from|import|require(?:\.resolve)?)\s*(?:\(\s*)?(?:\/\*[^*]{0,200}\*\/\s*)?(["'`])([^"'`$\r\n]{1,300})\1/g;

/**
 * The specifiers of imports, re-exports, `require` and `import()` in order, each one once.
 * It may name one too many (in a comment or a string), never one too few that is written as a constant.
 */
export function scanSpecifiers(content: string | Uint8Array): string[] {
  if (typeof content === 'string') return scan(content);
  if (detectEncoding(content).encoding !== 'utf8') return scan(decode(content)?.text ?? '');
  const view = Buffer.from(content.buffer, content.byteOffset, content.length);
  return scan(view.toString('latin1')).map((found) => Buffer.from(found, 'latin1').toString('utf8'));
}

function scan(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(specifier), ([, , found]) => found ?? ''))];
}
