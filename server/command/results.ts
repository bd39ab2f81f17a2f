/** Results of earlier runs of this build, found by the files, configuration and options that they were made from. */
import { hash } from 'node:crypto';
import { type Digests, digestsOf, frameOf, furtherManifests, stampOf } from '../input/digest.ts';
import type { Inventory } from '../input/inventory.ts';
import { ofUnchanged } from '../live/unchanged.ts';
import type { Said } from '../lint-said.ts';
import type { SessionMemory } from '../session-memory.ts';
import { type SeenFile, seenOf } from '../session-seen.ts';
import type { Session } from '../session.ts';
import { defaultLocation } from './cache-location.ts';
import { type CachedResult, openResultCache } from './result-cache.ts';
import { openSaidCache } from './said-cache.ts';
import { openSeenCache, type Seen } from './seen-cache.ts';
import { openStampCache } from './stamp-cache.ts';

/** Names the sources of a bundle; only `scripts/build.mjs` puts it there. */
declare const bailiwickBuild: string | undefined;

/** After a change of more files than these hardly anything that was said is worth a look. */
const mostChanged = 50;

/** A workspace at one moment, with whatever decides what is found in it. */
export interface State {
  digests: Digests;
  /** Of the workspace under the same options, whatever its state. */
  name: string;
  /** Of what the file system says of the files, where that names their state. */
  stamp: string | undefined;
}

/** A result with what it rests on. */
export interface Rested {
  result: CachedResult;
  /** What was asked of each file. */
  seen: Iterable<[path: string, seen: SeenFile]>;
  /** What was read beside by its name. */
  alsoRead: Iterable<string>;
  /** What each rule said, if that is worth keeping. */
  said?: Said | undefined;
}

/** The last run, since which nothing but manifests changed. */
export interface LastRun {
  said: Said;
  changed: ReadonlySet<string>;
  /** A result of the state of now that rests on that run. */
  resting(result: CachedResult, said: Said | undefined, memory: SessionMemory, alsoRead: Iterable<string>): Rested;
}

export interface Results {
  /**
   * The result of a run over files of which the file system said what it says now, without reading them. The workspace is
   * one that was just walked; `about` is what decides beside the files, as plain data.
   */
  findUnread(workspace: Inventory, about: unknown): CachedResult | undefined;
  /** Undefined when a file cannot be read. */
  stateOf(workspace: Inventory, about: unknown): State | undefined;
  /** True when nothing is known of an earlier run over the workspace, whatever its state; it costs no look at the files. */
  isNew(workspace: Inventory, about: unknown): boolean;
  /** The result of a run over the same. */
  find(state: State, root: string): CachedResult | undefined;
  /** Lets a later run find the result of a state unread. */
  keepStamp(state: State): void;
  /**
   * The result of the last run, where all that changed since would have been answered the same; the memory is told what
   * that run saw in the files that did not change.
   */
  resume(state: State, session: Session, memory: SessionMemory): Rested | undefined;
  /** The last run, where since then only manifests changed that tell nothing of how files are found; after `resume`. */
  lastRun(state: State, workspace: Inventory): LastRun | undefined;
  /**
   * What the last run said of the files that did not change since, where few others did and none of these says how files
   * are found or is one of `needed`. It is no answer for the others, and may be wrong where they decide.
   */
  lookBack(state: State, root: string, needed: Iterable<string>): CachedResult | undefined;
  /** Keeps a result for runs over the same; returns why it could not, if so. */
  keep(state: State, workspace: Inventory, rested: Rested): string | undefined;
}

/** The results in a directory; undefined for sources that were not built, which have no name that would tell them from others. */
export function resultsIn(directory = defaultLocation()): Results | undefined {
  const build = buildName();
  return build === undefined ? undefined : openResults(directory, build);
}

/** The results of a build in a directory. */
export function openResults(directory: string, build: string): Results {
  const cache = openResultCache(directory);
  const runs = openSeenCache(directory);
  const saids = openSaidCache(directory);
  const stamps = openStampCache(directory);
  const besideOf = (about: unknown): string => JSON.stringify([build, about]);
  const nameOf = (root: string, beside: string): string => hash('sha256', `${root}\0${beside}`);
  return {
    findUnread(workspace, about) {
      const beside = besideOf(about);
      const stamp = stampOf(workspace, frameOf(workspace, beside));
      const whole = stamp && stamps.find(nameOf(workspace.root, beside), stamp);
      return whole ? cache.find(whole, workspace.root) : undefined;
    },
    stateOf(workspace, about) {
      const beside = besideOf(about);
      const frame = frameOf(workspace, beside);
      const digests = digestsOf(workspace, frame);
      if (!digests) return undefined;
      // Of one reading: what changes after it must not be taken for what was read.
      const stamp = stampOf(workspace, frame, (path) => digests.files.get(path));
      return { digests, name: nameOf(workspace.root, beside), stamp };
    },
    isNew: ({ root }, about) => !runs.has(nameOf(root, besideOf(about))),
    find: ({ digests }, root) => cache.find(digests.whole, root),
    keepStamp({ digests, name, stamp }) {
      if (stamp) stamps.keep(name, stamp, digests.whole);
    },
    resume({ digests, name }, session, memory) {
      const last = runs.find(name);
      if (!last) return undefined;
      recall(last, digests, memory);
      if (last.frame !== digests.frame || !isAnsweredAlike(last, digests, session)) return undefined;
      const result = cache.find(last.whole, session.workspace.root);
      return result && { result, seen: last.files, alsoRead: last.alsoRead, said: saids.find(name, last.whole) };
    },
    lastRun({ digests: { frame, files }, name }, { documents }) {
      const last = runs.find(name);
      if (last?.frame !== frame) return undefined;
      const changed = new Set([...files.keys()].filter((path) => last.files.get(path)?.digest !== files.get(path)));
      const manifests = new Set(documents.map(({ path }) => path));
      if ([...changed].some((path) => !manifests.has(path) || last.alsoRead.has(path))) return undefined;
      const said = saids.find(name, last.whole);
      return (
        said && {
          said,
          changed,
          resting: (result, saidNow, memory, alsoRead) => ({
            result,
            said: saidNow,
            seen: new Map<string, SeenFile>([
              ...last.files,
              ...Array.from(changed, (path) => [path, seenOf(memory.of(path))] as const),
            ]),
            alsoRead: [...last.alsoRead, ...alsoRead],
          }),
        }
      );
    },
    lookBack({ digests: { files }, name }, root, needed) {
      const last = runs.find(name);
      if (!last) return undefined;
      const isChanged = (path: string): boolean => (last.files.get(path)?.digest ?? '') !== (files.get(path) ?? '');
      const changed = [...new Set([...files.keys(), ...last.files.keys()])].filter(isChanged);
      if (changed.length > mostChanged || changed.some((path) => last.alsoRead.has(path))) return undefined;
      if ([...needed].some(isChanged)) return undefined;
      const result = cache.find(last.whole, root);
      return result && ofUnchanged(result, isChanged);
    },
    keep({ digests, name }, workspace, { result, seen, alsoRead, said }) {
      const { whole, frame } = digests;
      const digested = new Set([...workspace.documents.map(({ path }) => path), ...furtherManifests(workspace)]);
      const all = new Set(alsoRead);
      const others = [...all].filter((path) => !digested.has(path));
      const asked = new Map(seen);
      const files = new Map(
        Array.from(digests.files, ([path, digest]) => [path, { ...(asked.get(path) ?? unasked), digest }] as const),
      );
      return (
        cache.keep(whole, workspace.root, result, others) ??
        runs.keep(name, { whole, frame, files, alsoRead: all }) ??
        (said && saids.keep(name, whole, said))
      );
    },
  };
}

const unasked: SeenFile = { isRead: false, mentions: [] };

/** What a session asked, by its memory. */
export function seenIn(memory: SessionMemory): Iterable<[path: string, seen: SeenFile]> {
  return Array.from(memory.files(), ([path, file]) => [path, seenOf(file)]);
}

function recall(last: Seen, { files }: Digests, memory: SessionMemory): void {
  for (const [path, { digest, scan, isSelected, mentions }] of last.files) {
    if (files.get(path) !== digest) continue;
    const file = memory.of(path);
    if (scan) file.scan ??= scan;
    if (isSelected !== undefined) file.isSelected ??= isSelected;
    for (const [name, isMentioned] of mentions) file.mentions.set(name, isMentioned);
  }
}

function isAnsweredAlike(last: Seen, { files }: Digests, session: Session): boolean {
  const { workspace } = session;
  const further = new Set(furtherManifests(workspace));
  return [...files].every(([path, digest]) => {
    const then = last.files.get(path);
    if (then?.digest === digest) return true;
    return then !== undefined && !last.alsoRead.has(path) && (further.has(path) || session.isSeenAs(path, then));
  });
}

/** Undefined for sources that were not built. */
export function buildName(): string | undefined {
  return typeof bailiwickBuild === 'string' ? bailiwickBuild : undefined;
}
