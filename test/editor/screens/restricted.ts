import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openScreen, type Screen } from './screen.ts';

/** What a stranger might put into a folder to be left alone. */
function silence(folder: string): void {
  mkdirSync(join(folder, '.vscode'));
  writeFileSync(join(folder, '.vscode', 'settings.json'), '{ "bailiwick.config": "silent.yaml" }');
  writeFileSync(join(folder, 'silent.yaml'), 'rules:\n  token-passthrough: off\n');
}

describe('in a folder that is not trusted', () => {
  let screen: Screen;

  before(async () => {
    screen = await openScreen({ folder: 'release-desk', file: 'src/tools.ts', isTrustAsked: true, prepare: silence });
  });
  after(() => screen.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await screen.picture('restricted-failure');
  });

  it('findings show, whatever configuration the folder names', async () => {
    const { page, editor } = screen;
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await editor.locator('.squiggly-error').first().waitFor({ state: 'attached' });
    await page.locator('.statusbar-item', { hasText: /Bailiwick 7/ }).waitFor();
    await screen.picture('restricted');
  });

  it('the configuration that it names counts once the folder is trusted', async () => {
    const { page } = screen;
    await screen.command('Workspaces: Manage Workspace Trust');
    await page.locator('.workspace-trust-editor .monaco-button', { hasText: 'Trust' }).first().click();
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ state: 'detached' });
    await page.locator('.statusbar-item', { hasText: /Bailiwick 6/ }).waitFor();
  });
});
