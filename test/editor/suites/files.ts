/** Files of the workspace: opened, edited, written, and brought back to what they were. */
import assert from 'node:assert/strict';
import { commands, Range, Uri, window, workspace, WorkspaceEdit, type TextDocument, type TextEditor } from 'vscode';
import { until } from './until.ts';

/** What stood in the files that were written; undefined where there was none. */
const before = new Map<string, Uint8Array | undefined>();

/** The URI of a path whose first part is the name of a folder of the workspace. */
export function at(path: string): Uri {
  const [name, ...rest] = path.split('/');
  const folder = workspace.workspaceFolders?.find((each) => each.name === name);
  assert.ok(folder, `the workspace has a folder ${name}`);
  return Uri.joinPath(folder.uri, ...rest);
}

/** Opens a file in an editor, as a click does; what the API opens stays open for minutes after its editor is closed. */
export async function open(uri: Uri): Promise<TextDocument> {
  await commands.executeCommand('vscode.open', uri);
  const shown = (): TextEditor | undefined =>
    window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  const { document } = await until(`${uri.path} is shown`, window.onDidChangeVisibleTextEditors, shown);
  return document;
}

/** The range of the first place of a text, which must be there. */
export function find(document: TextDocument, text: string): Range {
  const start = document.getText().indexOf(text);
  assert.ok(start >= 0, `${document.uri.path} holds ${text}`);
  return new Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** Types: puts one text in the place of another in the open buffer, and does not save. */
export async function replace(document: TextDocument, text: string, by: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, find(document, text), by);
  assert.ok(await workspace.applyEdit(edit), 'the edit was applied');
}

/** Writes a file as another program would. */
export async function write(uri: Uri, text: string): Promise<void> {
  await remember(uri);
  await workspace.fs.writeFile(uri, Buffer.from(text));
}

/** Deletes a file as another program would. */
export async function remove(uri: Uri): Promise<void> {
  await remember(uri);
  await workspace.fs.delete(uri);
}

/** Notes what stands in a file, so that it can be brought back. */
export async function remember(uri: Uri): Promise<void> {
  if (before.has(uri.toString())) return;
  before.set(uri.toString(), await read(uri));
}

/** What stands in a file; undefined when there is none. */
export async function read(uri: Uri): Promise<Uint8Array | undefined> {
  try {
    return await workspace.fs.readFile(uri);
  } catch {
    return undefined;
  }
}

/** Closes every editor, forgets what was not saved, and brings back every file that was written. */
export async function restore(): Promise<void> {
  // VS Code itself edits its settings now and then.
  const own = workspace.textDocuments.filter(({ uri }) => workspace.getWorkspaceFolder(uri));
  for (const document of own.filter(({ isDirty }) => isDirty)) {
    await open(document.uri);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await commands.executeCommand('workbench.action.closeAllEditors');
  for (const [key, bytes] of before) {
    const uri = Uri.parse(key);
    if (bytes) await workspace.fs.writeFile(uri, bytes);
    else if (await read(uri)) await workspace.fs.delete(uri);
  }
  before.clear();
}
