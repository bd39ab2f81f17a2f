/** What earlier runs left for one that looks again: the facts of files, and for an editor their results, too. */
import type { EarlierAnswers } from '../live/earlier.ts';
import type { KeptFacts } from '../session-memory.ts';
import { defaultLocation } from './cache-location.ts';
import { openFactCache } from './fact-cache.ts';
import { buildName, type Results, resultsIn, seenIn } from './results.ts';

/** The facts of a workspace in a directory; undefined for sources that were not built. */
export function factsIn(root: string, directory = defaultLocation()): KeptFacts | undefined {
  const build = buildName();
  return build === undefined ? undefined : openFactCache({ directory, build, root });
}

/** The same for an editor. */
export function earlierAnswers(): EarlierAnswers | undefined {
  const results = resultsIn();
  return results && answersOf(results, (root) => factsIn(root));
}

/** Results as an editor takes them, to which what cannot be kept is lost without a word. */
export function answersOf(results: Results, facts: EarlierAnswers['facts']): EarlierAnswers {
  return {
    find(session, { about, memory, open }) {
      const { workspace } = session;
      const { root } = workspace;
      const state = results.isNew(workspace, about) ? undefined : results.stateOf(workspace, about);
      if (!state) return undefined;
      const whole = results.find(state, root) ?? results.resume(state, session, memory)?.result;
      return whole ?? results.lookBack(state, root, open);
    },
    keep({ workspace, about, result: told, alsoRead, memory }) {
      const { stats: _, ...result } = told;
      const state = results.stateOf(workspace, about);
      if (state) results.keep(state, workspace, { result, seen: seenIn(memory), alsoRead });
    },
    facts,
  };
}
