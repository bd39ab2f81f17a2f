/** Looks at the part of a workspace around one file. */
import { askRules } from '../ask-rules.ts';
import type { Importers } from '../input/importers.ts';
import type { Part } from '../session-link.ts';
import type { Session } from '../session.ts';
import type { Nearby, Whole } from './first-answer.ts';
import type { ImportIndex } from './import-index.ts';
import { neighbourhood, type Seen } from './neighbourhood.ts';

export interface NearbyInput {
  path: string;
  whole: Whole;
  /** What the whole knows of the files that are asked about. */
  known(asked: readonly string[]): Part['known'];
  index: ImportIndex;
  isTelling(path: string): boolean;
  /** The length of a file in bytes. */
  sizeOf(path: string): number;
  /** An earlier look at the same file. */
  earlier?: Seen;
  session(part: Part): Session;
}

/** What was said, and the session that it was asked of. */
export interface Look {
  nearby: Nearby;
  session: Session;
}

/** What the rules of code say of the file and its neighbours as they are now; undefined when the file cannot be read. */
export function lookNearby(input: NearbyInput): Look | undefined {
  const { path, whole, known, index, isTelling, sizeOf, earlier, session } = input;
  const { isTest } = whole.session;
  const around = neighbourhood({
    path,
    index,
    related: filesOfFindings(whole, path),
    isTelling,
    isTest,
    sizeOf,
    ...(earlier ? { earlier } : {}),
  });
  const importersOf = (of: string): Importers => around.importersOf(of);
  const part = session({
    files: around.asked,
    importersOf,
    admits: (each) => around.admits(each),
    known: known(around.asked),
  });
  if (!part.facts(path)) return undefined;
  const asked = askRules(part, whole.ofCode, whole.options);
  return { nearby: { path, text: part.text(path), asked, around }, session: part };
}

function filesOfFindings({ asked }: Whole, path: string): Set<string> {
  const files = new Set<string>();
  for (const findings of asked.findings.values()) {
    for (const finding of findings) {
      const places = [finding.at, ...finding.path, ...finding.related];
      if (places.some(({ file }) => file === path)) for (const { file } of places) files.add(file);
    }
  }
  return files;
}

/** The session of the part, which answers for every file of the whole; only `path` differs from what the whole has read. */
export function asWhole(part: Session, whole: Session, path: string, commented: readonly string[]): Session {
  const others = <T extends { file?: string }>(notes: readonly T[]): T[] => notes.filter(({ file }) => file !== path);
  const own = <T extends { file?: string }>(notes: readonly T[]): T[] => notes.filter(({ file }) => file === path);
  return {
    ...part,
    commented: () => [...new Set([...commented, path])],
    ignores: (of) => (of === path ? part.ignores(of) : whole.ignores(of)),
    notes: {
      skipped: [
        ...whole.notes.skipped.filter((skip) => skip.path !== path),
        ...part.notes.skipped.filter((skip) => skip.path === path),
      ],
      failures: [...others(whole.notes.failures), ...own(part.notes.failures)],
      warnings: [...others(whole.notes.warnings), ...own(part.notes.warnings)],
    },
  };
}
