/** Opening a place in the editor. */
import { type Command, Position, Range, type TextDocumentShowOptions, Uri, window } from 'vscode';
import type { Range as PlainRange } from './protocol.ts';

export interface PlainPlace {
  uri: string;
  range: PlainRange;
}

/** The range as the editor has it. */
export function rangeOf({ start, end }: PlainRange): Range {
  return new Range(new Position(start.line, start.character), new Position(end.line, end.character));
}

/** A command for a tree item: the focus stays in the tree. */
export function openAt({ uri, range }: PlainPlace): Command {
  const options: TextDocumentShowOptions = { selection: rangeOf(range), preserveFocus: true };
  return { command: 'vscode.open', title: 'Open', arguments: [Uri.parse(uri), options] };
}

/** Opens the place and selects it. */
export async function show({ uri, range }: PlainPlace): Promise<void> {
  await window.showTextDocument(Uri.parse(uri), { selection: rangeOf(range) });
}

/** The name of the file and the 1-based line. */
export function placeOf({ uri, range }: PlainPlace): string {
  return `${Uri.parse(uri).path.split('/').at(-1) ?? ''}:${range.start.line + 1}`;
}
