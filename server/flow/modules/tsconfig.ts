/** Path aliases of tsconfig.json and jsconfig.json: `paths`, `baseUrl`, `extends` and references, read without the compiler. */
import { type JsonObject, parseObject, toObject, toText, toTexts } from './json.ts';
import { join, parentOf, upwards, within } from './paths.ts';
import { splitPackage } from './specifier.ts';

export interface TsConfig {
  /** Alias patterns in the order in which they are written; targets are relative to the root. */
  paths: { pattern: string; targets: string[] }[];
  baseUrl?: string;
  outDir?: string;
  rootDir?: string;
}

export interface TsConfigs {
  /** The configurations that hold for files of a directory, to be tried in turn. */
  near(dir: string): TsConfig[];
}

export interface TsConfigsInput {
  files: string[];
  read(path: string): string | undefined;
  /** The directory of a package of the repository. */
  packageDir(name: string): string | undefined;
}

/** Reads each configuration once, when a file below it asks. */
export function createTsConfigs({ files, read, packageDir }: TsConfigsInput): TsConfigs {
  const known = new Set(files);
  const nearest = new Map<string, TsConfig[]>();

  function load(path: string, leafDir: string, seen: Set<string>): TsConfig | undefined {
    if (seen.has(path)) return undefined;
    const json = parseObject(read(path));
    if (!json) return undefined;
    const merged: TsConfig = { paths: [] };
    for (const base of toTexts(json['extends'])) {
      const file = extended(parentOf(path), base);
      const inherited = file === undefined ? undefined : load(file, leafDir, new Set([...seen, path]));
      if (inherited) override(merged, inherited);
    }
    override(merged, own(json, parentOf(path), leafDir, merged.baseUrl));
    return merged;
  }

  function extended(dir: string, name: string): string | undefined {
    const path = /^\.\.?(\/|$)/.test(name) ? join(dir, name) : inPackage(name);
    if (path === undefined) return undefined;
    return [path, `${path}.json`, within(path, 'tsconfig.json')].find(
      (file) => file.endsWith('.json') && read(file) !== undefined,
    );
  }

  function inPackage(name: string): string | undefined {
    const split = splitPackage(name);
    const dir = split && packageDir(split.name);
    return dir === undefined ? undefined : join(dir, split?.subpath ?? '');
  }

  // A solution file has no aliases of its own; those of the projects beside it (tsconfig.app.json) hold for its files.
  function withReferences(path: string): TsConfig[] {
    const dir = parentOf(path);
    const main = load(path, dir, new Set());
    if (!main || main.paths.length > 0 || main.baseUrl !== undefined) return main ? [main] : [];
    const references = parseObject(read(path))?.['references'];
    const beside = (Array.isArray(references) ? references : []).flatMap((reference) => {
      const target = toText(toObject(reference)?.['path']);
      const file = target?.endsWith('.json') ? join(dir, target) : undefined;
      const config = file !== undefined && parentOf(file) === dir ? load(file, dir, new Set()) : undefined;
      return config ? [config] : [];
    });
    return [main, ...beside];
  }

  return {
    near(dir) {
      let found = nearest.get(dir);
      if (found) return found;
      found = [];
      for (const at of upwards(dir)) {
        const file = [within(at, 'tsconfig.json'), within(at, 'jsconfig.json')].find((path) => known.has(path));
        if (file === undefined) continue;
        found = (at === dir ? undefined : nearest.get(at)) ?? withReferences(file);
        nearest.set(at, found);
        break;
      }
      nearest.set(dir, found);
      return found;
    },
  };
}

function override(target: TsConfig, source: TsConfig): void {
  if (source.paths.length > 0) target.paths = source.paths;
  if (source.baseUrl !== undefined) target.baseUrl = source.baseUrl;
  if (source.outDir !== undefined) target.outDir = source.outDir;
  if (source.rootDir !== undefined) target.rootDir = source.rootDir;
}

function own(json: JsonObject, dir: string, leafDir: string, inheritedBase: string | undefined): TsConfig {
  const options = toObject(json['compilerOptions']) ?? {};
  const place = (base: string, text: string): string | undefined =>
    text.startsWith('${configDir}') ? join(leafDir, `./${text.slice('${configDir}'.length)}`) : join(base, text);
  const setting = (name: string): string | undefined => {
    const text = toText(options[name]);
    return text === undefined || text.startsWith('/') ? undefined : place(dir, text);
  };
  const config: TsConfig = { paths: [] };
  const baseUrl = setting('baseUrl');
  const outDir = setting('outDir');
  const rootDir = setting('rootDir');
  if (baseUrl !== undefined) config.baseUrl = baseUrl;
  if (outDir !== undefined) config.outDir = outDir;
  if (rootDir !== undefined) config.rootDir = rootDir;
  for (const [pattern, targets] of Object.entries(toObject(options['paths']) ?? {})) {
    const placed = toTexts(targets).flatMap((target) => {
      const path = target.startsWith('/') ? undefined : place(baseUrl ?? inheritedBase ?? dir, target);
      return path === undefined ? [] : [path];
    });
    config.paths.push({ pattern, targets: placed });
  }
  return config;
}

/** The paths that an alias gives a specifier: an exact pattern first, else the one with the longest prefix. */
export function aliasTargets(config: TsConfig, specifier: string): { targets: string[]; pattern: string } | undefined {
  let best: { targets: string[]; pattern: string; prefix: number } | undefined;
  for (const { pattern, targets } of config.paths) {
    const star = pattern.indexOf('*');
    if (star < 0) {
      if (pattern === specifier) return { targets, pattern };
      continue;
    }
    const suffix = pattern.slice(star + 1);
    if (
      specifier.length < pattern.length - 1 ||
      !specifier.startsWith(pattern.slice(0, star)) ||
      !specifier.endsWith(suffix)
    )
      continue;
    if (best && best.prefix >= star) continue;
    const middle = specifier.slice(star, specifier.length - suffix.length);
    best = { pattern, prefix: star, targets: targets.map((target) => target.replace('*', () => middle)) };
  }
  return best;
}
