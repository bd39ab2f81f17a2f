/** JSON as people write it: with comments, trailing commas and holes of template languages. */
import { type Node, parseTree, type ParseError, printParseErrorCode } from 'jsonc-parser';
import type { Entry, SyntaxProblem, Tree } from './document.ts';
import { offsetsOf } from './offsets.ts';
import { readYaml } from './yaml.ts';

/** Deeper nesting is cut off; no manifest needs it. */
const maxDepth = 200;

/** The tree of a JSON text; problems say what was skipped. */
export function readJson(file: string, text: string): { root?: Tree; problems: SyntaxProblem[] } {
  const errors: ParseError[] = [];
  let node: Node | undefined;
  try {
    node = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  } catch (error) {
    // The parser recurses: brackets by the thousand exhaust the stack.
    if (!(error instanceof RangeError)) throw error;
    return { problems: [{ start: 0, end: Math.min(1, text.length), message: 'nested too deeply', isEnd: true }] };
  }
  const problems: SyntaxProblem[] = errors.map(({ error, offset, length }) => ({
    start: offset,
    end: offset + Math.max(1, length),
    message: wording[printParseErrorCode(error)] ?? 'not JSON',
  }));
  const root = node && toTree({ file, text, problems }, node, 0);
  // Single quotes and bare keys are no mistakes in JSON5; the reader of YAML takes them, and what it does not take is not judged.
  if (problems.length > 0 && json5.test(file)) {
    const { roots, problems: others } = readYaml(file, withoutComments(text));
    return roots[0] && roots.length === 1 && others.length === 0
      ? { root: roots[0], problems: [] }
      : { ...(root ? { root } : {}), problems: [] };
  }
  return root ? { root, problems } : { problems };
}

const json5 = /\.json5$|(?:^|\/)(?:openclaw|clawdbot|moltbot)\.json$/i;

/** The text with blanks in the place of comments. */
function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (found) =>
    found.startsWith('/') ? found.replace(/[^\r\n]/g, ' ') : found,
  );
}

const wording: Record<string, string> = {
  InvalidSymbol: 'a word that is no JSON',
  InvalidNumberFormat: 'a number that is no JSON',
  PropertyNameExpected: 'a property name in double quotes is expected',
  ValueExpected: 'a value is expected',
  ColonExpected: 'a colon is expected',
  CommaExpected: 'a comma is expected',
  CloseBraceExpected: 'a closing brace is expected',
  CloseBracketExpected: 'a closing bracket is expected',
  EndOfFileExpected: 'nothing more is expected here',
  UnexpectedEndOfString: 'a text that is not closed',
  UnexpectedEndOfComment: 'a comment that is not closed',
  InvalidCharacter: 'a character that must be escaped',
  InvalidEscapeCharacter: 'an escape that JSON does not have',
};

interface Reading {
  file: string;
  text: string;
  problems: SyntaxProblem[];
}

function toTree(reading: Reading, node: Node, depth: number): Tree | undefined {
  const { file, text, problems } = reading;
  const at = { file, start: node.offset, end: node.offset + node.length };
  const children = depth > maxDepth ? [] : (node.children ?? []);
  if (children.length < (node.children?.length ?? 0))
    problems.push({ start: at.start, end: at.start + 1, message: 'nested too deeply', isEnd: true });
  switch (node.type) {
    case 'object':
      return {
        kind: 'map',
        ...at,
        isFlow: true,
        entries: children.flatMap((child) => toEntry(reading, child, depth)),
      };
    case 'array':
      return {
        kind: 'list',
        ...at,
        isFlow: true,
        items: children.flatMap((item) => toTree(reading, item, depth + 1) ?? []),
      };
    case 'string': {
      const value = String(node.value);
      // A text that is not closed ends where its line does.
      const isClosed = node.length > 1 && text[at.end - 1] === '"';
      const inner = { start: at.start + 1, end: isClosed ? at.end - 1 : at.end };
      const offsets = offsetsOf(text, inner.start, inner.end, value, 'backslash');
      return { kind: 'text', ...at, value, inner, style: 'double', ...(offsets ? { offsets } : {}) };
    }
    case 'number':
      return { kind: 'number', ...at, value: Number(node.value) };
    case 'boolean':
      return { kind: 'boolean', ...at, value: node.value === true };
    case 'null':
      return { kind: 'null', ...at };
    default:
      return undefined;
  }
}

function toEntry(reading: Reading, { children }: Node, depth: number): Entry[] {
  const [key, value] = children ?? [];
  const tree = value && toTree(reading, value, depth + 1);
  const { file } = reading;
  if (!key || !tree) return [];
  return [{ key: String(key.value), at: { file, start: key.offset, end: key.offset + key.length }, value: tree }];
}
