/** Reads access paths: `ToolContext.Member[authInfo].Member[token]` becomes a root and tokens. */
import type { AccessPath, ArgumentIndex, PathRoot, PathToken } from './model.ts';

/** Says what is wrong with an access path, and where. */
export class AccessPathError extends Error {
  override readonly name = 'AccessPathError';
  /** 1-based column inside the path. */
  readonly column: number;
  constructor(message: string, column: number) {
    super(message);
    this.column = column;
  }
}

/** One piece of a path: `word`, with what stands in its brackets. */
interface Piece {
  word: string;
  column: number;
  body?: string;
  /** 1-based column of the first character inside the brackets. */
  bodyColumn: number;
}

const relativeHeads = new Set(['Argument', 'ReturnValue', 'Instance', 'Parameter']);
const plainRoots: Record<string, PathRoot> = {
  Any: { kind: 'any' },
  Unmodelled: { kind: 'unmodelled' },
  Unresolved: { kind: 'unresolved' },
  UnknownLogger: { kind: 'logger' },
};
const typeName = /^(?:[^\s[\],#']+#)?[A-Za-z_$][\w$:]*$/;

/** Parses the path of a row; throws AccessPathError with the column of the first mistake. */
export function parseAccessPath(text: string): AccessPath {
  const pieces = split(text);
  const [head, ...rest] = pieces;
  if (!head) throw new AccessPathError('the path is empty', 1);
  if (head.word === 'Member' || head.word === 'Default') {
    return { text, root: { kind: 'package' }, tokens: pieces.map(toToken) };
  }
  return { text, root: toRoot(head), tokens: rest.map(toToken) };
}

/** Parses a path that is relative to a call; throws AccessPathError with the column of the first mistake. */
export function parseRelativePath(text: string): PathToken[] {
  const pieces = split(text);
  const [head] = pieces;
  if (!head) throw new AccessPathError('the path is empty', 1);
  if (!relativeHeads.has(head.word)) {
    throw new AccessPathError(
      `a relative path begins with ${[...relativeHeads].join(', ')}, not "${head.word}"`,
      head.column,
    );
  }
  return pieces.map(toToken);
}

function toRoot(piece: Piece): PathRoot {
  const { word, column, body } = piece;
  if (word === 'Type' || word === 'Global') {
    const name = body?.trim() ?? '';
    const isName = word === 'Type' ? typeName.test(name) : /^[\w$.:]+$/.test(name);
    if (!isName)
      throw new AccessPathError(`${word} needs one name in brackets, as in ${word}[Request]`, piece.bodyColumn);
    return word === 'Type' ? { kind: 'exported', name } : { kind: 'global', name };
  }
  if (body !== undefined) {
    throw new AccessPathError(
      `a path cannot begin with ${word}[…]; it begins with Member, Default, Type, Global, Any or a type's name`,
      column,
    );
  }
  const plain = plainRoots[word];
  if (plain) return plain;
  if (isReserved(word)) throw new AccessPathError(`a path cannot begin with ${word}`, column);
  if (!typeName.test(word)) throw new AccessPathError(`"${word}" is not the name of a type`, column);
  return { kind: 'type', name: word };
}

const bare: Record<string, PathToken> = {
  Default: { kind: 'default' },
  ReturnValue: { kind: 'return' },
  Instance: { kind: 'instance' },
  Element: { kind: 'element' },
};
const bracketed: Record<string, (body: string, column: number) => PathToken> = {
  Member: (body, column) => ({ kind: 'member', names: body === '*' ? '*' : toNames(body, column) }),
  Argument: (body, column) => ({ kind: 'argument', index: toIndex(body, column) }),
  Parameter(body, column) {
    const index = toIndex(body, column);
    if (typeof index === 'string') throw new AccessPathError(`Parameter takes numbers, not "${index}"`, column);
    return { kind: 'parameter', index };
  },
  Key: (body, column) => ({ kind: 'key', argument: toNumber(body, column) }),
  WithArgument(body, column) {
    const equals = body.indexOf('=');
    if (equals < 0)
      throw new AccessPathError('WithArgument needs a number and a text, as in WithArgument[0=authorization]', column);
    const texts = toNames(body.slice(equals + 1), column + equals + 1);
    return { kind: 'withArgument', argument: toNumber(body.slice(0, equals), column), texts };
  },
};

function isReserved(word: string): boolean {
  return word in bare || word in bracketed;
}

function toToken(piece: Piece): PathToken {
  const { word, column, body, bodyColumn } = piece;
  const simple = bare[word];
  if (simple) {
    if (body !== undefined) throw new AccessPathError(`${word} takes no brackets`, bodyColumn - 1);
    return simple;
  }
  const build = bracketed[word];
  if (!build)
    throw new AccessPathError(
      `unknown word "${word}"; known are ${[...Object.keys(bracketed), ...Object.keys(bare)].join(', ')}`,
      column,
    );
  if (body === undefined) throw new AccessPathError(`${word} needs brackets`, column);
  return build(body, bodyColumn);
}

function toIndex(body: string, column: number): ArgumentIndex {
  if (body === 'this' || body === 'last' || body === 'maker') return body;
  const range = /^(\d+)\.\.(\d*)$/.exec(body);
  if (range) {
    const from = Number(range[1]);
    const to = range[2] ? Number(range[2]) : Number.MAX_SAFE_INTEGER;
    if (to < from) throw new AccessPathError(`the range ${body} is empty`, column);
    return { from, to };
  }
  const counted = /^(\d+)([<=])(\d+)$/.exec(body);
  if (counted) {
    const position = Number(counted[1]);
    return { from: position, to: position, [counted[2] === '<' ? 'below' : 'count']: Number(counted[3]) };
  }
  if (body.includes(',')) return { list: body.split(',').map((part) => toNumber(part, column)) };
  const only = toNumber(body, column);
  return { from: only, to: only };
}

function toNumber(body: string, column: number): number {
  const trimmed = body.trim();
  if (!/^\d+$/.test(trimmed))
    throw new AccessPathError(`"${trimmed}" is not a position; use 0, 1.., 0..2, 0,2, 0<4 or 1=4`, column);
  return Number(trimmed);
}

// Names that hold `]`, `,` or outer blanks stand in single quotes; a quote inside is doubled.
function toNames(body: string, column: number): string[] {
  const names: string[] = [];
  const part = /\s*(?:'((?:[^']|'')*)'|([^,']*))\s*(,|$)/y;
  for (let at = 0; at <= body.length; at = part.lastIndex) {
    part.lastIndex = at;
    const match = part.exec(body);
    const name = match?.[1]?.replaceAll("''", "'") ?? match?.[2]?.trim() ?? '';
    if (!match || name === '') throw new AccessPathError('a name is missing between the brackets', column + at);
    names.push(name);
    if (match[3] === '') break;
  }
  return names;
}

function split(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const start = at;
    // A package name before `#` may hold dots; elsewhere a dot ends the word.
    const qualified = start === 0 ? /^[^[\]\s']*#/.exec(text) : null;
    at += qualified ? qualified[0].length : 0;
    while (at < text.length && text[at] !== '.' && text[at] !== '[') at++;
    const piece: Piece = { word: text.slice(start, at), column: start + 1, bodyColumn: at + 2 };
    if (!piece.word) throw new AccessPathError('a word is missing here', start + 1);
    if (text[at] === '[') {
      const close = closing(text, at);
      piece.body = text.slice(at + 1, close);
      at = close + 1;
    }
    pieces.push(piece);
    if (at === text.length) break;
    if (text[at] !== '.') throw new AccessPathError(`expected "." before "${text.slice(at)}"`, at + 1);
    at++;
    if (at === text.length) throw new AccessPathError('the path ends with a dot', at);
  }
  return pieces;
}

function closing(text: string, open: number): number {
  let isQuoted = false;
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === "'") isQuoted = !isQuoted;
    else if (text[at] === ']' && !isQuoted) return at;
  }
  throw new AccessPathError('the bracket is never closed', open + 1);
}
