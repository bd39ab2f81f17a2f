/** `node scripts/pack.mjs FILE`: packs what was built into a .vsix, from a copy of what ships. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [file = 'bailiwick.vsix'] = process.argv.slice(2);

function vsce(cwd, ...args) {
  const tool = join(root, 'node_modules/@vscode/vsce/vsce');
  return execFileSync(process.execPath, [tool, ...args, '--no-dependencies'], { cwd, encoding: 'utf8' });
}

const copy = mkdtempSync(join(tmpdir(), 'bailiwick-pack-'));
try {
  for (const path of vsce(root, 'ls').trim().split('\n')) cpSync(join(root, path), join(copy, path));
  // The page of an extension may show no SVG, and the tool refuses a README that does.
  const readme = join(copy, 'README.md');
  writeFileSync(readme, readFileSync(readme, 'utf8').replace(/^!\[[^\]]*\]\([^)]*\.svg\)\n+/gm, ''));
  vsce(copy, 'package', '--out', resolve(file));
} finally {
  rmSync(copy, { recursive: true });
}
