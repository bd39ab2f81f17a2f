/** The linters and the compiler that ours is held against; they are no dependencies of the project. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, runTool } from './cache.ts';

const versions = {
  eslint: '10.15.0',
  'eslint-plugin-security': '4.1.0',
  // The newest that typescript-eslint takes; 7 has no API.
  typescript: '6.0.3',
  'typescript-eslint': '8.73.0',
};

/** The folder whose node_modules holds the peers, installed if need be. */
export function installPeers(): string {
  const folder = cacheFolder('peers');
  const manifest = join(folder, 'package.json');
  const wanted = JSON.stringify({ private: true, dependencies: versions }, undefined, 2);
  const isInstalled =
    existsSync(join(folder, 'node_modules', '.package-lock.json')) && readFileSync(manifest, 'utf8') === wanted;
  if (isInstalled) return folder;
  writeFileSync(manifest, wanted);
  runTool('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], folder);
  return folder;
}

/** Which peers these are, for the head of the report. */
export function describePeers(): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}
