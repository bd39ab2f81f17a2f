/** Texts of manifests that a model reads: what describes a tool or an agent to it, and what instructs it. */
import type { Document, TextTree, Tree } from '../../documents/document.ts';
import { pieceOf, textOf, valueAt, walk } from '../../documents/tree.ts';
import type { DocumentEdits } from '../../documents/edits/edits.ts';
import type { Edit, Place } from '../../finding.ts';
import type { DocumentKind } from '../dialect.ts';
import type { Recognised } from '../manifest.ts';
import { type Directive, directivesIn, proseDirectivesIn } from './directives.ts';
import { type HiddenRun, hiddenRuns } from './hidden.ts';

/** A run of hidden characters where a model reads it. */
export interface HiddenText extends HiddenRun {
  at: Place;
  /** Takes the run out. */
  removal?: Edit[];
}

/** An order where something is to be described. */
export interface DirectiveText extends Directive {
  at: Place;
  /** The tool or skill that the text describes; undefined where it is the file itself that gives the order. */
  name?: string;
}

export interface ModelTexts {
  hidden: HiddenText[];
  directives: DirectiveText[];
}

const described = new Set<DocumentKind>([
  'agent-card',
  'agent-description',
  'mcp-bundle',
  'mcp-servers',
  'plugin',
  'server-json',
  'tool-list',
  'tooling-manifest',
]);
const instructing = new Set<DocumentKind>(['agent-file', 'agentic-workflow', 'declarative-agent', 'agent-settings']);
const descriptionKeys = new Set([
  'description',
  'description_for_model',
  'descriptionForModel',
  'title',
  'instructions',
]);

interface Input {
  documents: readonly Document[];
  recognised: readonly Recognised[];
  isInstructions(path: string): boolean;
  text(path: string): string;
  edits: DocumentEdits;
}

/** What stands in texts for models that should not, in the order of documents. */
export function modelTexts({ documents, recognised, isInstructions, text, edits }: Input): ModelTexts {
  const kinds = new Map<string, Set<DocumentKind>>();
  for (const { document, kind } of recognised)
    kinds.set(document.file, (kinds.get(document.file) ?? new Set<DocumentKind>()).add(kind));
  const found: ModelTexts = { hidden: [], directives: [] };
  for (const document of documents) {
    const own = [...(kinds.get(document.file) ?? [])];
    const isDescribed = own.some((kind) => described.has(kind));
    if (document.syntax === 'markdown') {
      if (own.some((kind) => instructing.has(kind)) || isInstructions(document.file)) {
        found.hidden.push(...inProse(document, text(document.file)));
        found.directives.push(
          ...inComments(document, text(document.file)),
          ...inParagraphs(document, text(document.file)),
        );
      }
      continue;
    }
    if (!isDescribed && !own.some((kind) => instructing.has(kind))) continue;
    // A program has texts of every kind; a model reads what describes its tools.
    const isProgram = document.syntax === 'python';
    const roots = isProgram ? rootsIn(document, recognised) : document.roots;
    for (const { tree, entry, parent } of roots.flatMap((root) => [...walk(root)])) {
      if (tree.kind !== 'text' || (isProgram && !descriptionKeys.has(entry?.key ?? ''))) continue;
      found.hidden.push(...inText(document, tree, edits));
      if (!isDescribed || entry === undefined || !descriptionKeys.has(entry.key)) continue;
      const name = textOf(valueAt(parent, 'name')) ?? '';
      for (const directive of directivesIn(tree.value))
        found.directives.push({ ...directive, name, at: pieceOf(tree, directive.from, directive.to) });
    }
  }
  return found;
}

function rootsIn(document: Document, recognised: readonly Recognised[]): Tree[] {
  return recognised.flatMap((each) => (each.document === document && described.has(each.kind) ? [each.root] : []));
}

function inText(document: Document, tree: TextTree, edits: DocumentEdits): HiddenText[] {
  return hiddenRuns(tree.value).map((run) => {
    const removal = document.syntax === 'code' ? undefined : edits.replaceText(document, tree, '', run.from, run.to);
    return { ...run, at: pieceOf(tree, run.from, run.to), ...(removal ? { removal } : {}) };
  });
}

// The body of a Markdown file is no tree; its characters stand where they are.
function inProse({ file }: Document, text: string): HiddenText[] {
  return hiddenRuns(text, true).map((run) => {
    const at = { file, start: run.from, end: run.to };
    return { ...run, at, removal: [{ ...at, text: '' }] };
  });
}

/** Orders in comments of Markdown, which a page does not show and a model reads. */
function inComments({ file }: Document, text: string): DirectiveText[] {
  return Array.from(text.matchAll(/<!--([\s\S]{1,4000}?)-->/g)).flatMap(({ 0: whole, 1: comment = '', index }) =>
    isFenced(text, index) || isQuoted(text, index)
      ? []
      : directivesIn(comment)
          .filter(({ confidence }) => confidence === 'high')
          .slice(0, 1)
          .map((found) => ({
            ...found,
            effect: `${found.effect}, in a comment that no page shows`,
            at: { file, start: index, end: index + whole.length },
          })),
  );
}

/** Orders in prose that nobody who instructs an agent of their own would give. */
function inParagraphs({ file }: Document, text: string): DirectiveText[] {
  return Array.from(text.matchAll(/[^\n]+(?:\n(?!\s*\n)[^\n]+)*/g)).flatMap(({ 0: paragraph, index }) =>
    /^\s*[>|]|`|<!--/.test(paragraph) || isFenced(text, index)
      ? []
      : proseDirectivesIn(paragraph).map((found) => ({
          ...found,
          at: { file, start: index + found.from, end: index + found.to },
        })),
  );
}

// What stands between backticks is shown, too.
function isQuoted(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return (line.match(/`+/g) ?? []).length % 2 === 1;
}

// What stands in a fence is shown.
function isFenced(text: string, at: number): boolean {
  return (text.slice(0, at).match(/^\s*(?:```|~~~)/gm) ?? []).length % 2 === 1;
}
