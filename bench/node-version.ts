/** Other versions of Node than the one at hand, out of the packages by which npm hands out its programs. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { cacheFolder, runTool } from './cache.ts';

const versions = new Map([
  ['22', '22.23.3'],
  ['24', '24.21.0'],
]);

/** The first numbers of the versions that can be had. */
export const nodeLines = [...versions.keys()];

/** Runs this program again by the Node with this first number, without `--node`; its exit code. Throws where npm has none for this machine. */
export function runAgainBy(line: string): number {
  const version = versions.get(line);
  if (version === undefined) throw new RangeError(`--node ${line}: there are ${nodeLines.join(', ')}`);
  const args = process.argv.slice(2);
  const at = args.findIndex((arg) => arg === '--node' || arg.startsWith('--node='));
  args.splice(at, args[at] === '--node' ? 2 : 1);
  const command = [...process.execArgv, process.argv[1] ?? '', ...args];
  return spawnSync(fetchedNode(version), command, { stdio: 'inherit' }).status ?? 2;
}

function fetchedNode(version: string): string {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${system}-${process.arch}`;
  const folder = cacheFolder('node', version);
  const program = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(program))
    runTool('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', `${name}@${version}`], folder);
  return program;
}
