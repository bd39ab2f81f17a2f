/** Which files there are to look at. */
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Failure } from '../finding.ts';
import { attempt } from './attempt.ts';
import type { Inventory } from './inventory.ts';
import { commonDirectory, gitRoot, pathFrom } from './repository.ts';
import { whyUnreadable } from './unreadable.ts';
import { createWalk } from './walk.ts';

export interface DiscoverOptions {
  /** `ignore:` of the configuration, in gitignore syntax; a negated pattern brings ignored files and build output back. */
  ignore: string[];
  /** The directory that these patterns are relative to; the root unless told. */
  ignoreBase?: string;
  cwd: string;
  /** Files whose text is in an editor, relative to the root: listed, unless they are ignored, whatever the disk has of them. */
  open?: Iterable<string>;
}

/** Lists what lies at or below the given paths, sorted and the same whatever their order; what cannot be read becomes a failure. */
export function discover(roots: string[], options: DiscoverOptions): Inventory {
  const failures: Failure[] = [];
  const targets = [...new Set(roots.map((root) => resolve(options.cwd, root)))].flatMap((absolute) => {
    const stats = attempt(
      () => statSync(absolute),
      (error) => failures.push({ file: pathFrom(options.cwd, absolute), reason: whyUnreadable(error, 'file') }),
    );
    return stats ? [{ absolute, stats }] : [];
  });
  const shared =
    commonDirectory(targets.map(({ absolute, stats }) => (stats.isDirectory() ? absolute : dirname(absolute)))) ??
    options.cwd;
  const root = gitRoot(shared) ?? shared;
  const walk = createWalk(root, options, failures);
  // The more precise path decides about `isTest`, so it goes first.
  targets.sort((a, b) => b.absolute.length - a.absolute.length || (a.absolute < b.absolute ? -1 : 1));
  for (const { absolute, stats } of targets) if (!stats.isDirectory()) walk.named(absolute, stats);
  for (const { absolute, stats } of targets) if (stats.isDirectory()) walk.directory(absolute);
  return walk.finish();
}
