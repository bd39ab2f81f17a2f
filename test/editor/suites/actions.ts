/** Code actions: asked for as the lightbulb does, and carried out as a click does. */
import assert from 'node:assert/strict';
import { CodeAction, commands, workspace, type Range, type TextDocument } from 'vscode';

// VS Code takes a question back, with an error or without an answer, when an extension that it wakes up begins to
// answer such questions, too; each of the few does so once.
const mostAsked = 20;

/** The actions at a range, with their edits; by default those of the lightbulb. */
export async function actionsAt(document: TextDocument, range: Range, kind?: string): Promise<CodeAction[]> {
  const name = 'vscode.executeCodeActionProvider';
  const ask = (): Thenable<unknown[]> => commands.executeCommand<unknown[]>(name, document.uri, range, kind, 100);
  for (let asked = 1; ; asked++) {
    try {
      const actions = (await ask()).filter((each) => each instanceof CodeAction);
      if (actions.length > 0 || asked === mostAsked) return actions;
    } catch (error) {
      if (!(error instanceof Error && error.name === 'Canceled') || asked === mostAsked) throw error;
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
