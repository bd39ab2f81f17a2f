/** Finds source files by the names under which modules ask for them. */
import { within } from './paths.ts';

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

// TypeScript asks for the file that will be emitted; the source wins when both are there.
const emittedFrom: Record<string, string[]> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

export interface Sources {
  /** The source of a path that is written with its extension. */
  file(path: string): string | undefined;
  /** The source of a path that may lack its extension, without looking into directories. */
  module(path: string): string | undefined;
  /** The index file of a directory. */
  index(dir: string): string | undefined;
}

/** An index over source paths. */
export function createSources(paths: Iterable<string>): Sources {
  const known = new Set(paths);
  const file = (path: string): string | undefined => {
    const dot = path.lastIndexOf('.');
    const emitted = dot > 0 ? emittedFrom[path.slice(dot)] : undefined;
    if (!emitted) return known.has(path) ? path : undefined;
    const stem = path.slice(0, dot);
    for (const extension of emitted) if (known.has(stem + extension)) return stem + extension;
    return undefined;
  };
  const extended = (path: string): string | undefined => {
    for (const extension of extensions) if (known.has(path + extension)) return path + extension;
    return undefined;
  };
  return { file, module: (path) => file(path) ?? extended(path), index: (dir) => extended(within(dir, 'index')) };
}
