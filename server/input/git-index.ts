/** What git tracks: patterns of ignore files say nothing of a file that was added all the same. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from './attempt.ts';
import { pathFrom, upwards } from './repository.ts';

/** Larger lists are not read, in bytes. */
const largest = 64 * 1024 * 1024;

/** Answers whether git tracks a path below the root, or something below a directory that ends in '/'. */
export function createTracked(root: string): (path: string) => boolean {
  let known: { files: ReadonlySet<string>; directories: ReadonlySet<string> } | undefined;
  return (path) => {
    known ??= read(root);
    return path.endsWith('/') ? known.directories.has(path) : known.files.has(path);
  };
}

function read(root: string): { files: Set<string>; directories: Set<string> } {
  const found = { files: new Set<string>(), directories: new Set<string>() };
  for (const directory of upwards(root)) {
    const index = indexOf(directory);
    if (index === undefined) continue;
    const prefix = directory === root ? '' : `${pathFrom(directory, root)}/`;
    for (const path of pathsIn(index)) {
      if (!path.startsWith(prefix)) continue;
      const own = path.slice(prefix.length);
      found.files.add(own);
      for (let at = own.indexOf('/'); at >= 0; at = own.indexOf('/', at + 1))
        found.directories.add(own.slice(0, at + 1));
    }
    break;
  }
  return found;
}

/** The index of the repository whose root is the directory; its `.git` may be a file that names another place. */
function indexOf(directory: string): Buffer | undefined {
  const nothing = (): undefined => undefined;
  const git = join(directory, '.git');
  const stats = attempt(() => statSync(git), nothing);
  if (!stats) return undefined;
  const named = stats.isFile() ? attempt(() => readFileSync(git, 'utf8'), nothing) : undefined;
  const elsewhere = /^gitdir: (.+)$/m.exec(named ?? '')?.[1]?.trim();
  if (stats.isFile() && elsewhere === undefined) return undefined;
  const file = join(
    elsewhere === undefined ? git : elsewhere.startsWith('/') ? elsewhere : join(directory, elsewhere),
    'index',
  );
  return attempt(() => (statSync(file).size <= largest ? readFileSync(file) : undefined), nothing);
}

/**
 * The paths of an index of version 2, 3 or 4 (gitformat-index): entries of 62 bytes and a name, padded to eight
 * bytes, or from version 4 on a name that says how much of the one before it keeps.
 */
export function pathsIn(index: Buffer): string[] {
  if (index.length < 12 || index.toString('latin1', 0, 4) !== 'DIRC') return [];
  const version = index.readUInt32BE(4);
  const count = index.readUInt32BE(8);
  if (version < 2 || version > 4) return [];
  const paths: string[] = [];
  let at = 12;
  let before: Buffer = Buffer.alloc(0);
  while (paths.length < count && at + 62 <= index.length) {
    const isExtended = version > 2 && (index.readUInt16BE(at + 60) & 0x4000) !== 0;
    const start = at + (isExtended ? 64 : 62);
    const [kept, nameAt] = version === 4 ? keptOf(index, start, before.length) : [0, start];
    const end = index.indexOf(0, nameAt);
    if (end < 0) break;
    before = Buffer.concat([before.subarray(0, kept), index.subarray(nameAt, end)]);
    paths.push(before.toString('utf8'));
    at = version === 4 ? end + 1 : at + Math.ceil((end + 1 - at) / 8) * 8;
  }
  return paths;
}

/** How many bytes of the name before stay, and where the rest begins: a number of seven bits a byte, as git writes offsets. */
function keptOf(index: Buffer, from: number, length: number): [number, number] {
  let at = from;
  let byte = index[at++] ?? 0;
  let dropped = byte & 0x7f;
  while ((byte & 0x80) !== 0 && at < index.length) {
    byte = index[at++] ?? 0;
    dropped = ((dropped + 1) << 7) | (byte & 0x7f);
  }
  return [Math.max(0, length - dropped), at];
}
