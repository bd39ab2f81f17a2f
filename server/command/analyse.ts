/** From paths to findings: those of an earlier run where nothing changed, else those of the engine, with fixes applied where that is asked for. */
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import type { LoadedConfig } from '../config.ts';
import { pathFrom } from '../input/repository.ts';
import type { Lines } from '../input/lines.ts';
import type { LintOptions, LintResult } from '../lint.ts';
import { createStopwatch, type Phase } from '../stopwatch.ts';
import { diskWorkspace, type Workspace } from '../workspace.ts';
import type { CheckOptions } from './arguments.ts';
import { orEarlier } from './earlier-run.ts';
import type { LintRun } from './lint-run.ts';

export interface Analysis {
  /** Absolute; all places are relative to it. */
  root: string;
  lines(file: string): Lines;
  result: LintResult;
}

/** What of the findings is wanted. */
export type Wanted = Omit<LintOptions, 'rules'>;

/** Lints the paths, or takes over what an earlier run said of the same; `onPhase` is told of every phase that begins, a file that is parsed among them. */
export async function analyse(
  paths: string[],
  options: CheckOptions,
  loaded: LoadedConfig,
  onPhase: (phase: Phase) => void,
): Promise<Analysis> {
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
  const workspace = discovered();
  const wanted = wantedBy(options);
  // Only now: the engine is most of the program, and where nothing changed nobody needs it.
  const open = async (): Promise<LintRun> => {
    const { openLintRun } = await import('./lint-run.ts');
    return openLintRun({ workspace, discovered, options, wanted, loaded, watch });
  };
  const about = [loaded.config, loaded.models, wanted];
  const told = options.fix ? (await open()).fixed() : await orEarlier(workspace, { options, about, watch, open });
  const unused = loaded.unused.map((file) => ({
    file: pathFrom(workspace.root, file),
    reason: 'is not used, because it does not hold for all paths; lint its directory alone, or name it by --config',
  }));
  const mistakes = loaded.warnings.map(({ file = '', ...rest }) => ({
    ...rest,
    file: pathFrom(workspace.root, resolve(process.cwd(), file)),
  }));
  return { ...told, result: { ...told.result, warnings: [...unused, ...mistakes, ...told.result.warnings] } };
}

function wantedBy(options: CheckOptions): Wanted {
  return {
    ...(options.rule ? { only: options.rule } : {}),
    ...(options.severity ? { severity: options.severity } : {}),
    ...(options.confidence ? { confidence: options.confidence } : {}),
    ...(options.pedantic ? { isPedantic: true } : {}),
    ...(options.includeTests ? { includeTests: true } : {}),
  };
}
