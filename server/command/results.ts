/** Results of earlier runs of this build, found by the files, configuration and options that they were made from. */
import { digestOf, furtherManifests } from '../input/digest.ts';
import type { EarlierAnswers } from '../live/earlier.ts';
import type { Workspace } from '../workspace.ts';
import { defaultLocation } from './cache-location.ts';
import type { KeptFacts } from '../session-memory.ts';
import { openFactCache } from './fact-cache.ts';
import { type CachedResult, openResultCache } from './result-cache.ts';

/** Names the sources of a bundle; only `scripts/build.mjs` puts it there. */
declare const bailiwickBuild: string | undefined;

export interface Results {
  /** Of all that a result is made from; `about` is what decides beside the files, as plain data. Undefined when a file cannot be read. */
  digest(workspace: Workspace, about: unknown): string | undefined;
  find(digest: string, root: string): CachedResult | undefined;
  /** Keeps a result with the files beside the digest that the run read; returns why it could not, if so. */
  keep(digest: string, workspace: Workspace, result: CachedResult, alsoRead: Iterable<string>): string | undefined;
}

/** The results in a directory; undefined for sources that were not built, which have no name that would tell them from others. */
export function resultsIn(directory = defaultLocation()): Results | undefined {
  const build = buildName();
  if (build === undefined) return undefined;
  const cache = openResultCache(directory);
  return {
    digest: (workspace, about) => digestOf(workspace, JSON.stringify([build, about])),
    find: (digest, root) => cache.find(digest, root),
    keep(digest, workspace, result, alsoRead) {
      const digested = new Set([...workspace.documents.map(({ path }) => path), ...furtherManifests(workspace)]);
      const others = [...alsoRead].filter((path) => !digested.has(path));
      return cache.keep(digest, workspace.root, result, others);
    },
  };
}

/** The facts of a workspace in a directory; undefined for sources that were not built. */
export function factsIn(root: string, directory = defaultLocation()): KeptFacts | undefined {
  const build = buildName();
  return build === undefined ? undefined : openFactCache({ directory, build, root });
}

function buildName(): string | undefined {
  return typeof bailiwickBuild === 'string' ? bailiwickBuild : undefined;
}

/** The same for an editor, to which what cannot be kept is lost without a word. */
export function earlierAnswers(): EarlierAnswers | undefined {
  const results = resultsIn();
  return (
    results && {
      find(workspace, about) {
        const digest = results.digest(workspace, about);
        return digest === undefined ? undefined : results.find(digest, workspace.root);
      },
      keep(workspace, about, told, alsoRead) {
        const { stats: _, ...result } = told;
        const digest = results.digest(workspace, about);
        if (digest !== undefined) results.keep(digest, workspace, result, alsoRead);
      },
    }
  );
}
