/** Directories and their place in a repository. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** `absolute` as seen from `root`, with forward slashes; '' for the root itself. */
export function pathFrom(root: string, absolute: string): string {
  const path = relative(root, absolute);
  return sep === '/' ? path : path.split(sep).join('/');
}

/** True when `absolute` is `root` or lies below it. */
export function isWithin(root: string, absolute: string): boolean {
  return absolute === root || absolute.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** The nearest directory at or above `directory` that holds `.git`. */
export function gitRoot(directory: string): string | undefined {
  return upwards(directory).find((candidate) => existsSync(join(candidate, '.git')));
}

/** The directory and all above it, nearest first. */
export function upwards(directory: string): string[] {
  const chain = [directory];
  for (let at = directory; dirname(at) !== at; at = dirname(at)) chain.push(dirname(at));
  return chain;
}

/** The deepest directory that holds all the directories; undefined for none or for different drives. */
export function commonDirectory(directories: string[]): string | undefined {
  const [first, ...rest] = directories;
  return first && upwards(first).find((candidate) => rest.every((other) => isWithin(candidate, other)));
}
