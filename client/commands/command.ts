/** What a command of the extension is, and how it is registered. */
import { commands, Disposable, window } from 'vscode';
import { reasonOf } from '../server.ts';

/** Commands by id. Arguments come from key bindings, lenses and tree nodes, so each command looks at them itself. */
export type Commands = Record<string, (...args: unknown[]) => unknown>;

/** Registers the commands; what one of them throws is told in a message that opens the output. */
export function registerCommands(all: Commands): Disposable {
  return Disposable.from(
    ...Object.entries(all).map(([id, run]) =>
      commands.registerCommand(id, async (...args: unknown[]) => {
        try {
          return await run(...args);
        } catch (error) {
          void tellError(`Bailiwick: ${reasonOf(error)}`);
        }
      }),
    ),
  );
}

/** Shows an error that leads to the output. */
export async function tellError(message: string): Promise<void> {
  const [output, restart] = ['Show Output', 'Restart Server'];
  const chosen = await window.showErrorMessage(message, output, restart);
  if (chosen === output) await commands.executeCommand('bailiwick.showOutput');
  if (chosen === restart) await commands.executeCommand('bailiwick.restartServer');
}
