/** One synchronous walk through the directories of a project: which are entered, which links are followed. */
import { type Dirent, type Stats, existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Failure } from '../finding.ts';
import { attempt } from './attempt.ts';
import type { DiscoverOptions } from './discover.ts';
import { createTracked } from './git-index.ts';
import { decide, type IgnoreRules, rulesInside, toRules } from './ignore-rules.ts';
import type { Inventory, SkipReason } from './inventory.ts';
import {
  isDocumentName,
  isOutputDirectory,
  isPackageDirectory,
  isSourceName,
  isVersionControl,
  manifestKind,
  skipByName,
} from './kinds.ts';
import { createListing } from './listing.ts';
import { isWithin, pathFrom, upwards } from './repository.ts';
import { errorCode } from './unreadable.ts';

interface Directory {
  absolute: string;
  real: string;
  path: string;
  rules: IgnoreRules | undefined;
  /** True inside a repository of git. */
  isRepository: boolean;
  /** Characters of `path` that were given by hand and say nothing about tests. */
  given: number;
}

interface Link extends Directory {
  name: string;
}

/** A walk below `root`; failures are added to the given list. */
export function createWalk(root: string, options: DiscoverOptions, failures: Failure[]) {
  // A root that is gone was told of by whoever looked for it.
  const realRoot =
    attempt(
      () => realpathSync(root),
      () => undefined,
    ) ?? root;
  const visited = new Set<string>();
  const links: Link[] = [];
  const configured = configuredRules(root, options);
  const inEditor = new Set(options.open);
  const listing = createListing(root, inEditor, failures);
  const { skip, fail } = listing;
  const isTracked = createTracked(root);
  const isRepository = upwards(root).some((directory) => existsSync(join(directory, '.git')));

  function skipReason(
    path: string,
    name: string,
    isDirectory: boolean,
    rules: IgnoreRules | undefined,
  ): SkipReason | undefined {
    if (isDirectory && isPackageDirectory(name)) return 'installed packages';
    const asked = isDirectory ? `${path}/` : path;
    const wish = decide(configured, asked);
    if (wish) return wish === 'ignored' ? 'ignored by configuration' : undefined;
    if (isDirectory && isOutputDirectory(name)) return 'build output';
    return decide(rules, asked) === 'ignored' && !isTracked(asked) ? 'ignored by git' : undefined;
  }

  function takeFile(directory: Directory, name: string, isSaved = true): void {
    // What an unsaved manifest says of the project is read once it is there.
    const kind = isSaved ? manifestKind(name) : undefined;
    const isDocument = isDocumentName(name);
    const isSource = isSourceName(name);
    const isOfProject = isDocument || kind !== undefined;
    if (!isOfProject && !isSource) return;
    const path = directory.path ? `${directory.path}/${name}` : name;
    const reason = skipReason(path, name, false, directory.rules) ?? (isOfProject ? undefined : skipByName(name));
    if (reason) return skip(path, reason);
    const absolute = inDirectory(directory.absolute, name);
    listing.add({ path, absolute, kind, isDocument, isSource, given: directory.given, isSaved });
  }

  /** The entries of a directory with the rules that hold in it; undefined when it cannot be read. */
  function open(directory: Directory): Dirent[] | undefined {
    const entries = attempt(
      () => readdirSync(directory.absolute, { withFileTypes: true }),
      fail(directory.path, 'directory'),
    );
    if (!entries) return undefined;
    const names = new Set(entries.map((entry) => entry.name));
    directory.rules = rulesInside(directory, names, directory.rules, failures);
    return entries;
  }

  function walkFrom(start: Directory): void {
    const pending: Directory[] = [start];
    for (let directory = pending.pop(); directory; directory = pending.pop()) {
      if (visited.has(directory.real)) continue;
      visited.add(directory.real);
      const entries = open(directory) ?? [];
      if (inEditor.size > 0) takeUnsaved(directory, new Set(entries.map(({ name }) => name)));
      for (const entry of entries) {
        const { name } = entry;
        if (entry.isFile()) takeFile(directory, name);
        else if (entry.isSymbolicLink()) links.push({ ...directory, name });
        else if (entry.isDirectory() && !isVersionControl(name)) {
          const child = childOf(directory, name, inDirectory(directory.real, name));
          const reason = skipReason(child.path, name, true, directory.rules);
          if (reason) skip(`${child.path}/`, reason);
          else pending.push(child);
        }
      }
    }
  }

  // Where a part of the way is there, the walk comes to it by itself.
  function takeUnsaved(directory: Directory, names: ReadonlySet<string>): void {
    const inside = directory.path && `${directory.path}/`;
    for (const path of [...inEditor].filter((each) => each.startsWith(inside))) {
      const way = path.slice(inside.length).split('/');
      const name = way.pop() ?? '';
      if (names.has(way[0] ?? name) || way.some(isVersionControl)) continue;
      let at = directory;
      let reason: SkipReason | undefined;
      for (const part of way) {
        at = childOf(at, part, '');
        reason ??= skipReason(at.path, part, true, at.rules);
      }
      if (reason) skip(path, reason);
      else takeFile(at, name, false);
    }
  }

  // Links come last, so that a file is listed under its own path and a link never takes its place.
  function follow(link: Link): void {
    const child = childOf(link, link.name, '');
    const absolute = child.absolute;
    const real = attempt(
      () => realpathSync(absolute),
      (error) => skip(child.path, errorCode(error) === 'ELOOP' ? 'link in a circle' : 'broken link'),
    );
    const stats = real === undefined ? undefined : attempt(() => statSync(real), fail(child.path, 'file'));
    if (real === undefined || !stats) return;
    if (!stats.isDirectory() && !manifestKind(link.name) && !isDocumentName(link.name) && !isSourceName(link.name))
      return;
    if (!isWithin(realRoot, real)) return skip(child.path, 'link out of the root');
    if (isWithin(real, link.real)) return skip(child.path, 'link in a circle');
    if (visited.has(real) || (!stats.isDirectory() && visited.has(dirname(real)))) {
      return skip(child.path, 'link to something already listed');
    }
    const way = pathFrom(realRoot, real).split('/');
    if (way.some((name) => isPackageDirectory(name) || isVersionControl(name))) {
      return skip(child.path, 'installed packages');
    }
    if (!stats.isDirectory()) {
      visited.add(real);
      return stats.isFile() ? takeFile(link, link.name) : undefined;
    }
    const reason = skipReason(child.path, link.name, true, link.rules);
    if (reason) skip(`${child.path}/`, reason);
    else walkFrom({ ...child, real });
  }

  /** The rules around a directory that was given, from the root down; none when they would ignore it. */
  function rulesAround(absolute: string): IgnoreRules | undefined {
    let rules: IgnoreRules | undefined;
    const above = upwards(absolute)
      .slice(1)
      .filter((candidate) => isWithin(root, candidate))
      .reverse();
    for (const candidate of above) {
      const path = pathFrom(root, candidate);
      const directory: Directory = { absolute: candidate, real: '', path, rules, given: 0, isRepository };
      // The project files above count for what lies below: a root tsconfig, the workspace, the lockfile.
      for (const entry of open(directory) ?? [])
        if (entry.isFile() && manifestKind(entry.name)) takeFile(directory, entry.name);
      ({ rules } = directory);
    }
    return decide(rules, `${pathFrom(root, absolute)}/`) === 'ignored' ? undefined : rules;
  }

  return {
    directory(absolute: string): void {
      const path = pathFrom(root, absolute);
      const rules = absolute === root ? undefined : rulesAround(absolute);
      const given = path ? path.length + 1 : 0;
      walkFrom({ absolute, real: realpathSync(absolute), path, rules, given, isRepository });
    },
    named(absolute: string, stats: Stats): void {
      rulesAround(absolute);
      listing.addNamed(absolute, stats);
    },
    finish(): Inventory {
      const pathOf = (link: Link): string => childOf(link, link.name, '').path;
      for (let batch = links.splice(0); batch.length > 0; batch = links.splice(0))
        for (const link of batch.sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1))) follow(link);
      return listing.inventory();
    },
  };
}

// The directory is absolute and normal, and so is what lies in it.
function inDirectory(directory: string, name: string): string {
  return directory.endsWith(sep) ? directory + name : directory + sep + name;
}

function childOf(directory: Directory, name: string, real: string): Directory {
  const { path, rules, given, isRepository } = directory;
  const own = path ? `${path}/${name}` : name;
  return { absolute: inDirectory(directory.absolute, name), real, path: own, rules, given, isRepository };
}

function configuredRules(root: string, { ignore, ignoreBase = root }: DiscoverOptions): IgnoreRules | undefined {
  if (ignore.length === 0) return undefined;
  if (isWithin(root, ignoreBase)) {
    const base = pathFrom(root, ignoreBase);
    return toRules(ignore, base && `${base}/`);
  }
  return isWithin(ignoreBase, root) ? toRules(ignore, '', undefined, `${pathFrom(ignoreBase, root)}/`) : undefined;
}
