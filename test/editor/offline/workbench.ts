/** The workbench of VS Code in a browser without a window. */
import { chromium as playwright, type Browser, type BrowserContext } from 'playwright-core';
import { chromium } from './chromium.ts';
import type { RunningServer } from './server.ts';

/** A browser that can reach this machine only. */
export async function startBrowser(): Promise<Browser> {
  const args = ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update'];
  return playwright.launch({ executablePath: chromium(), headless: true, args: ['--no-sandbox', ...args] });
}

/** A profile of the browser with its own storage, in which nothing but this machine answers. */
export async function newContext(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  await context.route(
    ({ hostname }) => hostname !== 'localhost' && hostname !== '127.0.0.1',
    (route) => route.abort(),
  );
  return context;
}

/** The address of a workbench with a folder or a `.code-workspace` open; the payload is what its environment service reads. */
export function workbenchUrl({ port }: RunningServer, workspace: string, payload: [string, string][] = []): string {
  const kind = workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
  const query = new URLSearchParams({
    [kind]: workspace,
    payload: JSON.stringify([...payload, ['skipWelcome', 'true']]),
  });
  return `http://localhost:${port}/?${query.toString()}`;
}

/** How the workbench names a file of the machine that its server runs on. */
export function remoteUri({ port }: RunningServer, path: string): string {
  return `vscode-remote://localhost:${port}${path}`;
}
