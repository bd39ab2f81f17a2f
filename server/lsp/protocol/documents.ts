/** The open documents of the client, whatever the units of its columns. */
import { type TextDocumentContentChangeEvent, TextDocuments } from 'vscode-languageserver';
import { type Position, TextDocument } from 'vscode-languageserver-textdocument';
import type { OpenText } from '../messages.ts';
import { type PositionEncoding, unitsOf } from '../positions.ts';

export type Documents = TextDocuments<TextDocument>;

/** Documents that are kept in step by `listen`; the encoding is asked for when a change comes. */
export function createDocuments(encoding: () => PositionEncoding): Documents {
  return new TextDocuments({
    create: TextDocument.create,
    update(document, changes, version) {
      if (encoding() === 'utf-16') return TextDocument.update(document, changes, version);
      // Each change speaks of the text that the one before it left.
      return changes.reduce((text, change) => TextDocument.update(text, [inUtf16(text, change)], version), document);
    },
  });
}

/** The document as it is sent to the analysis. */
export function openText(document: TextDocument): OpenText {
  const { uri, version, languageId } = document;
  return { uri, version, languageId, text: document.getText() };
}

function inUtf16(document: TextDocument, change: TextDocumentContentChangeEvent): TextDocumentContentChangeEvent {
  if (!('range' in change)) return change;
  const { start, end } = change.range;
  const { text } = change;
  return { range: { start: unitsAt(document, start), end: unitsAt(document, end) }, text };
}

function unitsAt(document: TextDocument, { line, character }: Position): Position {
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  return { line, character: unitsOf(text, character) };
}

/** The offset of a position that the client sent. */
export function offsetIn(document: TextDocument, position: Position, encoding: PositionEncoding): number {
  return document.offsetAt(encoding === 'utf-16' ? position : unitsAt(document, position));
}
