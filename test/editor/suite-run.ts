/** Runs one suite in one editor, with a copy of its workspace, and tells what the suite has written down. */
import { runTests } from '@vscode/test-electron';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Editor } from './editors.ts';

/** What each suite opens, below `test/editor/workspaces`. */
const workspaces: Record<string, string> = {
  desk: 'release.code-workspace',
  manifests: 'deploy',
  quiet: 'prose',
};

export interface SuiteRun {
  suite: string;
  editor: Editor;
  /** The module that runs the suites. */
  module: string;
  /** The folder that the extension is installed in. */
  extensions: string;
  grep: string;
}

/** The workspaces of the tests, with the example agent as one of them. */
export function copyWorkspaces(folder: string): void {
  cpSync('test/editor/workspaces', folder, { recursive: true });
  cpSync('scripts/example-agent', join(folder, 'release-desk'), { recursive: true });
}

/** The report of mocha, with a failure of its own when the suite did not come to its end. */
export async function runSuite({ suite, editor, module, extensions, grep }: SuiteRun): Promise<string> {
  const workspace = workspaces[suite];
  if (!workspace) throw new Error(`No workspace is named for the suite ${suite}.`);
  const folder = mkdtempSync(join(tmpdir(), `bailiwick-${suite}-`));
  const report = join(folder, 'report.txt');
  try {
    copyWorkspaces(join(folder, 'work'));
    await runTests({
      vscodeExecutablePath: editor.executable,
      extensionDevelopmentPath: resolve('test/editor/bystander'),
      extensionTestsPath: resolve(module),
      extensionTestsEnv: { ...editor.env, EDITOR_SUITE: suite, EDITOR_REPORT: report, EDITOR_GREP: grep },
      launchArgs: [
        join(folder, 'work', workspace),
        `--extensions-dir=${extensions}`,
        `--user-data-dir=${join(folder, 'user')}`,
      ],
    }).catch(() => {
      // The report tells of failing tests, and has no end when it is not for them.
    });
    const written = existsSync(report) ? readFileSync(report, 'utf8') : '';
    return isWhole(written) ? written : `${written}\n  1 failing\n\n  ${suite} did not come to its end.\n`;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function isWhole(report: string): boolean {
  return /^ +[1-9]\d* (passing|failing)/m.test(report);
}
