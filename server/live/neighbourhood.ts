/** The part of a workspace that an edit is most likely to have to do with: bounded, however large the workspace is. */
import type { Importers } from '../input/importers.ts';
import type { ImportIndex } from './import-index.ts';

/** What a session that looks at a part of the workspace is limited to. */
export interface Neighbourhood {
  /** The files that are asked about, sorted. */
  asked: readonly string[];
  importersOf(path: string): Importers;
  /** Whether the file may be read: until there are too many. */
  admits(path: string): boolean;
  seen: Seen;
}

/** What became of the files that something led to. */
export interface Seen {
  read: ReadonlySet<string>;
  /** There was too much to read already. */
  refused: ReadonlySet<string>;
}

interface NeighbourhoodInput {
  path: string;
  index: ImportIndex;
  /** Files that findings of the file have to do with. */
  related: Iterable<string>;
  isTelling(path: string): boolean;
  isTest(path: string): boolean;
  /** The length of a file in bytes. */
  sizeOf(path: string): number;
  /** An earlier look at the same file, with which this one will be compared: it reads the same, and what is new. */
  earlier?: Seen;
}

const mostAsked = 12;
const mostImporters = 8;
const mostBarrels = 4;
const mostFiles = 60;
const mostBytes = 400_000;
/** Files that an edit may bring in beside those of an earlier look. */
const mostNews = 8;

/** The files near one that is edited, in a fixed order for the same state. */
export function neighbourhood(input: NeighbourhoodInput): Neighbourhood {
  const { path, index, isTelling, isTest, sizeOf, earlier } = input;
  const read = new Set<string>();
  const refused = new Set<string>();
  let bytes = 0;
  let news = 0;

  // What tells something comes first; tests are no callers, except of tests.
  function nearest(paths: readonly string[]): string[] {
    return paths
      .filter((each) => isTest(path) || !isTest(each))
      .sort((a, b) => Number(isTelling(b)) - Number(isTelling(a)) || (a < b ? -1 : 1));
  }

  function importersOf(of: string): Importers {
    const sources = new Set([of]);
    const importers = new Set<string>();
    for (const source of sources) {
      for (const importer of nearest(index.importersOf(source))) {
        if (importers.size >= mostImporters) break;
        importers.add(importer);
        if (index.isBarrel(importer) && sources.size < mostBarrels) sources.add(importer);
      }
    }
    return { importers: [...importers].sort(), sources: [...sources] };
  }

  function mayRead(each: string): boolean {
    if (each === path) return true;
    if (earlier) return earlier.read.has(each) || (!earlier.refused.has(each) && ++news <= mostNews);
    if (read.size >= mostFiles || bytes + sizeOf(each) > mostBytes) return false;
    bytes += sizeOf(each);
    return true;
  }

  const around = [...input.related, ...importersOf(path).importers].filter(isTelling);
  return {
    asked: [...new Set([path, ...around])].slice(0, mostAsked).sort(),
    importersOf,
    admits(each) {
      const isAdmitted = mayRead(each);
      (isAdmitted ? read : refused).add(each);
      return isAdmitted;
    },
    seen: { read, refused },
  };
}
