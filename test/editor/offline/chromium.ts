/** The browser that shows the workbench. */
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { Unavailable } from './unavailable.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The path of a Chromium: `$CHROMIUM`, one in the PATH, or Debian's, which is installed when we may. */
export function chromium(): string {
  const found = process.env.CHROMIUM ?? find();
  if (found) return found;
  install();
  const installed = find();
  if (!installed) throw new Unavailable('apt-get installed chromium, but there is no such command in the PATH.');
  return installed;
}

function find(): string | undefined {
  const directories = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => directories.map((directory) => join(directory, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function install(): void {
  const hasApt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (!hasApt || process.getuid?.() !== 0) {
    const how = hasApt ? 'run `apt-get install chromium` as root' : 'install Chromium';
    throw new Unavailable(`The editor tests need Chromium: ${how}, or name one in CHROMIUM.`);
  }
  console.log('Installing chromium with apt-get …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']])
      execFileSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (error) {
    throw new Unavailable(`apt-get could not install chromium: ${String(error)}`);
  }
}
