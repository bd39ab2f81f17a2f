/** From paths to findings, with fixes applied where that is asked for. */
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import type { LoadedConfig } from '../config.ts';
import { pathFrom } from '../input/repository.ts';
import { lint, type LintResult } from '../lint.ts';
import { lintAgain, type LintedSaid, lintSaid, type Said } from '../lint-said.ts';
import type { Model } from '../models/model.ts';
import type { Lines } from '../input/lines.ts';
import { createSession, type Session } from '../session.ts';
import {
  createSessionMemory,
  manifestsWith,
  readFiles,
  readingWith,
  readManifests,
  type SessionMemory,
} from '../session-memory.ts';
import { createStopwatch, type Phase } from '../stopwatch.ts';
import { diskWorkspace, type Workspace } from '../workspace.ts';
import type { CheckOptions } from './arguments.ts';
import { orEarlier } from './earlier-run.ts';
import { factsIn } from './results.ts';
import { writeFixes } from './write-fixes.ts';

export interface Analysis {
  /** Absolute; all places are relative to it. */
  root: string;
  lines(file: string): Lines;
  result: LintResult;
}

interface Run extends Analysis {
  session: Session;
  said: Said | undefined;
}

// A fix may make room for another; a pair that undoes each other must end all the same.
const maxFixRounds = 10;

/** Lints the paths, or takes over what an earlier run said of the same; `onPhase` is told of every phase that begins, a file that is parsed among them. */
export function analyse(
  paths: string[],
  options: CheckOptions,
  loaded: LoadedConfig,
  onPhase: (phase: Phase) => void,
): Analysis {
  // From the start of the process, so that the loading of the compiler counts.
  const watch = createStopwatch({ since: 0, onPhase });
  const discovered = (): Workspace =>
    watch.time('walk', () =>
      diskWorkspace(paths, {
        cwd: process.cwd(),
        ignore: loaded.config.ignore ?? [],
        ...(loaded.file === undefined ? {} : { ignoreBase: dirname(loaded.file) }),
      }),
    );
  // The generated file was validated when it was written; its literals are wider than the model's types.
  const all = [...(models as unknown as Model[]), ...loaded.models];
  const workspace = discovered();
  const facts = options.cache ? factsIn(workspace.root, options.cacheLocation) : undefined;
  const nothingRead = (): SessionMemory =>
    createSessionMemory(facts && readingWith(facts), facts && manifestsWith(facts.document));
  let memory = nothingRead();
  const sessionOf = (of: Workspace): Session =>
    createSession({ workspace: of, config: loaded.config, models: all, watch, memory });
  const run = (session: Session): Run => {
    // What is kept nowhere need not be noted.
    const { result, said } = options.cache
      ? lintSaid(session, lintOptions(options))
      : { result: lint(session, lintOptions(options)), said: undefined };
    // Where nothing can be written the result says so.
    watch.time('cache', () => facts?.keep(readFiles(memory), readManifests(memory)));
    return { root: session.workspace.root, lines: session.lines, session, result, said };
  };
  const again = (session: Session, said: Said, changed: ReadonlySet<string>): LintedSaid | undefined =>
    lintAgain(session, lintOptions(options), said, changed);
  const about = [loaded.config, loaded.models, lintOptions(options)];
  const told = options.fix
    ? fixed(run(sessionOf(workspace)))
    : orEarlier(workspace, { options, about, watch, memory, sessionOf, again }, run);
  const unused = loaded.unused.map((file) => ({
    file: pathFrom(workspace.root, file),
    reason: 'is not used, because it does not hold for all paths; lint its directory alone, or name it by --config',
  }));
  const mistakes = loaded.warnings.map(({ file = '', ...rest }) => ({
    ...rest,
    file: pathFrom(workspace.root, resolve(process.cwd(), file)),
  }));
  return { ...told, result: { ...told.result, warnings: [...unused, ...mistakes, ...told.result.warnings] } };

  function fixed(first: Run): Run {
    let last = first;
    for (let round = 0; round < maxFixRounds; round++) {
      const { session, result } = last;
      const { written, failures } = watch.time('fix', () => writeFixes(session, result.findings));
      if (written > 0) {
        memory = nothingRead();
        last = run(sessionOf(discovered()));
      }
      last.result.failures.push(...failures);
      if (written === 0 || failures.length > 0) break;
    }
    return { ...last, result: { ...last.result, stats: last.session.stats() } };
  }
}

function lintOptions(options: CheckOptions) {
  return {
    rules,
    ...(options.rule ? { only: options.rule } : {}),
    ...(options.severity ? { severity: options.severity } : {}),
    ...(options.confidence ? { confidence: options.confidence } : {}),
    ...(options.pedantic ? { isPedantic: true } : {}),
    ...(options.includeTests ? { includeTests: true } : {}),
  };
}
