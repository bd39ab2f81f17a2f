/** Runs a suite for the extension host in the server of VS Code instead of a desktop. */
import { format } from 'node:util';
import type { VscodeServer } from './install.ts';
import { startServer, type RunningServer } from './server.ts';
import { newContext, remoteUri, startBrowser, workbenchUrl } from './workbench.ts';

export interface HostRun {
  workspace: string;
  /** Folder of an extension under development, or of one that does nothing. */
  development: string;
  /** The module whose `run` is called. */
  tests: string;
  extensions: string;
}

/** What a whole suite may take before it is given up, in milliseconds. */
const patience = 600_000;

/** Resolves with the code that the workbench ended with. It says 0, too, when the extension host died before the suite
 * began: only what the suite itself has written down counts. */
export async function runInExtensionHost(vscode: VscodeServer, run: HostRun): Promise<number> {
  const said: string[] = [];
  const server = await startServer(vscode, { extensions: run.extensions });
  const browser = await startBrowser();
  let code = 1;
  try {
    const page = await (await newContext(browser)).newPage();
    const ended = new Promise<number>((resolve, reject) => {
      const giveUp = (why: string) => (): void => reject(new Error(why));
      AbortSignal.timeout(patience).addEventListener('abort', giveUp('The suite did not come to its end.'));
      page.once('crash', giveUp('The page of the workbench crashed.'));
      page.exposeFunction('codeAutomationExit', resolve).catch(reject);
    });
    await page.exposeFunction('codeAutomationLog', (_: string, args: unknown[]) => {
      said.push(format(...args));
    });
    page.on('pageerror', ({ message }) => said.push(message));
    const opened = page.goto(workbenchUrl(server, run.workspace, payloadOf(server, run)));
    [code] = await Promise.all([ended, opened]);
  } finally {
    if (code !== 0) console.error([...said, server.log()].join('\n').slice(-20_000));
    await browser.close();
    await server.stop();
  }
  return code;
}

function payloadOf(server: RunningServer, { development, tests }: HostRun): [string, string][] {
  return [
    ['extensionDevelopmentPath', remoteUri(server, development)],
    ['extensionTestsPath', remoteUri(server, tests)],
  ];
}
