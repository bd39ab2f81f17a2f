/** Where in a YAML document a cursor stands, also in one that is half typed. */
import { type Document, isMap, isPair, isScalar, type Node, type Pair, parseDocument, visit } from 'yaml';
import type { Span } from '../../finding.ts';

/** One reading of what is being typed; in half-typed YAML a word can be a value or the key of a map that begins. */
export interface YamlPosition {
  as: 'key' | 'value';
  /** The keys and indexes that lead there; of a key, to the map that holds it. */
  path: (string | number)[];
  /** Other keys of the map. */
  siblings: string[];
  /** What stands there already, from its first to its last character, without quotes. */
  word: Span;
  isQuoted: boolean;
  /** True where a colon follows. */
  hasColon: boolean;
  /** True between brackets or braces, where a value may not break the line. */
  isFlow: boolean;
}

// No text has it, and YAML takes it for a letter.
const cursor = '\uE000';

/** The readings of the place, the likelier one first; [] in comments. */
export function yamlPositions(text: string, offset: number): YamlPosition[] {
  const before = /[\w./:@*~+-]*$/.exec(lineBefore(text, offset))?.[0] ?? '';
  const after = /^[\w./@*~+-]*/.exec(text.slice(offset))?.[0] ?? '';
  const word = { start: offset - before.length, end: offset + after.length };
  const rest = /^[^\r\n]*/.exec(text.slice(word.end))?.[0] ?? '';
  const hasColon = /^\s*:(?:\s|$)/.test(rest);
  const asValue = read(text.slice(0, offset) + cursor + text.slice(offset));
  // Without its colon a key joins what stands in the next line.
  const isAlone = /^[ \t]*(?:-[ \t]+)*$/.test(lineBefore(text, word.start)) && /^\s*(?:#.*)?$/.test(rest);
  const asKey = isAlone ? read(`${text.slice(0, offset)}${cursor}${after}: ${text.slice(word.end)}`) : undefined;
  const readings = [asKey, asValue].filter((reading) => reading !== undefined && !reading.isJoined);
  const distinct = readings.filter((reading, index) => readings.findIndex((other) => isSame(other, reading)) === index);
  return distinct.flatMap((reading) => {
    if (!reading) return [];
    const { as, path, siblings, isQuoted, isFlow } = reading;
    return [{ as, path, siblings, word, isQuoted, isFlow, hasColon: as === 'key' && hasColon }];
  });
}

interface Reading extends Omit<YamlPosition, 'word' | 'hasColon'> {
  /** True when the word was read together with another one. */
  isJoined: boolean;
}

function read(text: string): Reading | undefined {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  let found: Reading | undefined;
  visit(document, {
    Scalar(key, node, ancestors) {
      if (typeof node.value !== 'string' || !node.value.includes(cursor)) return undefined;
      const isQuoted = node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE';
      const isText = node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL';
      const isJoined = isText || (!isQuoted && /\s/.test(node.value));
      const own = ancestors.at(-1);
      const map = ancestors.findLast((each) => isMap(each));
      const keys = isMap(map) ? map.items.filter((pair) => pair !== own).map(keyOf) : [];
      found = {
        as: key === 'key' ? 'key' : 'value',
        path: pathOf(ancestors, node, key === 'key'),
        siblings: key === 'key' ? keys : [],
        isQuoted,
        isFlow: ancestors.some((each) => 'flow' in each && each.flow === true),
        isJoined,
      };
      return visit.BREAK;
    },
  });
  return found;
}

// From the document down; the pair of a key being typed names nothing yet.
function pathOf(ancestors: readonly (Document | Node | Pair)[], node: Node, isKey: boolean): (string | number)[] {
  const chain = [...ancestors.slice(1), node];
  return chain.flatMap((each, index): (string | number)[] => {
    if (isPair(each)) return isKey && index === chain.length - 2 ? [] : [keyOf(each)];
    const outer = chain[index - 1];
    return outer && 'items' in outer && !isMap(outer) ? [outer.items.findIndex((item) => item === each)] : [];
  });
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : '';
}

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
}

function isSame(a: Reading | undefined, b: Reading | undefined): boolean {
  return a?.as === b?.as && JSON.stringify(a?.path) === JSON.stringify(b?.path);
}
