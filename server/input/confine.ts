/** Paths that somebody else names, held inside a directory. */
import { lstatSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { attempt } from './attempt.ts';
import { isWithin, pathFrom, upwards } from './repository.ts';
import { whyUnreadable } from './unreadable.ts';

/**
 * The absolute path of what is named, relative to `root` or not, when it lies inside `root` and no symbolic link on the
 * way leads out; else the sentence that says why not. What does not exist yet is judged by the nearest directory that does.
 */
export function confine(root: string, named: string): { absolute: string } | { reason: string } {
  const path = attempt(
    () => (named.startsWith('file:') ? fileURLToPath(named) : named),
    () => {},
  );
  if (path === undefined || path === '' || path.includes('\0')) return { reason: 'is not a path' };
  const realRoot = realpathSync(root);
  const given = resolve(root, path);
  // A root that is itself reached by a link has two names.
  const absolute = isWithin(root, given)
    ? given
    : isWithin(realRoot, given)
      ? resolve(root, pathFrom(realRoot, given))
      : '';
  if (absolute === '') return { reason: `lies outside ${root}` };
  let reason = '';
  const real = attempt(
    () => nearestReal(absolute),
    (error) => (reason = whyUnreadable(error, 'file')),
  );
  if (real === undefined) return { reason };
  return isWithin(realRoot, real) ? { absolute } : { reason: `leads out of ${root} by a symbolic link` };
}

// A link that leads nowhere is there, and a file written to it would be made at its end.
function nearestReal(absolute: string): string {
  for (const candidate of upwards(absolute)) {
    if (lstatSync(candidate, { throwIfNoEntry: false })) return realpathSync(candidate);
  }
  return absolute;
}
