/** Takes over what an earlier run said of the same files, configuration and options. */
import { areOlder } from '../input/stamps.ts';
import { createLines, type Lines } from '../input/lines.ts';
import type { Stopwatch } from '../stopwatch.ts';
import type { Workspace } from '../workspace.ts';
import type { Analysis } from './analyse.ts';
import type { CheckOptions } from './arguments.ts';
import type { LintRun } from './lint-run.ts';
import type { CachedResult } from './result-cache.ts';
import { type Rested, resultsIn, seenIn } from './results.ts';

interface EarlierRun {
  options: Pick<CheckOptions, 'cache' | 'cacheLocation'>;
  /** Whatever beside the files decides what is found: plain data. */
  about: unknown;
  watch: Stopwatch;
  /** The engine, which only a run needs that takes nothing over. */
  open(): Promise<LintRun>;
}

/** The analysis of an earlier run over the same, or over what it would have read the same, or else a fresh one, which is kept for later runs. */
export async function orEarlier(workspace: Workspace, { options, about, watch, open }: EarlierRun): Promise<Analysis> {
  const results = options.cache ? resultsIn(options.cacheLocation) : undefined;
  const fresh = async (): Promise<Analysis> => {
    const { run, sessionOf } = await open();
    return run(sessionOf(workspace));
  };
  if (!results || workspace.failures.length > 0) return fresh();
  const { root } = workspace;
  const unread = watch.time('cache', () => results.findUnread(workspace, about));
  if (unread) return takenOver(unread);
  const began = Date.now();
  const state = watch.time('cache', () => results.stateOf(workspace, about));
  if (!state) return fresh();
  const keep = (rested: Rested): string | undefined =>
    watch.time('cache', () => {
      const problem = results.keep(state, workspace, rested);
      if (problem === undefined) results.keepStamp(state);
      return problem;
    });
  const earlier = watch.time('cache', () => results.find(state, root));
  if (earlier) {
    results.keepStamp(state);
    return takenOver(earlier);
  }
  const { memory, sessionOf, run, again } = await open();
  const alsoRead = new Set<string>();
  const session = sessionOf({
    ...workspace,
    manifest(path) {
      alsoRead.add(path);
      return workspace.manifest(path);
    },
  });
  // A file that was edited while it was looked at may have been read in another state than the one that the digest names.
  const isUnchanged = (): boolean => areOlder([...workspace.files, ...workspace.documents], () => began);
  const resumed = watch.time('cache', () => results.resume(state, session, memory));
  if (resumed) {
    if (isUnchanged()) keep(resumed);
    return takenOver(resumed.result);
  }
  const last = watch.time('cache', () => results.lastRun(state, workspace));
  const partly = last && again(session, last.said, last.changed);
  if (partly) {
    const { stats, ...result } = partly.result;
    if (result.failures.length === 0 && isUnchanged()) keep(last.resting(result, partly.said, memory, alsoRead));
    return { root, lines: linesOf(workspace), result: { ...result, stats } };
  }
  const { said, ...analysis } = run(session);
  const { stats, ...result } = analysis.result;
  if (result.failures.length > 0 || !isUnchanged()) return analysis;
  const problem = keep({ result, seen: seenIn(memory), alsoRead, said });
  // Who named a directory wants to know; the usual one may well be read-only where nothing is kept on purpose.
  const isTold = problem !== undefined && options.cacheLocation !== undefined;
  const warning = { file: options.cacheLocation ?? '', reason: `the result cannot be kept here (${problem})` };
  return { ...analysis, result: { ...result, warnings: [...result.warnings, ...(isTold ? [warning] : [])], stats } };

  function takenOver(known: CachedResult): Analysis {
    const stats = { parsedFiles: 0, parsedCharacters: 0, ...watch.times() };
    return { root, lines: linesOf(workspace), result: { ...known, stats } };
  }
}

// Only of files with findings is the text needed again.
function linesOf(workspace: Workspace): (path: string) => Lines {
  const byPath = new Map([...workspace.files, ...workspace.documents].map((file) => [file.path, file]));
  const known = new Map<string, Lines>();
  return (path) => {
    let lines = known.get(path);
    if (!lines) {
      const file = byPath.get(path);
      const loaded = file && workspace.load(file);
      known.set(path, (lines = createLines(loaded?.kind === 'text' ? loaded.text : '')));
    }
    return lines;
  };
}
