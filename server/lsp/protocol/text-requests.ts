/** Hover and completion: answered from text and marks, also while a lint runs. */
import {
  type CompletionItem,
  CompletionItemKind,
  type Connection,
  InsertTextFormat,
  MarkupKind,
} from 'vscode-languageserver';
import { createLines } from '../../input/lines.ts';
import type { RuleMeta } from '../../rule.ts';
import { completion, type CompletionEntry } from '../hints/completion.ts';
import { offsetIn } from './documents.ts';
import { hover } from '../hints/hover.ts';
import type { LintAnswer } from '../messages.ts';
import type { FileMarks } from '../analysis/marks.ts';
import { toRange } from '../positions.ts';
import type { ServerState } from './server-state.ts';
import { nameOf, toPath } from '../uris.ts';

export interface TextRequests {
  takeMarks(answer: LintAnswer): void;
  closed(uri: string): void;
}

const kinds: Record<CompletionEntry['kind'], CompletionItemKind> = {
  property: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  rule: CompletionItemKind.Constant,
};

/** Registers the answers to hover and completion. */
export function answerTextRequests(
  connection: Connection,
  state: ServerState,
  rules: () => readonly { meta: RuleMeta }[],
): TextRequests {
  const { documents } = state;
  const marks = new Map<string, { version: number; marks: FileMarks }>();

  function asked({
    textDocument: { uri },
    position,
  }: {
    textDocument: { uri: string };
    position: { line: number; character: number };
  }) {
    const document = documents.get(uri);
    if (!document) return undefined;
    const known = marks.get(uri);
    return {
      path: toPath(uri) ?? nameOf(uri),
      text: document.getText(),
      offset: offsetIn(document, position, state.client.encoding),
      rules: rules(),
      ...(known?.version === document.version ? { marks: known.marks } : {}),
    };
  }

  connection.onHover((params) => {
    const input = asked(params);
    const answer = input && hover(input);
    if (!answer) return null;
    const kind = state.client.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText;
    return {
      contents: { kind, value: answer.markdown },
      range: toRange(createLines(input.text), answer, state.client.encoding),
    };
  });
  connection.onCompletion((params) => {
    const input = asked(params);
    const lines = createLines(input?.text ?? '');
    return input ? completion(input).map((entry) => toItem(entry, lines, state)) : [];
  });

  return {
    takeMarks(answer) {
      for (const { uri, version, marks: found } of answer.marks) marks.set(uri, { version, marks: found });
    },
    closed: (uri) => void marks.delete(uri),
  };
}

function toItem(
  entry: CompletionEntry,
  lines: ReturnType<typeof createLines>,
  { client }: ServerState,
): CompletionItem {
  const { label, kind, detail, documentation, insert, replaces, sort, isPreselected } = entry;
  return {
    label,
    kind: kinds[kind],
    detail,
    ...(documentation === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
    insertTextFormat: client.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: toRange(lines, replaces, client.encoding), newText: client.snippets ? insert : plain(insert) },
    ...(sort === undefined ? {} : { sortText: sort }),
    ...(isPreselected ? { preselect: true } : {}),
  };
}

/** A snippet without its places for the cursor. */
function plain(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d+/g, '')
    .replace(/\\([\\$}])/g, '$1');
}
