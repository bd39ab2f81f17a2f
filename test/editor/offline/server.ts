/** Runs a server of VS Code on a free port of this machine. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { VscodeServer } from './install.ts';

export interface ServerOptions {
  extensions: string;
  settings?: Record<string, unknown>;
  env?: Record<string, string>;
  isTrustAsked?: boolean;
}

export interface RunningServer {
  port: number;
  /** What it and our extension have written so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Nothing moves, asks or calls home; what a test looks at stands still. */
const quiet = {
  'chat.disableAIFeatures': true,
  'editor.accessibilitySupport': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'update.mode': 'none',
  'window.menuBarVisibility': 'compact',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** What a server that cannot start has at most, in milliseconds. */
const patience = 60_000;

/** Installs a packaged extension into a folder of extensions. */
export function installExtension({ node, main }: VscodeServer, vsix: string, extensions: string): void {
  const data = mkdtempSync(join(tmpdir(), 'bailiwick-install-'));
  const args = ['--install-extension', vsix, '--force', '--accept-server-license-terms', '--server-data-dir', data];
  try {
    execFileSync(node, [main, ...args, '--extensions-dir', extensions], { stdio: ['ignore', 'ignore', 'inherit'] });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** Starts a server with user data of its own; it takes both away when it stops, and ends with this process. */
export async function startServer({ node, main }: VscodeServer, options: ServerOptions): Promise<RunningServer> {
  const data = mkdtempSync(join(tmpdir(), 'bailiwick-vscode-'));
  mkdirSync(join(data, 'data', 'User'), { recursive: true });
  const settings = { ...quiet, 'security.workspace.trust.enabled': options.isTrustAsked ?? false, ...options.settings };
  writeFileSync(join(data, 'data', 'User', 'settings.json'), JSON.stringify(settings));
  const args = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'];
  // Without the last one a built VS Code runs no tests of extensions in the browser.
  args.push('--telemetry-level', 'off', '--disable-experiments', '--enable-smoke-test-driver');
  if (!options.isTrustAsked) args.push('--disable-workspace-trust');
  args.push('--server-data-dir', data, '--extensions-dir', options.extensions);
  const child = spawn(node, [main, ...args], {
    // Its own group, so that what it started ends with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, EXTENSIONS_GALLERY: '{}', ...options.env },
  });
  const kill = (): void => signal(child, 'SIGKILL');
  process.once('exit', kill);
  let log = '';
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      signal(child, 'SIGTERM');
      const timer = setTimeout(kill, 5_000);
      await gone;
      clearTimeout(timer);
    }
    kill();
    process.off('exit', kill);
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const port = await new Promise<number>((resolve, reject) => {
      const fail = (what: string): void => reject(new Error(`The server of VS Code ${what}:\n${log}`));
      AbortSignal.timeout(patience).addEventListener('abort', () => fail('did not start'));
      const read = (chunk: Buffer): void => {
        log += chunk.toString();
        const listening = /Extension host agent listening on (\d+)/.exec(log);
        if (listening) resolve(Number(listening[1]));
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('error', ({ message }) => fail(message));
      child.once('exit', (code) => fail(`ended with code ${code}`));
    });
    return { port, log: () => log + ownLogs(join(data, 'data', 'logs')), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What stands in the output channels of our extension. */
function ownLogs(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const own = entries.filter((entry) => /[\\/]bailiwick\.bailiwick[\\/].*\.log$/.test(entry));
  return own.map((entry) => `\n${entry}\n${readFileSync(join(folder, entry), 'utf8')}`).join('');
}

function signal({ pid }: ChildProcess, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    if (pid !== undefined) process.kill(-pid, name);
  } catch {
    // The whole group is gone already.
  }
}
