/** Installs the packages of the lock file when what is installed differs; plain JavaScript, since nothing is there yet. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Bailiwick needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(2);
}

/** Runs a command in the repository with its output shown, and returns its exit code. */
export function run(command, args) {
  const isNpm = command === 'npm' && process.platform === 'win32';
  const { status, error } = spawnSync(isNpm ? 'npm.cmd' : command, args, { cwd: root, stdio: 'inherit', shell: isNpm });
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 2;
}

function isInstalled() {
  const [wanted, installed] = ['package-lock.json', 'node_modules/.package-lock.json'].map((name) =>
    existsSync(root + name) ? JSON.parse(readFileSync(root + name, 'utf8')).packages : undefined,
  );
  if (!installed) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || installed[path]?.version === version || (optional && !(path in installed)),
  );
}

if (!isInstalled()) {
  console.log('Installing the packages of package-lock.json …');
  const code = run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) process.exit(code);
}
