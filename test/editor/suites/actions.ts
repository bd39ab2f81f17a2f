/** Code actions: asked for as the lightbulb does, and carried out as a click does. */
import assert from 'node:assert/strict';
import { CodeAction, commands, workspace, type Range, type TextDocument } from 'vscode';

/** The actions at a range, with their edits; by default those of the lightbulb. */
export async function actionsAt(document: TextDocument, range: Range, kind?: string): Promise<CodeAction[]> {
  const name = 'vscode.executeCodeActionProvider';
  const ask = (): Thenable<unknown[]> => commands.executeCommand<unknown[]>(name, document.uri, range, kind, 100);
  for (;;) {
    try {
      return (await ask()).filter((each) => each instanceof CodeAction);
    } catch (error) {
      // VS Code takes a question back when another extension begins to answer such questions meanwhile.
      if (!(error instanceof Error && error.name === 'Canceled')) throw error;
    }
  }
}

/** The action whose title begins so. */
export function titled(actions: CodeAction[], start: string): CodeAction {
  const found = actions.find(({ title }) => title.startsWith(start));
  assert.ok(found, `an action "${start}…" among ${actions.map(({ title }) => `"${title}"`).join(', ')}`);
  return found;
}

/** Applies the edit and runs the command of an action. */
export async function carryOut({ edit, command }: CodeAction): Promise<void> {
  if (edit) assert.ok(await workspace.applyEdit(edit), 'the edit was applied');
  if (command) await commands.executeCommand(command.command, ...(command.arguments ?? []));
}
