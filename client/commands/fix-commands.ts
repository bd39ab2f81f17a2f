/** Commands that write: the safe fixes, and a configuration file. */
import { Uri, window, workspace, type WorkspaceFolder } from 'vscode';
import type { Server } from '../server.ts';
import { plural } from '../status-text.ts';
import type { Commands } from './command.ts';

/** Safe fixes of the open file or of everything, and a commented configuration. */
export function fixCommands(server: Server): Commands {
  return {
    'bailiwick.fixAllSafe': async () => {
      const uri = window.activeTextEditor?.document.uri.toString();
      return uri === undefined ? undefined : fix({ uri }, 'this file');
    },
    'bailiwick.fixAllSafeInWorkspace': () => fix({}, 'the workspace'),
    'bailiwick.createConfig': async () => {
      const folder = await pickFolder();
      if (!folder) return undefined;
      const { uri } = await server.ask('bailiwick/createConfig', { folder: folder.uri.toString() });
      return window.showTextDocument(Uri.parse(uri));
    },
  };

  async function fix(params: { uri?: string }, where: string): Promise<number> {
    const count = await server.ask('bailiwick/fixAll', params);
    const message = count > 0 ? `${plural(count, 'safe fix', 'es')} applied in ${where}` : `no safe fix in ${where}`;
    void window.showInformationMessage(`Bailiwick: ${message}.`);
    return count;
  }
}

async function pickFolder(): Promise<WorkspaceFolder | undefined> {
  const [first, ...others] = workspace.workspaceFolders ?? [];
  if (!first) throw new Error('open a folder first; its configuration stands in it');
  return others.length === 0 ? first : window.showWorkspaceFolderPick({ placeHolder: 'Folder of the configuration' });
}
