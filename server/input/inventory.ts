/** What the walk returns. */
import type { Failure } from '../finding.ts';
import type { Manifests, NameSkip } from './kinds.ts';

/** What a file system says of a file whenever its bytes change: milliseconds since 1970, and the number of its inode. */
export interface Stamp {
  modified: number;
  changed: number;
  inode: number;
}

export interface InputFile {
  /** Relative to the inventory's root, with forward slashes. */
  path: string;
  absolute: string;
  /** Bytes, as the walk saw them. */
  size: number;
  /** As the walk saw it; none where the file is so young that its next change may have the same. */
  stamp?: Stamp;
  /** True on a test, fixture or example path, as seen from the path that was given. */
  isTest: boolean;
  /** True when the file itself was named; it is read whatever its name or content says. */
  isNamed?: true;
}

export type SkipReason =
  | NameSkip
  | 'binary'
  | 'build output'
  | 'installed packages'
  | 'ignored by git'
  | 'ignored by configuration'
  | 'larger than 1 MiB'
  | 'link in a circle'
  | 'link out of the root'
  | 'broken link'
  | 'link to something already listed';

/** Something that was left out on purpose; the path of a directory ends in '/'. */
export interface Skip {
  path: string;
  reason: SkipReason;
}

export interface Inventory {
  /** Absolute: the git repository that holds all given paths, else the directory that they share. */
  root: string;
  /** Sources. */
  files: InputFile[];
  /** What a reader of manifests takes: JSON, YAML, TOML, Markdown and the like. */
  documents: InputFile[];
  manifests: Manifests;
  skipped: Skip[];
  failures: Failure[];
}

/** How many things were left out for each reason, the most frequent first. */
export function countSkips(skipped: Skip[]): { reason: SkipReason; count: number }[] {
  const counts = new Map<SkipReason, number>();
  for (const { reason } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}
