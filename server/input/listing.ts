/** What a walk comes upon: the sources, documents and project files that count, and what is left out and why. */
import { type Stats, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Failure } from '../finding.ts';
import type { InputFile, Inventory, SkipReason, Stamp } from './inventory.ts';
import {
  isDocumentName,
  isSourceName,
  isSamplePath,
  isTestPath,
  isToolSetting,
  largestFile,
  manifestKind,
  type Manifests,
  skipByName,
} from './kinds.ts';
import { pathFrom } from './repository.ts';
import { whyUnreadable } from './unreadable.ts';

interface Found {
  path: string;
  absolute: string;
  /** Which file of the project it is, if one; a file that only stands in an editor yet is none. */
  kind: keyof Manifests | undefined;
  isDocument: boolean;
  isSource: boolean;
  /** Characters of `path` that were given by hand and say nothing about tests. */
  given: number;
  /** False for a file that only stands in an editor yet. */
  isSaved: boolean;
}

type SeenStats = Pick<Stats, 'size' | 'mtimeMs' | 'ctimeMs' | 'ino'>;

const unsaved: SeenStats = { size: 0, mtimeMs: Infinity, ctimeMs: Infinity, ino: 0 };

/** Milliseconds in which a file system may give two states of a file one time: FAT counts in two seconds. */
const coarsest = 2500;

/** An empty list below `root`; failures are added to the given one, and files in an editor may be of any size. */
export function createListing(root: string, inEditor: ReadonlySet<string>, failures: Failure[]) {
  const files = new Map<string, InputFile>();
  const documents = new Map<string, InputFile>();
  const skipped = new Map<string, SkipReason>();
  const manifests: Manifests = {
    packageFiles: [],
    tsconfigFiles: [],
    workspaceFiles: [],
    lockFiles: [],
    denoFiles: [],
  };

  // Changes before it show in a stamp.
  const settled = Date.now() - coarsest;

  const skip = (path: string, reason: SkipReason): void => void skipped.set(path, reason);

  const fail =
    (path: string, what: 'directory' | 'file') =>
    (error: unknown): void => {
      const failure = { file: path || '.', reason: whyUnreadable(error, what) };
      // A directory above several given paths is opened for each of them.
      if (!failures.some(({ file, reason }) => file === failure.file && reason === failure.reason))
        failures.push(failure);
    };

  function statsOf(path: string, absolute: string): Stats | undefined {
    try {
      return statSync(absolute);
    } catch (error) {
      fail(path, 'file')(error);
      return undefined;
    }
  }

  function seen({ size, mtimeMs, ctimeMs, ino }: SeenStats): { size: number; stamp?: Stamp } {
    if (!(mtimeMs < settled && ctimeMs < settled)) return { size };
    return { size, stamp: { modified: mtimeMs, changed: ctimeMs, inode: ino } };
  }

  /** A file that the walk has come to. */
  function add({ path, absolute, kind, isDocument, isSource, given, isSaved }: Found): void {
    if (kind) manifests[kind].push(path);
    if (kind && !isDocument) return;
    const list = isDocument ? documents : files;
    const stats = isSaved ? statsOf(path, absolute) : unsaved;
    if (!stats || list.has(absolute)) return;
    if (stats.size > largestFile && !inEditor.has(path)) return skip(path, 'larger than 1 MiB');
    list.set(absolute, { path, absolute, ...seen(stats), isTest: isTestPath(path.slice(given), isSource) });
  }

  /** A file that was given by its name: what is wrong with it is told, because somebody asked for it. */
  function addNamed(absolute: string, stats: Stats): void {
    const name = basename(absolute);
    const path = pathFrom(root, absolute);
    const kind = manifestKind(name);
    if (kind) manifests[kind].push(path);
    if (kind && !isDocumentName(name)) return;
    if (!stats.isFile())
      failures.push({ file: path, reason: 'neither a file nor a directory; name something that can be read' });
    else if (!isSourceName(name) && !isDocumentName(name))
      failures.push({
        file: path,
        reason:
          'not TypeScript or JavaScript, nor a manifest; name .ts .tsx .mts .cts .js .jsx .mjs .cjs .json .yaml .toml .md .tf .bicep files or directories',
      });
    else if (skipByName(name) === 'declaration file') skip(path, 'declaration file');
    else if (stats.size > largestFile) skip(path, 'larger than 1 MiB');
    else
      (isDocumentName(name) ? documents : files).set(absolute, {
        path,
        absolute,
        ...seen(stats),
        isTest: isTestPath(name),
        isNamed: true,
      });
  }

  /** All of it, in the order of paths. */
  function inventory(): Inventory {
    const given = [...files.values()];
    // A project of nothing but examples is what they are.
    const hasOwn = given.some(({ path, isTest }) => !isTest && !isToolSetting(path));
    const sources = hasOwn ? given : given.map((file) => (isSamplePath(file.path) ? { ...file, isTest: false } : file));
    const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);
    const lists = Object.entries(manifests).map(([kind, paths]: [string, string[]]) => [
      kind,
      [...new Set(paths)].sort(),
    ]);
    return {
      root,
      files: sources.sort(byPath),
      documents: [...documents.values()].sort(byPath),
      manifests: Object.fromEntries(lists) as Manifests,
      skipped: [...skipped].map(([path, reason]) => ({ path, reason })).sort(byPath),
      failures: failures.sort((a, b) => ((a.file ?? '') < (b.file ?? '') ? -1 : 1)),
    };
  }

  return { add, addNamed, skip, fail, inventory };
}
