/** Who imports whom among all files of a workspace, kept up while single files are edited. */
import type { Scanned } from '../input/importers.ts';

export interface ImportIndex {
  /** Relative paths of the files that the file imports. */
  importsOf(path: string): readonly string[];
  /** Relative paths of the files that import it. */
  importersOf(path: string): readonly string[];
  /** True when it re-exports something, so that its importers import from further on. */
  isBarrel(path: string): boolean;
  /** The text of the file is another one now. */
  forget(path: string): void;
}

interface IndexInput {
  files: readonly string[];
  /** What the file says of its imports; undefined when it cannot be read. */
  scanOf(path: string): Scanned | undefined;
  /** The file behind a specifier. */
  fileOf(importer: string, specifier: string): string | undefined;
}

const nothing: readonly never[] = [];

/** The index of these files, which are all looked at once. */
export function createImportIndex({ files, scanOf, fileOf }: IndexInput): ImportIndex {
  const imported = new Map<string, { targets: readonly string[]; isBarrel: boolean }>();
  const importers = new Map<string, Set<string>>();
  const stale = new Set(files);

  function note(path: string): void {
    for (const target of imported.get(path)?.targets ?? nothing) importers.get(target)?.delete(path);
    const scan = scanOf(path);
    const targets = [...new Set((scan?.specifiers ?? []).flatMap((specifier) => fileOf(path, specifier) ?? []))];
    imported.set(path, { targets, isBarrel: scan?.isBarrel ?? false });
    for (const target of targets) {
      const known = importers.get(target);
      if (known) known.add(path);
      else importers.set(target, new Set([path]));
    }
  }

  function upToDate(): void {
    for (const path of stale) note(path);
    stale.clear();
  }

  return {
    importsOf(path) {
      upToDate();
      return imported.get(path)?.targets ?? nothing;
    },
    importersOf(path) {
      upToDate();
      return [...(importers.get(path) ?? nothing)];
    },
    isBarrel(path) {
      upToDate();
      return imported.get(path)?.isBarrel ?? false;
    },
    forget: (path) => void stale.add(path),
  };
}
