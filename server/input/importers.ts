/** Who imports a file, among files that nobody has parsed. */
import { scanSpecifiers } from './imports.ts';
import { gather } from '../gather.ts';

/** What the bytes of a file say of its imports. */
export interface Scanned {
  specifiers: string[];
  /** True when it re-exports something, so that its importers import from further on. */
  isBarrel: boolean;
}

export interface Importers {
  /** Relative paths, sorted. */
  importers: string[];
  /** The file and those that re-export from it. */
  sources: string[];
}

const reExport = /\bexport\s*(?:\*|(?:type\s*)?\{[^}]*\}\s*from\b)/;

/** Reads the imports of a file from its bytes or its text. */
export function scanImports(content: Uint8Array | string): Scanned {
  const text =
    typeof content === 'string'
      ? content
      : Buffer.from(content.buffer, content.byteOffset, content.length).toString('latin1');
  return { specifiers: scanSpecifiers(content), isBarrel: reExport.test(text) };
}

/** Returns the lookup of importers; `fileOf` finds the file behind a specifier, and is asked at the first question. */
export function importersAmong(
  scanned: ReadonlyMap<string, Scanned>,
  fileOf: (importer: string, specifier: string) => string | undefined,
) {
  let byTarget: Map<string, string[]> | undefined;

  function direct(path: string): readonly string[] {
    if (!byTarget) {
      byTarget = new Map();
      for (const [importer, { specifiers }] of scanned) {
        for (const specifier of specifiers) {
          const target = fileOf(importer, specifier);
          if (target !== undefined) gather(byTarget, target, importer);
        }
      }
    }
    return byTarget.get(path) ?? [];
  }

  return function importersOf(path: string): Importers {
    const sources = new Set([path]);
    const importers = new Set<string>();
    for (const source of sources) {
      for (const importer of direct(source)) {
        importers.add(importer);
        if (scanned.get(importer)?.isBarrel) sources.add(importer);
      }
    }
    return { importers: [...importers].sort(), sources: [...sources] };
  };
}

/** True when both were made of the same imports. */
export function isSameScans(a: ReadonlyMap<string, Scanned>, b: ReadonlyMap<string, Scanned>): boolean {
  return a.size === b.size && [...a].every(([path, scan]) => isSameScan(scan, b.get(path)));
}

/** True when both files import the same. */
export function isSameScan(a: Scanned, b: Scanned | undefined): boolean {
  if (a === b) return true;
  return (
    b?.isBarrel === a.isBarrel &&
    b.specifiers.length === a.specifiers.length &&
    b.specifiers.every((specifier, index) => specifier === a.specifiers[index])
  );
}
