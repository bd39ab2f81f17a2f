/** Edits of the engine as one workspace edit, with the versions that they were computed on. */
import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  CreateFile,
  SnippetTextEdit,
  TextDocumentEdit,
  TextEdit,
  Range,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { Edit, Place } from '../../finding.ts';
import type { Analysis } from '../analysis/analysis.ts';
import { toRange } from '../positions.ts';

type AnyEdit = TextEdit | AnnotatedTextEdit | SnippetTextEdit;

/** What a person is asked before the edit is made. */
export interface Confirmation {
  label: string;
  description: string;
}

/** One edit over all files that it touches; `confirmation` only where the client can ask. */
export function workspaceEdit(analysis: Analysis, edits: readonly Edit[], confirmation?: Confirmation): WorkspaceEdit {
  const asked = confirmation && analysis.client.changeAnnotations ? confirmation : undefined;
  const byFile = new Map<string, AnyEdit[]>();
  for (const edit of inOrder(edits)) {
    const text: TextEdit = { range: rangeOf(analysis, edit), newText: edit.text };
    const written = asked ? { ...text, annotationId: annotation } : text;
    byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), written]);
  }
  const made = fileEdits(analysis, byFile);
  if (!asked) return made;
  const question: ChangeAnnotation = { ...asked, needsConfirmation: true };
  return { ...made, changeAnnotations: { [annotation]: question } };
}

const annotation = 'bailiwick';

/** Edits that are ranges already, by path. */
export function fileEdits(analysis: Analysis, byFile: ReadonlyMap<string, AnyEdit[]>): WorkspaceEdit {
  if (analysis.client.documentChanges) {
    const documentChanges = [...byFile].map(([path, edits]): TextDocumentEdit => {
      return { textDocument: { uri: analysis.uri(path), version: analysis.version(path) }, edits };
    });
    return { documentChanges };
  }
  const changes = [...byFile].map(([path, edits]) => [analysis.uri(path), edits.filter(isPlain)] as const);
  return { changes: Object.fromEntries(changes) };
}

/** Creates a file that is not there, with a text. */
export function fileCreation(uri: string, text: string): WorkspaceEdit {
  const create: CreateFile = { kind: 'create', uri, options: { ignoreIfExists: true } };
  const start = { line: 0, character: 0 };
  const edits: TextEdit[] = [{ range: { start, end: start }, newText: text }];
  return { documentChanges: [create, { textDocument: { uri, version: null }, edits }] };
}

// Insertions at one place stay in their order: the sort is stable.
function inOrder(edits: readonly Edit[]): Edit[] {
  return edits.toSorted((a, b) => (a.file === b.file ? a.start - b.start || a.end - b.end : a.file < b.file ? -1 : 1));
}

function isPlain(edit: AnyEdit): edit is TextEdit {
  return 'newText' in edit;
}

/** The range of a place in the text that was analysed. */
export function rangeOf({ session, client }: Analysis, place: Place): Range {
  return toRange(session.lines(place.file), place, client.encoding);
}
