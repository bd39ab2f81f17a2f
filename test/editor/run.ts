/**
 * `npm run test:editor`: installs the packaged extension in VS Code and runs the suites there.
 *
 * By default in the oldest and the newest version that we promise, as servers with the workbench in a browser, which
 * npm and Debian have; with --desktop in a VS Code that is downloaded, or in the one that VSCODE_EXECUTABLE names.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleSuites, suiteNames } from './bundle.ts';
import { desktop, standIns, type Editor } from './editors.ts';
import { chromium } from './offline/chromium.ts';
import { vscodeServer } from './offline/install.ts';
import { Unavailable } from './offline/unavailable.ts';
import { versions } from './offline/versions.ts';
import { runSuite } from './suite-run.ts';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const { values, positionals } = parseArgs({
  options: {
    desktop: { type: 'boolean', default: false },
    /** floor or current; both when it is left out. */
    vscode: { type: 'string' },
    suite: { type: 'string' },
    grep: { type: 'string', default: '' },
  },
  allowPositionals: true,
});
const vsix = resolve(positionals[0] ?? '');
const isWanted = (name: string | undefined, wanted: string | undefined): boolean => !wanted || name === wanted;
let failed = false;

async function editors(): Promise<Editor[]> {
  if (values.desktop) return [await desktop()];
  chromium();
  for (const version of versions) if (isWanted(version.name, values.vscode)) vscodeServer(version);
  return standIns.filter(({ standIn }) => isWanted(standIn, values.vscode));
}

async function tryIn(editor: Editor, module: string): Promise<void> {
  const extensions = mkdtempSync(join(tmpdir(), 'bailiwick-extensions-'));
  const env = { ...process.env, ...editor.env };
  try {
    const [command = '', ...args] = editor.cli;
    execFileSync(command, [...args, '--install-extension', vsix, '--extensions-dir', extensions], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    for (const suite of suiteNames.filter((name) => isWanted(name, values.suite))) {
      console.log(`\n${editor.name}, suite ${suite}`);
      const report = await runSuite({ suite, editor, module, extensions, grep: values.grep });
      console.log(report);
      if (/^ +\d+ failing/m.test(report)) failed = true;
    }
    if (!editor.standIn || !isWanted('screens', values.suite)) return;
    console.log(`\n${editor.name}, screens`);
    const mocha = ['node_modules/mocha/bin/mocha.js', '--grep', values.grep, 'test/editor/screens/*.ts'];
    const { status } = spawnSync(process.execPath, mocha, {
      env: { ...env, EDITOR_EXTENSIONS: extensions },
      stdio: 'inherit',
    });
    if (status !== 0) failed = true;
  } finally {
    rmSync(extensions, { recursive: true, force: true, maxRetries: 5 });
  }
}

try {
  const module = await bundleSuites();
  for (const editor of await editors()) await tryIn(editor, module);
} catch (error) {
  if (!(error instanceof Unavailable)) throw error;
  console.error(error.message);
  process.exit(2);
}
process.exit(failed ? 1 : 0);
