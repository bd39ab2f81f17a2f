/**
 * Puts the server of VS Code into the cache, out of the npm registry alone and without a compiler: the package
 * code-server carries it ready to run, but for modules that are built on the machine, of which three are needed at
 * start and get plain substitutes.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { substitutes } from './substitutes.ts';
import { Unavailable } from './unavailable.ts';
import type { VersionSource } from './versions.ts';

export interface VscodeServer {
  version: string;
  node: string;
  /** The script that is the whole server. */
  main: string;
}

/** What server, extension host and workbench load when they run; the package's own lock gives the versions. */
const dependencies = [
  '@microsoft/1ds-core-js',
  '@microsoft/1ds-post-js',
  '@parcel/watcher',
  '@vscode/iconv-lite-umd',
  '@vscode/proxy-agent',
  '@vscode/ripgrep',
  '@vscode/ripgrep-universal',
  '@vscode/tree-sitter-wasm',
  'cookie',
  'detect-libc',
  'http-proxy-agent',
  'https-proxy-agent',
  'jschardet',
  'minimist',
  'tas-client',
  'vscode-oniguruma',
  'vscode-regexpp',
  'vscode-textmate',
  'ws',
  'yauzl',
  'yazl',
];

/** Extensions that are big, want a compiler or the network, and have no part in a test. */
const withoutExtensions = [
  'copilot',
  'git',
  'github',
  'mermaid-markdown-features',
  'microsoft-authentication',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'ms-vscode.vscode-js-profile-table',
  'terminal-suggest',
  'tunnel-forwarding',
  'typescript-language-features',
];

/** Older versions fetch ripgrep from GitHub when they are installed; this package carries it. */
const ripgrep = '@vscode/ripgrep-universal@1.18.0';

const cache = resolve('.vscode-offline');

/** The server of a version: from the cache, or installed there first, which takes a quarter of a minute. */
export function vscodeServer({ name, vscode, codeServer, node }: VersionSource): VscodeServer {
  const recipe = JSON.stringify({ codeServer, dependencies, withoutExtensions, substitutes, ripgrep });
  const folder = cached(name, recipe, `VS Code ${vscode}`, (target) => installServer(codeServer, target));
  return { version: vscode, node: nodeOf(node), main: join(folder, 'out', 'server-main.js') };
}

function nodeOf(version: string): string {
  if (version.split('.')[0] === process.versions.node.split('.')[0]) return process.execPath;
  const spec = `node-linux-${process.arch}@${version}`;
  const folder = cached(`node-${version}`, spec, `Node ${version}`, (target) =>
    unpack(spec, target, 2, 'package/bin/node'),
  );
  return join(folder, 'node');
}

/** A folder of the cache that was filled by this recipe; one that was left half full is no hindrance. */
function cached(name: string, recipe: string, what: string, fill: (folder: string) => void): string {
  const folder = join(cache, name);
  const mark = join(folder, 'ready.json');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === recipe) return folder;
  console.log(`Installing ${what} from the npm registry …`);
  const building = `${folder}.part`;
  for (const old of [folder, building]) rmSync(old, { recursive: true, force: true });
  mkdirSync(building, { recursive: true });
  fill(building);
  writeFileSync(join(building, 'ready.json'), recipe);
  renameSync(building, folder);
  return folder;
}

function installServer(version: string, root: string): void {
  unpack(`code-server@${version}`, root, 3, 'package/lib/vscode');
  for (const name of withoutExtensions) rmSync(join(root, 'extensions', name), { recursive: true, force: true });

  const manifestFile = join(root, 'package.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as { dependencies: Record<string, string> };
  const kept = Object.entries(manifest.dependencies).filter(([name]) => dependencies.includes(name));
  writeFileSync(manifestFile, JSON.stringify({ ...manifest, dependencies: Object.fromEntries(kept), overrides: {} }));
  npm(['install', '--omit=dev', '--ignore-scripts', '--engine-strict=false', '--no-audit', '--no-fund'], root);

  const modules = join(root, 'node_modules');
  const binaries = join(modules, '@vscode/ripgrep-universal/bin', `linux-${process.arch}`);
  if (!existsSync(binaries)) {
    mkdirSync(join(modules, '@vscode/ripgrep-universal'), { recursive: true });
    unpack(ripgrep, join(modules, '@vscode/ripgrep-universal'), 1, 'package');
    cpSync(binaries, join(modules, '@vscode/ripgrep/bin'), { recursive: true });
  }
  for (const [name, code] of Object.entries(substitutes)) {
    const module = join(modules, name);
    rmSync(module, { recursive: true, force: true });
    mkdirSync(module, { recursive: true });
    writeFileSync(join(module, 'package.json'), JSON.stringify({ name, main: 'index.cjs' }));
    writeFileSync(join(module, 'index.cjs'), code);
  }
}

/** Unpacks a part of a package of the registry, without the first directories of its paths. */
function unpack(spec: string, folder: string, strip: number, part: string): void {
  const file = npm(['pack', '--silent', spec], folder).trim().split('\n').at(-1) ?? '';
  execFileSync('tar', ['xzf', file, `--strip-components=${strip}`, part], { cwd: folder });
  rmSync(join(folder, file));
}

function npm(args: string[], cwd: string): string {
  try {
    return execFileSync('npm', [...args, '--loglevel=error'], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  } catch {
    throw new Unavailable(`\`npm ${args.join(' ')}\` failed; without it there is no VS Code for the editor tests.`);
  }
}
