/** Where files come from: the disk, with open buffers over it, or memory alone. */
import { join } from 'node:path';
import type { Failure } from './finding.ts';
import { discover } from './input/discover.ts';
import type { InputFile, Inventory, Skip } from './input/inventory.ts';
import { isDocumentName, isSourceName, isTestPath, largestFile, type Manifests } from './input/kinds.ts';
import { readBytes, readText, toSource } from './input/read.ts';

/** The text of a file, or why there is none. */
export type Loaded =
  | { kind: 'text'; text: string; warning?: Failure }
  | { kind: 'skip'; skip: Skip }
  | { kind: 'failure'; failure: Failure };

export interface Workspace {
  /** Absolute; '' in memory. */
  root: string;
  files: InputFile[];
  /** What a reader of manifests takes. */
  documents: InputFile[];
  manifests: Manifests;
  skipped: Skip[];
  failures: Failure[];
  /** The first bytes and their count, or undefined where `load` says why there are none. */
  bytes(file: InputFile): { bytes: Uint8Array; length: number } | undefined;
  load(file: InputFile): Loaded;
  /** The text of a manifest by its path relative to the root; undefined when there is none. */
  manifest(path: string): string | undefined;
}

export interface DiskOptions {
  cwd: string;
  /** Gitignore patterns of the configuration, relative to `ignoreBase`. */
  ignore: string[];
  ignoreBase?: string;
  /** Texts of open buffers by relative path: they count, not the file on disk, which need not be there. */
  buffers?: ReadonlyMap<string, string>;
}

/** The files at or below the paths. */
export function diskWorkspace(paths: string[], { cwd, ignore, ignoreBase, buffers }: DiskOptions): Workspace {
  const found: Inventory = discover(paths, {
    cwd,
    ignore,
    ...(ignoreBase === undefined ? {} : { ignoreBase }),
    ...(buffers ? { open: buffers.keys() } : {}),
  });
  return {
    ...found,
    bytes(file) {
      const buffer = buffers?.get(file.path);
      if (buffer !== undefined) return isTooLarge(buffer) ? undefined : encoded(buffer);
      const read = readBytes(file);
      return read.kind === 'bytes' ? read : undefined;
    },
    load(file) {
      const buffer = buffers?.get(file.path);
      if (buffer !== undefined) {
        return isTooLarge(buffer)
          ? { kind: 'skip', skip: { path: file.path, reason: 'larger than 1 MiB' } }
          : { kind: 'text', text: buffer };
      }
      return loadSaved(file);
    },
    manifest(path) {
      const read = readText(join(found.root, path));
      return 'text' in read ? read.text : undefined;
    },
  };
}

/** The text that the disk has of a file. */
export function loadSaved(file: InputFile): Loaded {
  const read = readBytes(file);
  const source = read.kind === 'bytes' ? toSource(file, read) : read;
  if (source.kind !== 'source') return source;
  return { kind: 'text', text: source.text, ...(source.warning ? { warning: source.warning } : {}) };
}

/** A workspace of texts by relative path, for tests and for code that is not on disk. */
export function memoryWorkspace(texts: Readonly<Record<string, string>>): Workspace {
  const paths = Object.keys(texts).sort();
  const named = (pattern: RegExp): string[] => paths.filter((path) => pattern.test(path));
  const files = (isWanted: (name: string) => boolean): InputFile[] =>
    paths
      .filter((path) => isWanted(path.slice(path.lastIndexOf('/') + 1)))
      .map((path) => ({ path, absolute: path, size: texts[path]?.length ?? 0, isTest: isTestPath(path) }));
  return {
    root: '',
    files: files(isSourceName),
    documents: files(isDocumentName),
    manifests: {
      packageFiles: named(/(^|\/)package\.json$/),
      tsconfigFiles: named(/(^|\/)[tj]sconfig.*\.json$/),
      workspaceFiles: named(/(^|\/)pnpm-workspace\.yaml$/),
      lockFiles: named(/(^|\/)(package-lock\.json|pnpm-lock\.yaml|yarn\.lock|uv\.lock|poetry\.lock)$/),
      denoFiles: named(/(^|\/)deno\.jsonc?$/),
    },
    skipped: [],
    failures: [],
    bytes: ({ path }) => encoded(texts[path] ?? ''),
    load: ({ path }) => ({ kind: 'text', text: texts[path] ?? '' }),
    manifest: (path) => texts[path],
  };
}

function isTooLarge(text: string): boolean {
  // A UTF-16 unit is three bytes of UTF-8 at most.
  return text.length * 3 > largestFile && Buffer.byteLength(text) > largestFile;
}

function encoded(text: string): { bytes: Uint8Array; length: number } {
  const bytes = Buffer.from(text, 'utf8');
  return { bytes, length: bytes.length };
}
