/** The comment that ignores a rule on one line: above the line, in a comment that is there, or on the line itself. */
import { readDocument } from '../../documents/read.ts';
import { walk } from '../../documents/tree.ts';
import { createCommentPlaces } from '../../facts/comment-places.ts';
import type { Span } from '../../finding.ts';
import { isSourceName } from '../../input/kinds.ts';
import { createLines, type Lines } from '../../input/lines.ts';
import { syntaxOf } from '../../input/syntax.ts';
import { ignoreWord } from '../../suppress.ts';
import { commentSyntax } from './comment-syntax.ts';

export interface IgnoreOrder {
  path: string;
  text: string;
  /** Of the finding. */
  at: Span;
  rule: string;
  /** The comments of the file that ignore something. */
  comments: readonly Span[];
}

/** What is written: the reason stands between the two texts, so that the cursor can be left in it. */
export interface IgnoreEdit extends Span {
  before: string;
  /** Selected when it is there already. */
  reason?: string;
  after: string;
}

/** The edit; undefined where no comment can stand near the line. */
export function ignoreEdit(order: IgnoreOrder): IgnoreEdit | undefined {
  const lines = createLines(order.text);
  const line = lineAt(order.text, lines, order.at.start);
  return (
    merged(order, lines, line) ?? (isSourceName(order.path) ? inSource(order, lines, line) : inDocument(order, line))
  );
}

interface Line extends Span {
  indent: string;
  eol: string;
}

function lineAt(text: string, lines: Lines, offset: number): Line {
  const { line } = lines.at(offset);
  const start = lines.offset(line, 1);
  const content = lines.text(line);
  return {
    start,
    end: start + content.length,
    indent: /^[ \t]*/.exec(content)?.[0] ?? '',
    eol: ['\r\n', '\n', '\r'].find((end) => text.includes(end)) ?? '\n',
  };
}

// A comment on the line, or one that stands alone on the line above.
function merged({ text, rule, comments }: IgnoreOrder, lines: Lines, line: Line): IgnoreEdit | undefined {
  const near = comments.find(({ start, end }) => {
    if (start >= line.start && end <= line.end) return true;
    const above = lineAt(text, lines, Math.max(line.start - 1, 0));
    const isAbove = line.start > 0 && start >= above.start && end <= above.end;
    return isAbove && /^[ \t{]*$/.test(text.slice(above.start, start));
  });
  if (!near) return undefined;
  const written = text.slice(near.start, near.end);
  const found = new RegExp(
    `${ignoreWord}[ \\t]*([\\w-]+(?:[ \\t]*,[ \\t]*[\\w-]+)*)?[ \\t]*(--[ \\t]*([^\\r\\n]*?))?(?=[ \\t]*(?:\\*/|-->|$))`,
  ).exec(written);
  if (!found) return undefined;
  const [all, list = '', , reason = ''] = found;
  const names = list.split(',').map((name) => name.trim());
  const listed = names.includes(rule) ? list : [...names.filter((name) => name !== ''), rule].join(', ');
  const start = near.start + found.index;
  return {
    start,
    end: start + all.length,
    before: `${ignoreWord} ${listed} -- `,
    ...(reason ? { reason } : {}),
    after: '',
  };
}

// Directives for the next line lose their line when something comes between.
const forNextLine =
  /(?:eslint|oxlint)-disable-next-line|@ts-(?:ignore|expect-error)|biome-ignore|prettier-ignore|NOSONAR|nosemgrep/;

function inSource({ path, text, at, rule }: IgnoreOrder, lines: Lines, line: Line): IgnoreEdit | undefined {
  const placeAt = createCommentPlaces(path, text);
  const words = `${ignoreWord} ${rule} -- `;
  const above = line.start === 0 ? '' : text.slice(lineAt(text, lines, line.start - 1).start, line.start);
  const place = placeAt(line.start);
  if (place !== 'none' && !forNextLine.test(above)) {
    const [open, close] = place === 'code' ? ['// ', ''] : ['{/* ', ' */}'];
    const start = line.start;
    return { start, end: start, before: line.indent + open + words, after: close + line.eol };
  }
  if (placeAt(line.end) === 'code') return { start: line.end, end: line.end, before: ` // ${words}`, after: '' };
  const inner = placeAt(at.start);
  if (inner === 'none') return undefined;
  const [open, close] = inner === 'code' ? ['/* ', ' */ '] : ['{/* ', ' */}'];
  return { start: at.start, end: at.start, before: open + words, after: close };
}

function inDocument({ path, text, at, rule }: IgnoreOrder, line: Line): IgnoreEdit | undefined {
  const syntax = commentSyntax(path, text, at.start);
  if (!syntax) return undefined;
  const before = `${line.indent}${syntax.open}${ignoreWord} ${rule} -- `;
  const edit = { start: line.start, end: line.start, before, after: syntax.close + line.eol };
  return isReadBack(path, text, edit) ? edit : undefined;
}

// In the middle of a text that runs over lines it would be a part of the text; a script in YAML has such comments itself.
function isReadBack(path: string, text: string, { start, before, after }: IgnoreEdit): boolean {
  const syntax = syntaxOf(path);
  if (!syntax) return false;
  const written = readDocument(path, `${text.slice(0, start)}${before}why${after}${text.slice(start)}`, syntax);
  const known = readDocument(path, text, syntax);
  const isThere = written.ignores.some((comment) => comment.start >= start && comment.start < start + before.length);
  const isInText = known.roots.some((root) =>
    [...walk(root)].some(({ tree }) => tree.kind === 'text' && tree.start < start && start < tree.end),
  );
  return isThere && (syntax === 'yaml' || !isInText) && written.problems.length <= known.problems.length;
}
