/** YAML with anchors, merge keys, tags, several documents, and the holes of Helm and Jinja. */
import {
  type Alias,
  type Document as YamlDocument,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Entry, SyntaxProblem, TextTree, Tree } from './document.ts';
import { type Escape, offsetsOf } from './offsets.ts';
import { type Holes, maskHoles } from './template-holes.ts';

/** Aliases may stand for at most so many values in one file, so that a billion laughs stay cheap to walk. */
const maxAliased = 20_000;
const maxDepth = 200;

/** The trees of all documents of a YAML text. */
export function readYaml(
  file: string,
  text: string,
  holes = maskHoles(text),
): { roots: Tree[]; problems: SyntaxProblem[] } {
  let documents: YamlDocument.Parsed[];
  try {
    const parsed = parseAllDocuments(holes.text, {
      strict: false,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    });
    documents = Array.isArray(parsed) ? parsed : [];
  } catch (error) {
    return {
      roots: [],
      problems: [{ start: 0, end: Math.min(1, text.length), message: reasonOf(error), isEnd: true }],
    };
  }
  const problems: SyntaxProblem[] = documents.flatMap(({ errors }) =>
    errors.map(({ pos: [start, end], message }) => ({ start, end: Math.max(end, start + 1), message })),
  );
  const roots = documents.flatMap((document) => {
    const reader = createReader(file, holes, document, problems);
    return document.contents ? [reader(document.contents, 0).tree] : [];
  });
  return { roots, problems };
}

function reasonOf(error: unknown): string {
  return error instanceof RangeError ? 'nested too deeply' : error instanceof Error ? error.message : String(error);
}

interface Sized {
  tree: Tree;
  size: number;
}

function createReader(file: string, holes: Holes, document: YamlDocument.Parsed, problems: SyntaxProblem[]) {
  const { original } = holes;
  const known = new Map<Node, Sized>();
  const open = new Set<Node>();
  let aliased = 0;

  function read(node: Node, depth: number): Sized {
    const done = known.get(node);
    if (done) return done;
    const at = placeAt(node);
    if (depth > maxDepth) problems.push({ ...at, message: 'nested too deeply', isEnd: true });
    if (depth > maxDepth || open.has(node)) return { tree: expression(at), size: 1 };
    open.add(node);
    const found = fresh(node, depth, at);
    open.delete(node);
    const sized = withTag(node, found);
    known.set(node, sized);
    return sized;
  }

  function placeAt(node: Node): { file: string; start: number; end: number } {
    const [start, end] = node.range ?? [0, 0];
    return { file, start, end: Math.max(start, end) };
  }

  function expression(at: { file: string; start: number; end: number }): Tree {
    return { kind: 'expression', ...at, source: original.slice(at.start, at.end), parts: [] };
  }

  function fresh(node: Node, depth: number, at: ReturnType<typeof placeAt>): Sized {
    if (isAlias(node)) return aliasOf(node, depth, at);
    if (isMap(node)) return mapOf(node, depth, at);
    if (isSeq(node)) {
      const items = node.items.flatMap((item) => (isNodeLike(item) ? [read(item, depth + 1)] : []));
      return {
        tree: {
          kind: 'list',
          ...at,
          items: items.map(({ tree }) => tree),
          ...(node.flow ? { isFlow: true as const } : {}),
        },
        size: items.reduce((sum, { size }) => sum + size, 1),
      };
    }
    return { tree: isScalar(node) ? scalarOf(node, at) : expression(at), size: 1 };
  }

  function aliasOf(node: Alias, depth: number, at: ReturnType<typeof placeAt>): Sized {
    const target = node.resolve(document);
    if (!target) {
      problems.push({ start: at.start, end: at.end, message: 'there is no anchor of this name' });
      return { tree: expression(at), size: 1 };
    }
    const found = read(target, depth + 1);
    aliased += found.size;
    return aliased > maxAliased ? { tree: expression(at), size: 1 } : found;
  }

  function mapOf(node: YAMLMap, depth: number, at: ReturnType<typeof placeAt>): Sized {
    const entries: Entry[] = [];
    const merged: Entry[] = [];
    const names = new Set<string>();
    let size = 1;
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      const keyAt = placeAt(key);
      const name = restored(keyAt, plainText(key.value));
      const after = { file, start: keyAt.end + 1, end: keyAt.end + 1 };
      const found: Sized = isNodeLike(value) ? read(value, depth + 1) : { tree: { kind: 'null', ...after }, size: 1 };
      size += found.size;
      if (name === '<<' && key.type === 'PLAIN') {
        merged.push(...mergedFrom(found.tree));
        continue;
      }
      if (name !== '' && names.has(name) && !holes.mayRepeat)
        problems.push({ start: keyAt.start, end: keyAt.end, message: `the key \`${name}\` stands here a second time` });
      names.add(name);
      entries.push({ key: name, at: keyAt, value: found.tree });
    }
    entries.push(...merged.filter(({ key }) => !names.has(key)));
    return { tree: { kind: 'map', ...at, entries, ...(node.flow ? { isFlow: true as const } : {}) }, size };
  }

  function mergedFrom(tree: Tree): Entry[] {
    if (tree.kind === 'map') return tree.entries;
    return tree.kind === 'list' ? tree.items.flatMap((item) => (item.kind === 'map' ? item.entries : [])) : [];
  }

  function restored({ start, end }: { start: number; end: number }, value: string): string {
    return holes.isHole(start, end) ? original.slice(start, end) : value;
  }

  function scalarOf(node: Scalar, at: ReturnType<typeof placeAt>): Tree {
    const { value } = node;
    const isHole = holes.isHole(at.start, at.end);
    if (!isHole) {
      if (typeof value === 'number') return { kind: 'number', ...at, value };
      if (typeof value === 'boolean') return { kind: 'boolean', ...at, value };
      if (value === null || value === undefined) return { kind: 'null', ...at };
    }
    return textTree(node, at, plainText(value), isHole);
  }

  function textTree({ type }: Scalar, at: ReturnType<typeof placeAt>, value: string, isHole: boolean): TextTree {
    const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
    const isQuoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
    const header = isBlock ? (/^[^\n]*\n?/.exec(original.slice(at.start, at.end))?.[0].length ?? 0) : 0;
    const inner = isQuoted
      ? { start: at.start + 1, end: Math.max(at.start + 1, at.end - 1) }
      : { start: at.start + header, end: at.end };
    const escape: Escape = type === 'QUOTE_DOUBLE' ? 'backslash' : type === 'QUOTE_SINGLE' ? 'doubled' : 'none';
    const text = isHole ? holes.restore(inner.start, inner.end, value) : value;
    const offsets = offsetsOf(original, inner.start, inner.end, text, escape);
    return {
      kind: 'text',
      ...at,
      value: text,
      inner,
      style: isBlock ? 'block' : isQuoted ? (type === 'QUOTE_DOUBLE' ? 'double' : 'single') : 'plain',
      ...(offsets ? { offsets } : {}),
      ...(isHole && holes.isTemplate ? { isTemplate: true as const } : {}),
    };
  }

  // `!Sub x` is what a function makes of x; the tags of YAML itself change nothing.
  function withTag(node: Node, found: Sized): Sized {
    const tag = isAlias(node) ? undefined : node.tag;
    if (!tag?.startsWith('!') || tag === '!') return found;
    const { file: name, start, end } = found.tree;
    const from = original.lastIndexOf(tag, start);
    const place = { file: name, start: from >= 0 ? from : start, end };
    return { tree: { kind: 'call', ...place, name: tag.slice(1), args: [found.tree] }, size: found.size + 1 };
  }

  return read;
}

function isNodeLike(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value);
}

function plainText(value: unknown): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';
}
