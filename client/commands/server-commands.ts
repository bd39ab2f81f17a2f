/** Commands about the server and the workspace as a whole. */
import { CancellationError, commands, type LogOutputChannel, ProgressLocation, window } from 'vscode';
import type { ScanResult } from '../protocol.ts';
import type { Server } from '../server.ts';
import { plural } from '../status-text.ts';
import type { Commands } from './command.ts';

/** Scan, restart, show the output, begin. */
export function serverCommands(server: Server, output: LogOutputChannel): Commands {
  return {
    'bailiwick.scanWorkspace': () => scan(server, output),
    'bailiwick.restartServer': () => server.start(),
    'bailiwick.showOutput': () => output.show(true),
    'bailiwick.openWalkthrough': () =>
      commands.executeCommand('workbench.action.openWalkthrough', 'bailiwick.bailiwick#bailiwick.start', false),
  };
}

async function scan(server: Server, output: LogOutputChannel): Promise<ScanResult | undefined> {
  const options = {
    location: ProgressLocation.Notification,
    title: 'Bailiwick reads the workspace',
    cancellable: true,
  };
  return window.withProgress(options, async (_progress, token) => {
    try {
      const result = await server.ask('bailiwick/lintWorkspace', undefined, token);
      tell(result, output);
      return result;
    } catch (error) {
      if (token.isCancellationRequested || error instanceof CancellationError) return undefined;
      throw error;
    }
  });
}

function tell({ findings, files, failures }: ScanResult, output: LogOutputChannel): void {
  const found = `Bailiwick: ${plural(findings, 'finding')} in ${plural(files, 'file')}`;
  if (failures.length === 0) {
    const show = 'Show Findings';
    void window.showInformationMessage(`${found}.`, ...(findings > 0 ? [show] : [])).then((chosen) => {
      if (chosen === show) void commands.executeCommand('bailiwick.findings.focus');
    });
    return;
  }
  for (const { reason, uri, line, column } of failures) {
    output.warn([uri, line, column].filter((part) => part !== undefined).join(':'), reason);
  }
  const show = 'Show Output';
  void window.showWarningMessage(`${found}; ${plural(failures.length, 'failure')}.`, show).then((chosen) => {
    if (chosen === show) output.show(true);
  });
}
