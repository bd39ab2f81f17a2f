/** Finds the file or the package that an import means, from the repository's own files and with no compiler. */
import { exportTargets, fieldTargets } from './exports-field.ts';
import { createImportMaps } from './import-map.ts';
import { createLockfiles, type Locked } from './lockfiles.ts';
import { type Manifest, type PackageFacts, createPackages } from './packages.ts';
import { join, parentOf } from './paths.ts';
import { sourceOfOutput } from './output.ts';
import { createSources } from './sources.ts';
import { builtin, readSpecifier, splitPackage } from './specifier.ts';
import { aliasTargets, createTsConfigs } from './tsconfig.ts';

export type { PackageFacts } from './packages.ts';

export type Resolution =
  | { kind: 'file'; file: string }
  /** An npm package that is not part of the repository; `subpath` as written (`server/mcp.js`), '' for the package itself. */
  | { kind: 'package'; name: string; subpath: string }
  /** Always with the prefix: `node:http`. */
  | { kind: 'builtin'; name: string }
  | { kind: 'missing' };

export interface ModuleResolverInput {
  /** Every source path, relative to the root with forward slashes, whether it will be parsed or not. */
  files: Iterable<string>;
  /** Paths of package.json files. */
  packageFiles: string[];
  /** Paths of tsconfig*.json and jsconfig.json files. */
  tsconfigFiles: string[];
  /** Paths of pnpm-workspace.yaml files. */
  workspaceFiles: string[];
  /** Paths of deno.json and deno.jsonc files. */
  denoFiles?: string[];
  /** The text of a file under the root, or undefined when it cannot be read. */
  read(path: string): string | undefined;
}

export interface ModuleResolver {
  /** What `specifier` means in the file `from`; never guesses: `missing` when the project does not say. */
  resolve(from: string, specifier: string): Resolution;
  /** The nearest package.json at or above the file. */
  packageOf(file: string): PackageFacts | undefined;
  /** The version of a package that the nearest lockfile pins for the file. */
  installedVersion(file: string, name: string): string | undefined;
  /** The same with the lockfile, for packages of npm and of PyPI. */
  locked(file: string, name: string, registry: 'npm' | 'pypi'): Locked | undefined;
}

const missing: Resolution = { kind: 'missing' };

/** A resolver over one state of the repository; results are kept per directory and specifier. */
export function createModuleResolver(input: ModuleResolverInput): ModuleResolver {
  const sources = createSources(input.files);
  const packages = createPackages(input);
  const configs = createTsConfigs({
    files: input.tsconfigFiles,
    read: input.read,
    packageDir: (name) => packages.named(name, '')?.dir,
  });
  const importMaps = createImportMaps({ files: input.denoFiles ?? [], read: input.read });
  const lockfiles = createLockfiles({ read: input.read, packages });
  const memo = new Map<string, Map<string, Resolution>>();
  const byFile = new Map<string, Map<string, Resolution>>();

  // One memo for all files of a directory, found by the file because cutting its path takes longer than the rest.
  function memoOf(from: string): Map<string, Resolution> {
    let known = byFile.get(from);
    if (known) return known;
    const dir = parentOf(from);
    known = memo.get(dir);
    if (!known) memo.set(dir, (known = new Map()));
    byFile.set(from, known);
    return known;
  }

  function resolveIn(dir: string, specifier: string, depth: number): Resolution {
    const read = readSpecifier(specifier);
    switch (read.kind) {
      case 'relative':
        return relative(join(dir, read.path), /(^|\/)\.{0,2}$/.test(read.path));
      case 'builtin':
      case 'package':
        return read;
      case 'unknown':
        return missing;
      case 'bare':
        return bare(dir, read.text, depth);
    }
  }

  function relative(path: string | undefined, isDirectory: boolean): Resolution {
    if (path === undefined) return missing;
    const isBuilt = /(^|\/)(?:dist|build|out)\/.+\.[mc]?js$/.test(path);
    return toFile(atPath(path, isDirectory) ?? (isBuilt ? builtFrom(path) : undefined));
  }

  function bare(dir: string, text: string, depth: number): Resolution {
    const tsConfigs = configs.near(dir);
    let isAlias = false;
    for (const config of tsConfigs) {
      const alias = aliasTargets(config, text);
      if (!alias) continue;
      isAlias ||= alias.pattern !== '*';
      for (const target of alias.targets) {
        const found = atAlias(dir, target);
        if (found) return found;
      }
    }
    if (text.startsWith('#')) return ownImport(dir, text, depth);
    const mapped = importMaps.lookup(dir, text);
    if (mapped !== undefined && depth < 8) return resolveIn(mapped.dir, mapped.target, depth + 1);
    const name = builtin(text);
    if (name) return { kind: 'builtin', name };
    for (const { baseUrl } of tsConfigs) {
      const file = baseUrl === undefined ? undefined : atPath(join(baseUrl, text), false);
      if (file) return { kind: 'file', file };
    }
    const split = splitPackage(text);
    if (!split) return missing;
    return ofPackage(dir, split.name, split.subpath, isAlias);
  }

  function ofPackage(dir: string, name: string, subpath: string, isAlias: boolean): Resolution {
    const declared = packages.declared(name, dir);
    const local = /^(?:file|link|portal):(.*)$/.exec(declared?.range ?? '')?.[1];
    const linked = local === undefined ? undefined : join(declared?.dir ?? '', local);
    const manifest = (linked === undefined ? undefined : packages.at(linked)) ?? packages.named(name, dir);
    const file = manifest && entryOf(manifest, subpath);
    if (file) return { kind: 'file', file };
    const renamed = /^npm:((?:@[^/@]+\/)?[^/@]+)/.exec(declared?.range ?? '')?.[1];
    // An alias of the project whose file is absent (generated, say) is no npm package, unless one is declared.
    if (isAlias && !declared && !manifest) return missing;
    return { kind: 'package', name: renamed ?? name, subpath };
  }

  function ownImport(dir: string, text: string, depth: number): Resolution {
    const manifest = packages.near(dir);
    if (!manifest?.imports) return missing;
    const targets = fieldTargets(manifest.imports, text);
    const file = firstSource(
      manifest,
      targets.filter((target) => target.startsWith('./')),
    );
    if (file) return { kind: 'file', file };
    const other = targets.find((target) => !target.startsWith('.') && !target.startsWith('#'));
    return other !== undefined && depth < 8 ? resolveIn(manifest.dir, other, depth + 1) : missing;
  }

  function entryOf(manifest: Manifest, subpath: string): string | undefined {
    const targets = exportTargets(manifest.exports, subpath ? `./${subpath}` : '.');
    if (!subpath) targets.push(...manifest.entries);
    const found = firstSource(manifest, targets);
    if (found) return found;
    if (subpath) return atPath(join(manifest.dir, subpath), false) ?? fromOutput(manifest, subpath);
    return sources.index(manifest.dir) ?? fromOutput(manifest, 'index');
  }

  function firstSource(manifest: Manifest, targets: string[]): string | undefined {
    for (const target of targets) {
      const path = /\.d\.[mc]?ts$/.test(target) ? undefined : join(manifest.dir, target);
      const file = path === undefined ? undefined : (sources.module(path) ?? sources.index(path));
      if (file) return file;
    }
    for (const target of targets) {
      const file = fromOutput(manifest, target);
      if (file) return file;
    }
    return undefined;
  }

  function fromOutput(manifest: Manifest, target: string): string | undefined {
    return sourceOfOutput({ dir: manifest.dir, target, sources, configs: configs.near(manifest.dir) });
  }

  function atPath(path: string | undefined, isDirectory: boolean): string | undefined {
    if (path === undefined) return undefined;
    const file = isDirectory ? undefined : sources.module(path);
    if (file) return file;
    const manifest = packages.at(path);
    return (
      (manifest && manifest.entries.length > 0 ? firstSource(manifest, manifest.entries) : undefined) ??
      sources.index(path)
    );
  }

  function atAlias(dir: string, target: string): Resolution | undefined {
    // An alias into node_modules may name a package of the workspace, which is linked there.
    const installed = /(?:^|\/)node_modules\/(?!.*node_modules\/)(.+)$/.exec(target)?.[1];
    if (installed !== undefined) {
      const split = splitPackage(installed.replace(/^@types\//, ''));
      return split && ofPackage(dir, split.name, split.subpath, false);
    }
    const file = atPath(target, false) ?? builtFrom(target);
    return file === undefined ? undefined : { kind: 'file', file };
  }

  function builtFrom(path: string): string | undefined {
    const owner = packages.near(parentOf(path));
    return owner && fromOutput(owner, owner.dir === '' ? path : path.slice(owner.dir.length + 1));
  }

  return {
    resolve(from, specifier) {
      const known = memoOf(from);
      let found = known.get(specifier);
      if (!found) known.set(specifier, (found = resolveIn(parentOf(from), specifier, 0)));
      return found;
    },
    packageOf: (file) => packages.near(parentOf(file)),
    installedVersion: (file, name) => lockfiles.locked(parentOf(file), name)?.version,
    locked: (file, name, registry) =>
      registry === 'npm' ? lockfiles.locked(parentOf(file), name) : lockfiles.lockedPython(parentOf(file), name),
  };
}

function toFile(file: string | undefined): Resolution {
  return file === undefined ? missing : { kind: 'file', file };
}
