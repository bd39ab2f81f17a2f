/** Leads from a build output that is not in the repository (`dist/server.js`) back to its source (`src/server.ts`). */
import { join } from './paths.ts';
import type { Sources } from './sources.ts';
import type { TsConfig } from './tsconfig.ts';

const outputFolder =
  /^(?:\.?(?:dist|build|lib|out|output)(?:[-_.].*)?|_?(?:esm|cjs|mjs|es|es\d+|types|typings|commonjs|module|node))$/;
const sourceFolders = ['src', 'lib', 'source', ''];

export interface OutputInput {
  /** The package that holds the output. */
  dir: string;
  /** The output, relative to the package, with or without `./` and extension. */
  target: string;
  sources: Sources;
  configs: TsConfig[];
}

/** The source of an output; undefined when no file of a source folder has its name. */
export function sourceOfOutput({ dir, target, sources, configs }: OutputInput): string | undefined {
  const bare = target.replace(/^\.\//, '').replace(/\.d\.[mc]?ts$|\.[mc]?[jt]sx?$/, '');
  const at = (...parts: string[]): string | undefined => {
    const path = join(dir, ...parts);
    if (path === undefined || path === dir) return undefined;
    return (
      sources.module(path) ??
      sources.index(path) ??
      (path.endsWith('/index') ? sources.module(path.slice(0, -'/index'.length)) : undefined)
    );
  };
  const emitted = join(dir, bare);
  for (const { outDir, rootDir } of configs) {
    if (outDir === undefined || !emitted?.startsWith(`${outDir}/`)) continue;
    const rest = emitted.slice(outDir.length + 1);
    const path = rootDir === undefined ? undefined : join(rootDir, rest);
    const file = path === undefined ? at('src', rest) : (sources.module(path) ?? sources.index(path));
    if (file) return file;
  }
  const segments = bare.split('/');
  const names: string[] = [];
  while (segments.length > 1 && outputFolder.test(segments[0] ?? '')) {
    segments.shift();
    names.push(segments.join('/'));
  }
  names.push(bare);
  for (const name of names) {
    for (const folder of sourceFolders) {
      const file = at(folder, name);
      if (file) return file;
    }
  }
  return undefined;
}
