/** The engine behind a run: all rules and models over sessions of one workspace. */
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import type { LoadedConfig } from '../config.ts';
import { lint } from '../lint.ts';
import { lintAgain, type LintedSaid, lintSaid, type Said } from '../lint-said.ts';
import type { Model } from '../models/model.ts';
import { createSession, type Session } from '../session.ts';
import {
  createSessionMemory,
  manifestsWith,
  readFiles,
  readingWith,
  readManifests,
  type SessionMemory,
} from '../session-memory.ts';
import type { Stopwatch } from '../stopwatch.ts';
import type { Workspace } from '../workspace.ts';
import type { Analysis, Wanted } from './analyse.ts';
import type { CheckOptions } from './arguments.ts';
import { factsIn } from './earlier-answers.ts';
import { writeFixes } from './write-fixes.ts';

interface LintRunInput {
  workspace: Workspace;
  /** The workspace as it is on the disk by now. */
  discovered(): Workspace;
  options: Pick<CheckOptions, 'cache' | 'cacheLocation'>;
  wanted: Wanted;
  loaded: LoadedConfig;
  watch: Stopwatch;
}

/** An analysis with what each rule said, where nothing failed. */
interface SaidAnalysis extends Analysis {
  session: Session;
  said: Said | undefined;
}

export interface LintRun {
  memory: SessionMemory;
  sessionOf(workspace: Workspace): Session;
  /** Asks all rules. */
  run(session: Session): SaidAnalysis;
  /** Asks again what the change of these manifests may have to do with. */
  again(session: Session, said: Said, changed: ReadonlySet<string>): LintedSaid | undefined;
  /** Asks all rules and applies the safe fixes, until there is none left. */
  fixed(): Analysis;
}

// A fix may make room for another; a pair that undoes each other must end all the same.
const maxFixRounds = 10;

/** Makes ready for runs over the workspace; nothing is read yet. */
export function openLintRun({ workspace, discovered, options, wanted, loaded, watch }: LintRunInput): LintRun {
  // The generated file was validated when it was written; its literals are wider than the model's types.
  const all = [...(models as unknown as Model[]), ...loaded.models];
  const lintOptions = { rules, ...wanted };
  const facts = options.cache ? factsIn(workspace.root, options.cacheLocation) : undefined;
  const nothingRead = (): SessionMemory =>
    createSessionMemory(facts && readingWith(facts), facts && manifestsWith(facts.document));
  const memory = nothingRead();

  function sessionOf(of: Workspace, known = memory): Session {
    return createSession({ workspace: of, config: loaded.config, models: all, watch, memory: known });
  }

  function run(session: Session, known = memory): SaidAnalysis {
    // What is kept nowhere need not be noted.
    const { result, said } = options.cache
      ? lintSaid(session, lintOptions)
      : { result: lint(session, lintOptions), said: undefined };
    // Where nothing can be written the result says so.
    watch.time('cache', () => facts?.keep(readFiles(known), readManifests(known)));
    return { root: session.workspace.root, lines: session.lines, session, result, said };
  }

  function fixed(): Analysis {
    let last = run(sessionOf(workspace));
    for (let round = 0; round < maxFixRounds; round++) {
      const { session, result } = last;
      const { written, failures } = watch.time('fix', () => writeFixes(session, result.findings));
      if (written > 0) {
        const fresh = nothingRead();
        last = run(sessionOf(discovered(), fresh), fresh);
      }
      last.result.failures.push(...failures);
      if (written === 0 || failures.length > 0) break;
    }
    return { ...last, result: { ...last.result, stats: last.session.stats() } };
  }

  return {
    memory,
    sessionOf: (of) => sessionOf(of),
    run: (session) => run(session),
    again: (session, said, changed) => lintAgain(session, lintOptions, said, changed),
    fixed,
  };
}
