/** The .vsix that ships: what is in it, and how large it is. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Bytes. */
const largest = 2_000_000;

function vsce(...args: string[]): string {
  const tool = join(root, 'node_modules/@vscode/vsce/vsce');
  return execFileSync(process.execPath, [tool, ...args, '--no-dependencies'], {
    cwd: root,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

describe('package of the extension', () => {
  it('holds what the extension needs at run time, and nothing else', () => {
    const files = vsce('ls').trim().split('\n');
    const walkthrough = files.filter((file) => file.startsWith('client/media/walkthrough/'));
    assert.deepEqual(files.filter((file) => !walkthrough.includes(file)).sort(), [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'client/media/icon.png',
      'client/media/view.svg',
      'dist/NOTICES.txt',
      'dist/client.cjs',
      'dist/language-server.cjs',
      'dist/pages.json',
      'dist/server.cjs',
      'dist/ts-morph.cjs',
      'package.json',
      'rules/schema/config.schema.json',
    ]);
  });

  it('is packed without a complaint and stays small', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bailiwick-vsix-'));
    try {
      const file = join(folder, 'bailiwick.vsix');
      execFileSync(process.execPath, [join(root, 'scripts/pack.mjs'), file], { stdio: 'pipe' });
      const { size } = statSync(file);
      assert.ok(size <= largest, `${size} bytes; ${largest} are allowed`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
