/** The marks of the shown paths in the code: each step's place, and its note at the end of the line. */
import { Disposable, Range, type TextEditor, ThemeColor, window } from 'vscode';
import { rangeOf } from './open-at.ts';
import type { Paths } from './paths.ts';
import { marksIn } from './steps.ts';

/** Keeps the marks of all visible editors in step with the paths until it is disposed of. */
export function createPathMarks(paths: Paths): Disposable {
  const place = window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor('editor.findMatchHighlightBackground'),
    overviewRulerColor: new ThemeColor('editorOverviewRuler.findMatchForeground'),
  });
  const note = window.createTextEditorDecorationType({
    after: { color: new ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 2em', fontStyle: 'italic' },
  });
  function mark(editor: TextEditor): void {
    const { ranges, notes } = marksIn(editor.document.uri.toString(), paths.findings);
    editor.setDecorations(place, ranges.map(rangeOf));
    const ends = notes.map(({ line, text }) => ({
      range: endOf(editor, line),
      renderOptions: { after: { contentText: text } },
    }));
    editor.setDecorations(note, ends);
  }
  const markAll = (): void => window.visibleTextEditors.forEach(mark);
  return Disposable.from(place, note, paths.onDidChange(markAll), window.onDidChangeVisibleTextEditors(markAll));
}

function endOf({ document }: TextEditor, line: number): Range {
  const { end } = document.lineAt(Math.min(line, document.lineCount - 1)).range;
  return new Range(end, end);
}
