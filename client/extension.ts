/** The extension: what VS Code shows of Bailiwick. The language server does all the work. */
import { commands, type Disposable, type ExtensionContext, window } from 'vscode';
import type { BailiwickApi } from './api.ts';
import { registerCommands, tellError } from './commands/command.ts';
import { findingCommands } from './commands/finding-commands.ts';
import { fixCommands } from './commands/fix-commands.ts';
import { serverCommands } from './commands/server-commands.ts';
import { createFindings } from './findings.ts';
import { createFindingsView } from './findings-view.ts';
import { registerOtherHovers } from './other-hovers.ts';
import { createPathMarks } from './path-marks.ts';
import { createPaths } from './paths.ts';
import { createPathsView } from './paths-view.ts';
import { registerRulePages } from './rule-page.ts';
import { ruleTitles } from './rule-titles.ts';
import { createServer, type Server } from './server.ts';
import { createStatusBar } from './status-bar.ts';
import { registerTools } from './tools.ts';
import { createTraceChannel } from './trace-channel.ts';

let running: Server | undefined;

/** Shows everything at once and starts the server behind it; does not wait for it. */
export function activate(context: ExtensionContext): BailiwickApi {
  const began = performance.now();
  const keep = <T extends Disposable>(disposable: T): T => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const output = keep(window.createOutputChannel('Bailiwick', { log: true }));
  const trace = keep(createTraceChannel());
  const server = keep(
    createServer({
      module: context.asAbsolutePath('dist/server.cjs'),
      output,
      trace: trace.channel,
      tellRestart: () => void tellRestart(),
      tellEnd: () => void tellError('Bailiwick ended several times in a row and stays off until it is restarted.'),
    }),
  );
  running = server;
  const statusBar = keep(createStatusBar());
  const findings = keep(createFindings(server, output));
  const findingsView = keep(createFindingsView(findings, context.workspaceState));
  const paths = keep(createPaths(findings));
  const pathsView = keep(createPathsView(paths));
  keep(createPathMarks(paths));
  keep(registerRulePages(server));
  keep(registerOtherHovers(server));
  keep(registerTools(server));
  keep(
    registerCommands({
      ...serverCommands(server, output),
      ...findingCommands({
        findings,
        findingsView,
        paths,
        pathsView,
        rules: ruleTitles(context.extension.packageJSON),
      }),
      ...fixCommands(server),
    }),
  );
  keep(
    server.onDidChangeStatus((status) => {
      statusBar.show(status);
      void commands.executeCommand('setContext', 'bailiwick.state', status.state);
    }),
  );
  const ready = server.start();
  const activationTime = performance.now() - began;
  output.debug(`Activated in ${activationTime.toFixed(1)} ms; the server starts.`);
  return { ready, server, statusBar, findings, findingsView, paths, pathsView, activationTime };
}

/** Ends the server. */
export function deactivate(): Promise<void> | undefined {
  return running?.stop();
}

async function tellRestart(): Promise<void> {
  const show = 'Show Output';
  const chosen = await window.showWarningMessage('Bailiwick ended unexpectedly and was started again.', show);
  if (chosen === show) await commands.executeCommand('bailiwick.showOutput');
}
