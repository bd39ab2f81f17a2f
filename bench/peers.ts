/** The linters and the compiler that ours is held against; they are no dependencies of the project. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { cacheFolder, runTool } from './cache.ts';

const versions = {
  '@ast-grep/cli': '0.51.1',
  '@biomejs/biome': '2.6.8',
  eslint: '10.15.0',
  'eslint-plugin-security': '4.1.0',
  // The newest that typescript-eslint takes; 7 has no API.
  typescript: '6.0.3',
  'typescript-eslint': '8.73.0',
};
const semgrepVersion = '1.185.0';

export interface Peers {
  /** Its node_modules holds what comes from npm. */
  folder: string;
  /** The programs themselves, without the scripts that start them; undefined where this machine has none. */
  astGrep: string | undefined;
  biome: string | undefined;
  semgrep: string | undefined;
}

/** The peers, installed if need be. */
export function installPeers(): Peers {
  const folder = cacheFolder('peers');
  const manifest = join(folder, 'package.json');
  const wanted = JSON.stringify({ private: true, dependencies: versions }, undefined, 2);
  const isInstalled =
    existsSync(join(folder, 'node_modules', '.package-lock.json')) && readFileSync(manifest, 'utf8') === wanted;
  if (!isInstalled) {
    writeFileSync(manifest, wanted);
    runTool('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], folder);
  }
  return {
    folder,
    astGrep: nativeProgram(folder, '@ast-grep', 'ast-grep'),
    biome: nativeProgram(folder, '@biomejs', 'biome'),
    semgrep: installSemgrep(),
  };
}

/** Which peers these are, for the head of the report. */
export function describePeers({ semgrep }: Peers): string {
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [...named, semgrep ? `semgrep ${semgrepVersion}` : 'no semgrep, which this machine cannot install'].join(', ');
}

// npm installs the one package whose platform this is.
function nativeProgram(folder: string, scope: string, name: string): string | undefined {
  const packages = join(folder, 'node_modules', scope);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return readdirSync(packages)
    .filter((entry) => entry.startsWith('cli-'))
    .map((entry) => join(packages, entry, name + suffix))
    .find(existsSync);
}

function installSemgrep(): string | undefined {
  const folder = cacheFolder('semgrep', semgrepVersion);
  const bin = join(folder, 'bin');
  const program = join(bin, 'semgrep');
  try {
    if (!existsSync(program)) {
      runTool('python3', ['-m', 'venv', folder], folder);
      runTool(join(bin, 'python'), ['-m', 'pip', 'install', '--quiet', `semgrep==${semgrepVersion}`], folder);
    }
    return program;
  } catch {
    // No Python, no venv or no package for this platform: the bench says so and goes on without.
    return undefined;
  }
}
