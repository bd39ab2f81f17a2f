/**
 * What an earlier process said of the same workspace: taken over when it is opened, at the cost of reading its files, and
 * kept for the next one when nobody works.
 */
import { createLines, type Lines } from '../input/lines.ts';
import { fileDigest } from '../input/digest.ts';
import { areOlder } from '../input/stamps.ts';
import { join } from 'node:path';
import type { LintOptions, LintResult } from '../lint.ts';
import type { KeptFacts, SessionMemory } from '../session-memory.ts';
import type { Session } from '../session.ts';
import type { Workspace } from '../workspace.ts';

/** Where answers lie; `about` is whatever beside the files decides what is found, as plain data. */
export interface EarlierAnswers {
  /**
   * What was said of exactly these files, or of others that were not read in what is different; where neither was asked,
   * what was said of those that did not change, if the open ones are among them. The memory is told what was seen in them.
   */
  find(session: Session, asked: AskedFor): Omit<LintResult, 'stats'> | undefined;
  /** Keeps what is said of the files as they are on the disk now, with the other files that it rests on. */
  keep(kept: KeptAnswer): void;
  /** What was read of the files of a workspace. */
  facts(root: string): KeptFacts | undefined;
}

export interface AskedFor {
  about: unknown;
  memory: SessionMemory;
  /** The paths of the open buffers. */
  open: Iterable<string>;
}

export interface KeptAnswer {
  workspace: Workspace;
  about: unknown;
  result: LintResult;
  alsoRead: Iterable<string>;
  memory: SessionMemory;
}

interface EarlierInput {
  answers: EarlierAnswers;
  about(options: LintOptions): unknown;
  memory: SessionMemory;
  /** The paths of the open buffers. */
  open(): Iterable<string>;
  /** True when every open buffer holds what the disk has. */
  isSaved(): boolean;
}

export interface Earlier {
  /** Notes what is read of the workspace beside its files. */
  watching(workspace: Workspace): Workspace;
  /** The file is read again by the next lint. */
  forget(path: string): void;
  /** A lint begins, and reads what was forgotten. */
  begin(): void;
  /** The answer of an earlier process, as a session has it that read nothing. */
  find(session: Session, options: LintOptions): { session: Session; result: LintResult } | undefined;
  /** Keeps the answer of the last lint, if the disk still holds all that it was made from. */
  keep(workspace: Workspace, options: LintOptions, result: LintResult): void;
}

/** Keeping takes no more than this share of the time. */
const keepingShare = 0.01;

/** Nothing taken over and nothing kept yet. */
export function createEarlier({ answers, about, memory, open, isSaved }: EarlierInput): Earlier {
  const begun = Date.now();
  const readSince = new Map<string, number>();
  const forgotten = new Set<string>();
  const alsoRead = new Map<string, string>();
  let kept: LintResult | undefined;
  let mayKeepFrom = 0;

  // What changed on the disk unnoticed since it was read would be kept as the answer to what stands there now.
  function isStillSo({ root, files, documents }: Workspace): boolean {
    return (
      areOlder([...files, ...documents], ({ path }) => readSince.get(path) ?? begun) &&
      [...alsoRead].every(([path, digest]) => fileDigest(join(root, path)) === digest)
    );
  }

  return {
    watching: (workspace) => ({
      ...workspace,
      manifest(path) {
        alsoRead.set(path, fileDigest(join(workspace.root, path)));
        return workspace.manifest(path);
      },
    }),
    forget: (path) => void forgotten.add(path),
    begin() {
      const now = Date.now();
      for (const path of forgotten) readSince.set(path, now);
      forgotten.clear();
    },
    find(session, options) {
      const { workspace } = session;
      if (workspace.failures.length > 0 || !isSaved()) return undefined;
      const found = answers.find(session, { about: about(options), memory, open: open() });
      return found && { session: withTexts(session), result: { ...found, stats: session.stats() } };
    },
    keep(workspace, options, result) {
      const now = performance.now();
      if (result === kept || now < mayKeepFrom || result.failures.length > 0 || forgotten.size > 0) return;
      if (!isSaved() || !isStillSo(workspace)) return;
      answers.keep({ workspace, about: about(options), result, alsoRead: alsoRead.keys(), memory });
      kept = result;
      mayKeepFrom = now + (performance.now() - now) / keepingShare;
    },
  };
}

/** The session, which reads the text of a file when somebody asks for a place in it. */
function withTexts(session: Session): Session {
  const { workspace } = session;
  const byPath = new Map([...workspace.files, ...workspace.documents].map((file) => [file.path, file]));
  const known = new Map<string, Lines>();
  const text = (path: string): string => {
    const file = byPath.get(path);
    const loaded = file && workspace.load(file);
    return loaded?.kind === 'text' ? loaded.text : '';
  };
  const lines = (path: string): Lines => {
    let found = known.get(path);
    if (!found) known.set(path, (found = createLines(text(path))));
    return found;
  };
  return { ...session, text, lines };
}
