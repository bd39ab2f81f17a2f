/** Takes an entry or an item out, with its comma and, where it had lines for itself, its lines; comments stay. */
import type { Span } from '../../finding.ts';
import type { Document, Entry, ListTree, MapTree, Tree } from '../document.ts';
import { around, skipTrivia } from './layout.ts';

export interface TextEdit extends Span {
  text: string;
}

type Container = MapTree | ListTree;

/** The spans of what a container holds: a pair from its key to the end of its value. */
export function membersOf(container: Container): Span[] {
  return container.kind === 'list'
    ? container.items
    : container.entries.map(({ at, value }) => ({ start: at.start, end: Math.max(at.end, value.end) }));
}

/** Removes the member at the index of its container. */
export function removeMember(
  document: Document,
  text: string,
  container: Container,
  index: number,
): TextEdit[] | undefined {
  const members = membersOf(container);
  const span = members[index];
  if (!span) return undefined;
  if (container.isFlow === true) return fromFlow(document, text, container, members, index);
  if (document.syntax === 'yaml' || document.syntax === 'markdown') return fromLines(text, container, members, index);
  if (document.syntax === 'dockerfile' && container.start > 0) return fromWords(members, index);
  // A table or a file of lines: one member, one line.
  const isLine = container.kind === 'map' && ['toml', 'env', 'dockerfile', 'hcl'].includes(document.syntax);
  return isLine && text.slice(span.start, span.end).split('\n').length >= 1 ? wholeLines(text, span) : undefined;
}

function fromFlow(
  document: Document,
  text: string,
  container: Container,
  members: Span[],
  index: number,
): TextEdit[] | undefined {
  const span = members[index];
  if (!span) return undefined;
  const mark = document.syntax === 'json' || document.syntax === 'bicep' ? '//' : '#';
  const comma = skipTrivia(text, span.end, mark);
  const hasComma = text[comma] === ',';
  const previous = members[index - 1];
  const isLast = index === members.length - 1;
  const { lineStart, lineEnd, before, after } = around(text, span.start, hasComma ? comma + 1 : span.end);
  const edits: TextEdit[] = [];
  // What was before it is the last one now, and its comma would stand alone.
  if (isLast && previous && !hasComma) {
    const at = skipTrivia(text, previous.end, mark);
    if (text[at] === ',') edits.push({ start: at, end: at + 1, text: '' });
  }
  if (before.trim() === '' && after.trim() === '') edits.push({ start: lineStart, end: lineEnd, text: '' });
  else if (before.trim() === '' && members.length > 1) {
    const blank = /^[ \t]*/.exec(after)?.[0].length ?? 0;
    edits.push({ start: span.start, end: (hasComma ? comma + 1 : span.end) + blank, text: '' });
  } else if (!isLast && hasComma)
    edits.push({ start: span.start, end: members[index + 1]?.start ?? span.end, text: '' });
  else if (previous) {
    const start = edits.pop()?.start ?? previous.end;
    edits.push({ start, end: span.end, text: '' });
  } else edits.push({ start: container.start + 1, end: container.end - 1, text: '' });
  return edits;
}

// `ENV A=1 B=2`: one variable among others, with what stands between it and the one before.
function fromWords(members: Span[], index: number): TextEdit[] | undefined {
  const [span, previous, next] = [members[index], members[index - 1], members[index + 1]];
  if (!span) return undefined;
  if (previous) return [{ start: previous.end, end: span.end, text: '' }];
  return next ? [{ start: span.start, end: next.start, text: '' }] : undefined;
}

function fromLines(text: string, container: Container, members: Span[], index: number): TextEdit[] | undefined {
  const span = members[index];
  const next = members[index + 1];
  if (!span || members.length === 1) return undefined;
  if (container.kind === 'list') {
    // The dash stands before the item.
    const dash = text.lastIndexOf('-', span.start);
    return wholeLines(text, { start: dash, end: span.end });
  }
  const { before } = around(text, span.start, span.end);
  if (before.trim() === '') return wholeLines(text, span);
  // The first key behind a dash: the next one takes its place.
  return next ? [{ start: span.start, end: next.start, text: '' }] : undefined;
}

function wholeLines(text: string, span: Span): TextEdit[] | undefined {
  const end = span.start + text.slice(span.start, span.end).trimEnd().length;
  const { lineStart, lineEnd, before, after } = around(text, span.start, end);
  if (before.trim() !== '') return undefined;
  if (after.trim() === '') return [{ start: lineStart, end: lineEnd, text: '' }];
  // A comment behind it stays, and has the line for itself.
  const blank = /^\s*(?=#)/.exec(after)?.[0];
  return blank === undefined ? undefined : [{ start: span.start, end: end + blank.length, text: '' }];
}

/** The container and index of an entry or item in a tree. */
export function findMember(root: Tree, member: Entry | Tree): { container: Container; index: number } | undefined {
  const pending: Tree[] = [root];
  for (let tree = pending.pop(); tree; tree = pending.pop()) {
    if (tree.kind === 'map') {
      const index = tree.entries.findIndex((entry) => entry === member);
      if (index >= 0) return { container: tree, index };
      pending.push(...tree.entries.map((entry) => entry.value));
    } else if (tree.kind === 'list') {
      const index = tree.items.findIndex((item) => item === member);
      if (index >= 0) return { container: tree, index };
      pending.push(...tree.items);
    } else if (tree.kind === 'call') pending.push(...tree.args);
    else if (tree.kind === 'expression') pending.push(...tree.parts);
  }
  return undefined;
}
