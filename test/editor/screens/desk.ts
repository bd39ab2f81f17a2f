import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { openScreen, type Screen } from './screen.ts';

describe('on the screen', () => {
  let screen: Screen;

  before(async () => {
    screen = await openScreen({ folder: 'release-desk', file: 'src/tools.ts' });
  });
  after(() => screen.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await screen.picture('failure');
  });

  it('a squiggle stands under the finding', async () => {
    await screen.editor.locator('.squiggly-error').first().waitFor({ state: 'attached' });
    await screen.picture('squiggle');
  });

  it('the status bar counts the findings', async () => {
    const item = screen.page.locator('.statusbar-item', { hasText: /Bailiwick 7/ });
    await item.waitFor();
  });

  it('a hover shows what is wrong, and why', async () => {
    const { page, editor } = screen;
    const hover = page.locator('.monaco-hover:visible', { hasText: "The caller's token is forwarded" });
    await screen.pointAt(editor.locator('.view-line span span', { hasText: /^authInfo$/ }).last(), hover.first());
    await screen.picture('hover', { x: 352, y: 0, width: 928, height: 500 });
    await page.keyboard.press('Escape');
  });

  it('the tree shows pillars, rules and findings', async () => {
    const { page } = screen;
    await screen.command('Bailiwick: Focus on Findings View');
    const rows = page.locator('.pane-body .monaco-list-row');
    await rows.filter({ hasText: 'Identity' }).waitFor();
    await rows.filter({ hasText: 'Inbound token forwarded to another service' }).click();
    await rows.filter({ hasText: "The caller's token is forwarded to api.tracker.example" }).waitFor();
    await screen.picture('tree');
  });

  it('the path of a token stands beside its code', async () => {
    const { page } = screen;
    await page.locator('.pane-body .monaco-list-row', { hasText: "The caller's token is forwarded" }).click();
    await screen.command('Bailiwick: Show Paths of This Finding');
    await page.locator('.monaco-list-row', { hasText: 'bearer token of the calling client' }).first().waitFor();
    await page.mouse.move(1200, 500);
    await page.locator('.monaco-hover:visible').first().waitFor({ state: 'detached' });
    await screen.picture('path', { x: 48, y: 0, width: 1210, height: 562 });
    await screen.command('Bailiwick: Close Paths');
  });

  it('the lightbulb offers a fix, which closes the finding', async () => {
    const { page, editor } = screen;
    await screen.open('builds.ts');
    await editor.locator('.squiggly-error').first().waitFor({ state: 'attached' });
    await editor.locator('.view-line span span', { hasText: /^'x-served-by'$/ }).click();
    await page.mouse.wheel(0, -1000);
    await screen.choose('Leave Authorization and Cookie out', () =>
      screen.picture('lightbulb', { x: 352, y: 0, width: 928, height: 340 }),
    );
    await editor.locator('.squiggly-error').first().waitFor({ state: 'detached' });
    await screen.picture('fixed');
    await page.keyboard.press('Control+S');
    await page.locator('.tab.active:not(.dirty)', { hasText: 'builds.ts' }).waitFor();
    const saved = readFileSync(screen.path('src/builds.ts'), 'utf8');
    assert.match(saved, /\(\{ authorization, cookie, \.\.\.headers \}\)/);
  });

  it('a finding is ignored with the reason that one types', async () => {
    const { page, editor } = screen;
    await screen.open('login.ts');
    await editor.locator('.squiggly-warning').first().waitFor({ state: 'attached' });
    await editor.locator('.view-line span span', { hasText: "'repo admin:org read:user'" }).click();
    await screen.choose('Ignore broad-scope on this line');
    await editor.locator('.view-line', { hasText: 'bailiwick-ignore broad-scope -- ' }).waitFor();
    await page.keyboard.type('the desk manages teams');
    await editor.locator('.view-line', { hasText: 'broad-scope -- the desk manages teams' }).waitFor();
    await editor.locator('.squiggly-warning').first().waitFor({ state: 'detached' });
    await screen.picture('ignored');
  });

  it('the walkthrough begins', async () => {
    await screen.command('Bailiwick: Open Walkthrough');
    await screen.page.locator('.gettingStartedContainer', { hasText: 'Bailiwick' }).waitFor();
    await screen.picture('walkthrough');
  });
});
