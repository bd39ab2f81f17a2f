/**
 * What the files around the open ones tell before anybody has looked at the whole: in a large workspace the file that a
 * person opened is answered first. It is told of the open files alone, and what only the whole can say is left to it.
 */
import { activeRules, askRules } from '../ask-rules.ts';
import { concluded } from '../concluded.ts';
import type { Importers } from '../input/importers.ts';
import type { LintOptions, LintResult } from '../lint.ts';
import type { Part } from '../session-link.ts';
import type { Session } from '../session.ts';
import type { ImportIndex } from './import-index.ts';
import { neighbourhood } from './neighbourhood.ts';

interface OpenedInput {
  /** The paths of the open buffers; what was opened last is looked at first. */
  open: readonly string[];
  options: LintOptions;
  /** A session over the current state, of the whole or of a part. */
  session(part?: Part): Session;
  index(): ImportIndex;
}

export interface Opened {
  session: Session;
  result: LintResult;
  /** The open files that were looked at. */
  about: ReadonlySet<string>;
}

/** Bytes of sources below which the whole is as quickly asked as a part. */
const leastBytes = 1_000_000;

/** What is said of the open files; undefined where none of them tells anything, or where the whole is small. */
export function lookAtOpened({ open, options, session, index }: OpenedInput): Opened | undefined {
  const all = session();
  const sizes = new Map(all.workspace.files.map(({ path, size }) => [path, size]));
  if ([...sizes.values()].reduce((sum, size) => sum + size, 0) < leastBytes) return undefined;
  const [path, ...others] = open.filter((each) => all.isTelling(each)).reverse();
  if (path === undefined) return undefined;
  const around = neighbourhood({
    path,
    index: index(),
    related: others,
    isTelling: (each) => all.isTelling(each),
    isTest: (each) => all.isTest(each),
    sizeOf: (each) => sizes.get(each) ?? 0,
  });
  const importersOf = (of: string): Importers => around.importersOf(of);
  const admits = (each: string): boolean => around.admits(each);
  const part = session({ files: around.asked, importersOf, admits, known: {}, isAlone: true });
  if (!part.facts(path)) return undefined;
  const active = activeRules(part, options);
  const { findings } = askRules(part, active, options);
  // What throws here is told by the whole, if it throws there.
  const result = concluded(part, { findings, failures: [] }, { ...options, active });
  const about = new Set(open.filter((each) => around.asked.includes(each)));
  return { session: part, result: ofFiles(result, about), about };
}

// That a comment suppresses nothing, only the whole can say.
function ofFiles(result: LintResult, files: ReadonlySet<string>): LintResult {
  return { ...result, findings: result.findings.filter(({ at }) => files.has(at.file)), problems: [] };
}
