/** The packages of the repository: their package.json files, who declares what, and which of them share a workspace. */
import { parse as parseYaml } from 'yaml';
import { type JsonObject, parseObject, toObject, toText, toTexts } from './json.ts';
import { join, parentOf, upwards, within } from './paths.ts';
import { gather } from '../../gather.ts';

export interface PackageFacts {
  /** Relative to the root; '' for the root itself. */
  dir: string;
  /** '' when the file names none. */
  name: string;
  /** Of every kind: run time, development, peer and optional. */
  dependencies: ReadonlyMap<string, string>;
}

export interface Manifest extends PackageFacts {
  isPrivate: boolean;
  exports?: unknown;
  imports?: JsonObject;
  /** Entry files where there is no `exports`: source, module, main, types. */
  entries: string[];
}

export interface Packages {
  /** The nearest package.json at or above a directory. */
  near(dir: string): Manifest | undefined;
  at(dir: string): Manifest | undefined;
  /** The package of the repository that an import of `name` from `dir` means. */
  named(name: string, dir: string): Manifest | undefined;
  /** The range that the nearest package.json which lists `name` gives it, and where that file stands. */
  declared(name: string, dir: string): { range: string; dir: string } | undefined;
}

export interface PackagesInput {
  packageFiles: string[];
  workspaceFiles: string[];
  read(path: string): string | undefined;
}

interface Workspace {
  dir: string;
  includes: RegExp[];
  excludes: RegExp[];
}

/** Reads every package.json once, at the first question. */
export function createPackages(input: PackagesInput): Packages {
  const byDir = new Map<string, Manifest>();
  const byName = new Map<string, Manifest[]>();
  const workspaces: Workspace[] = [];
  const nearest = new Map<string, Manifest | undefined>();
  let isRead = false;

  function readAll(): void {
    if (isRead) return;
    isRead = true;
    for (const path of [...input.packageFiles].sort()) {
      const json = parseObject(input.read(path));
      if (!json) continue;
      const manifest = toManifest(json, parentOf(path));
      byDir.set(manifest.dir, manifest);
      if (manifest.name) gather(byName, manifest.name, manifest);
      const listed = json['workspaces'];
      const patterns = toTexts(toObject(listed)?.['packages'] ?? listed);
      if (patterns.length > 0) workspaces.push(toWorkspace(manifest.dir, patterns));
    }
    for (const path of input.workspaceFiles) {
      const patterns = pnpmPatterns(input.read(path));
      if (patterns.length > 0) workspaces.push(toWorkspace(parentOf(path), patterns));
    }
  }

  const workspaceOf = (dir: string): Workspace | undefined =>
    workspaces.find((w) => {
      if (dir === w.dir) return true;
      if (w.dir !== '' && !dir.startsWith(`${w.dir}/`)) return false;
      const rest = w.dir === '' ? dir : dir.slice(w.dir.length + 1);
      return w.includes.some((r) => r.test(rest)) && !w.excludes.some((r) => r.test(rest));
    });

  function near(dir: string): Manifest | undefined {
    readAll();
    if (nearest.has(dir)) return nearest.get(dir);
    let found: Manifest | undefined;
    for (const at of upwards(dir)) if ((found = byDir.get(at))) break;
    nearest.set(dir, found);
    return found;
  }

  function declared(name: string, dir: string): { range: string; dir: string } | undefined {
    readAll();
    for (const at of upwards(dir)) {
      const range = byDir.get(at)?.dependencies.get(name);
      if (range !== undefined) return { range, dir: at };
    }
    return undefined;
  }

  function named(name: string, dir: string): Manifest | undefined {
    const from = near(dir);
    const all = byName.get(name);
    if (!all) return undefined;
    // A package may name itself only through `exports`; without them the name means the one that is installed.
    if (from?.name === name) return from.exports === undefined ? undefined : from;
    const range = declared(name, dir)?.range;
    const shared = from && workspaceOf(from.dir);
    const isMember = (m: Manifest): boolean => shared !== undefined && workspaceOf(m.dir) === shared;
    // A private package outside the workspace cannot be what a version range installs.
    const isMeant = (m: Manifest): boolean =>
      range === undefined || range.startsWith('workspace:') || isMember(m) || !m.isPrivate;
    const rank = (m: Manifest): number => (isMember(m) ? 1000 : 0) + commonDepth(m.dir, dir);
    return all
      .filter(isMeant)
      .sort((a, b) => rank(b) - rank(a) || a.dir.length - b.dir.length || (a.dir < b.dir ? -1 : 1))[0];
  }

  return {
    near,
    declared,
    named,
    at(dir) {
      readAll();
      return byDir.get(dir);
    },
  };
}

function toManifest(json: JsonObject, dir: string): Manifest {
  const dependencies = new Map<string, string>();
  for (const section of ['peerDependencies', 'optionalDependencies', 'devDependencies', 'dependencies']) {
    for (const [name, range] of Object.entries(toObject(json[section]) ?? {}))
      if (typeof range === 'string') dependencies.set(name, range);
  }
  const imports = toObject(json['imports']);
  const entries = ['source', 'module', 'main', 'types', 'typings'].flatMap((key) => toTexts(json[key]));
  return {
    dir,
    name: toText(json['name']) ?? '',
    dependencies,
    isPrivate: json['private'] === true,
    entries,
    ...(json['exports'] == null ? {} : { exports: json['exports'] }),
    ...(imports ? { imports } : {}),
  };
}

function pnpmPatterns(text: string | undefined): string[] {
  if (text === undefined) return [];
  try {
    return toTexts(toObject(parseYaml(text) as unknown)?.['packages']);
  } catch {
    // A broken workspace file only costs the order among packages of one name.
    return [];
  }
}

function toWorkspace(dir: string, patterns: string[]): Workspace {
  const compile = (pattern: string): RegExp => {
    const path = join('', pattern.replace(/^!/, '')) ?? '';
    const source = path
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*\*\/?|\*/g, (star) => (star === '*' ? '[^/]*' : '.*'));
    return new RegExp(`^${source}$`);
  };
  const isExcluded = (pattern: string): boolean => pattern.startsWith('!');
  return {
    dir,
    includes: patterns.filter((p) => !isExcluded(p)).map(compile),
    excludes: patterns.filter(isExcluded).map(compile),
  };
}

function commonDepth(a: string, b: string): number {
  const left = within(a, '').split('/');
  const right = within(b, '').split('/');
  let depth = 0;
  while (depth < left.length && left[depth] === right[depth]) depth++;
  return depth;
}
