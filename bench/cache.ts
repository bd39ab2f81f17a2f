/** Where the bench keeps what it fetches and builds, and how it calls npm. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The repository, with a slash at its end. */
export const repository = fileURLToPath(new URL('..', import.meta.url));

/** A folder of the cache, made if need be; it lies outside every repository, so no ignore file applies to it. */
export function cacheFolder(...names: string[]): string {
  const folder = join(tmpdir(), 'bailiwick-bench', ...names);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Runs a tool and throws with what it said when it fails. */
export function runTool(command: string, args: string[], cwd: string): void {
  // npm is a batch file on Windows, and those need a shell.
  const isBatch = command === 'npm' && process.platform === 'win32';
  const { status, error, stdout, stderr } = spawnSync(isBatch ? 'npm.cmd' : command, args, {
    cwd,
    encoding: 'utf8',
    shell: isBatch,
  });
  if (status === 0) return;
  throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? `${stdout}${stderr}`.trim()}`);
}
