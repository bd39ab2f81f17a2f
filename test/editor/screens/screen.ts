/** A workbench on the screen of a browser, driven as a person drives it. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Locator, Page } from 'playwright-core';
import { vscodeServer } from '../offline/install.ts';
import { startServer } from '../offline/server.ts';
import { versions } from '../offline/versions.ts';
import { newContext, remoteUri, startBrowser, workbenchUrl } from '../offline/workbench.ts';
import { copyWorkspaces } from '../suite-run.ts';

export interface Screen {
  page: Page;
  /** Absolute path of a file of the workspace. */
  path(file: string): string;
  /** Runs the command of the palette with this title. */
  command(title: string): Promise<void>;
  /** Opens a file of the workspace by its name. */
  open(name: string): Promise<void>;
  /** Opens the lightbulb at the cursor and takes what is called so; `look` sees the menu before. */
  choose(action: string, look?: () => Promise<void>): Promise<void>;
  /** Moves the pointer over a word until what belongs to it shows. */
  pointAt(word: Locator, shown: Locator): Promise<void>;
  /** The editor that is shown. */
  editor: Locator;
  /** Takes a picture, of a part of the page if it is given. */
  picture(name: string, part?: { x: number; y: number; width: number; height: number }): Promise<void>;
  close(): Promise<void>;
}

export interface ScreenOptions {
  folder: string;
  file: string;
  isTrustAsked?: boolean;
  /** Prepares the copy of the folder. */
  prepare?(folder: string): void;
}

/** How long a person would look for one thing, in milliseconds, on a loaded machine; less than a test has, so that its error names the thing. */
const patience = 50_000;

/** How long a pointer stays over a word before it comes back to it, in milliseconds. */
const rest = 8_000;

/** Little to see but what a picture is about. */
const settings = {
  'breadcrumbs.enabled': false,
  'editor.fontSize': 13,
  'editor.guides.indentation': false,
  'editor.links': false,
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.overviewRulerBorder': false,
  'editor.scrollbar.horizontal': 'hidden',
  'editor.scrollbar.vertical': 'hidden',
  'editor.stickyScroll.enabled': false,
  'window.commandCenter': false,
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.editor.editorActionsLocation': 'hidden',
  'workbench.layoutControl.enabled': false,
};

/** Opens a copy of a workspace with one of its files. */
export async function openScreen({ folder, file, isTrustAsked = false, prepare }: ScreenOptions): Promise<Screen> {
  const version = versions.find(({ name }) => name === process.env.EDITOR_STAND_IN);
  if (!version) throw new Error('EDITOR_STAND_IN names no version.');
  const pictures = join('out', 'screens', version.name);
  mkdirSync(pictures, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'bailiwick-screen-'));
  copyWorkspaces(work);
  const root = join(work, folder);
  prepare?.(root);
  const extensions = process.env.EDITOR_EXTENSIONS ?? '';
  const server = await startServer(vscodeServer(version), { extensions, settings, isTrustAsked });
  const browser = await startBrowser();
  const context = await newContext(browser, { viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1.25 });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(workbenchUrl(server, root, [['openFile', remoteUri(server, join(root, file))]]));
  const editor = page.locator('.editor-instance .monaco-editor').first();
  await editor.locator('.view-line').first().waitFor();
  const pick = async (key: string, text: string): Promise<void> => {
    await page.keyboard.press(key);
    await page.locator('.quick-input-widget input').first().fill(text);
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: text.replace(/^>/, '') }).waitFor();
    await page.keyboard.press('Enter');
  };
  const choose = async (action: string, look = async (): Promise<void> => {}): Promise<void> => {
    const bulb = page.locator('.lightBulbWidget, [class*="codicon-gutter-lightbulb"]').first();
    await bulb.click();
    const rows = page.locator('.action-widget .monaco-list-row.action');
    await rows.filter({ hasText: action }).first().waitFor();
    await page.locator('.action-widget .monaco-list-row.focused').waitFor();
    await look();
    // Older versions lay something over the menu that takes the click.
    const titles = await rows.allInnerTexts();
    for (let down = titles.findIndex((title) => title.includes(action)); down > 0; down--)
      await page.keyboard.press('ArrowDown');
    await page.locator('.action-widget .monaco-list-row.focused', { hasText: action }).waitFor();
    await page.keyboard.press('Enter');
  };
  // A workbench that lays a line out anew, or renews what stands under it, closes a hover or never opens it.
  const pointAt = async (word: Locator, shown: Locator): Promise<void> => {
    const isShown = async (): Promise<boolean> => {
      await word.hover();
      return shown.waitFor({ timeout: rest }).then(
        () => true,
        () => false,
      );
    };
    for (let left = Math.floor(patience / rest); !(await isShown()); left--) {
      if (left === 0) throw new Error('Nothing shows under the pointer.');
      await page.mouse.move(1200, 600);
    }
  };
  return {
    page,
    choose,
    pointAt,
    editor,
    path: (name) => join(root, name),
    command: (title) => pick('F1', `>${title}`),
    open: (name) => pick('Control+P', name),
    async picture(name, clip) {
      await page.screenshot({ path: join(pictures, `${name}.png`), ...(clip ? { clip } : {}) });
    },
    async close() {
      await browser.close();
      await server.stop();
      rmSync(work, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
