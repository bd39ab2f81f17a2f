/** Paths relative to the root of the run, with forward slashes; the root itself is ''. */
import { posix } from 'node:path';

/** The directory of a path; '' for the root. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Joins and normalises; undefined when the result lies outside the root. */
export function join(dir: string, ...parts: string[]): string | undefined {
  const path = posix.join(dir, ...parts);
  if (path === '.' || path === './') return '';
  if (path === '..' || path.startsWith('../') || path.startsWith('/')) return undefined;
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/** The directory and every one above it, nearest first, the root ('') last. */
export function* upwards(dir: string): Generator<string> {
  for (let at = dir; at !== ''; at = parentOf(at)) yield at;
  yield '';
}

/** `dir/name`, or `name` in the root. */
export function within(dir: string, name: string): string {
  return dir === '' ? name : `${dir}/${name}`;
}
