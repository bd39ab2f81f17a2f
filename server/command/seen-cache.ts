/**
 * What the last run over a workspace asked of each file, on the disk: where only files changed that answer as before, its
 * result holds, and of the others nothing has to be looked at again.
 */
import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../input/attempt.ts';
import type { Scan } from '../session-memory.ts';
import type { SeenFile } from '../session-seen.ts';
import { keepFile, prune } from './kept-files.ts';

export interface Seen {
  /** The digests of all that was there, without the bytes of files and with them; the second names the result. */
  frame: string;
  whole: string;
  files: ReadonlyMap<string, SeenFile & { digest: string }>;
  /** What was read by its name beside, such as package files. */
  alsoRead: ReadonlySet<string>;
}

export interface SeenCache {
  find(name: string): Seen | undefined;
  /** Whether anything is kept under the name. */
  has(name: string): boolean;
  /** Takes the place of what was kept under the name; returns why it could not, if so. */
  keep(name: string, seen: Seen): string | undefined;
}

type Row = [
  path: string,
  digest: string,
  isRead: boolean,
  scan: null | 'telling' | [specifiers: string[], isBarrel: boolean, isCommented: boolean],
  isSelected: boolean | null,
  mentions: readonly [string, boolean][],
];

const extension = '.seen';
const limits = { files: 100, bytes: 128 * 1024 * 1024 };

/** What was kept in a directory. */
export function openSeenCache(directory: string): SeenCache {
  return {
    find: (name) =>
      attempt(
        () => parse(readFileSync(join(directory, `${name}${extension}`), 'utf8')),
        () => undefined,
      ),
    has: (name) => existsSync(join(directory, `${name}${extension}`)),
    keep(name, { frame, whole, files, alsoRead }) {
      const payload = JSON.stringify([frame, whole, [...alsoRead], Array.from(files, toRow)]);
      const problem = keepFile(directory, `${name}${extension}`, `${hash('sha256', payload)}\n${payload}`);
      if (problem === undefined) prune(directory, extension, limits);
      return problem;
    },
  };
}

function parse(text: string): Seen | undefined {
  const end = text.indexOf('\n');
  const payload = text.slice(end + 1);
  if (hash('sha256', payload) !== text.slice(0, end)) return undefined;
  // Written by this program under a name that names its build: what has the checksum has the shape.
  const [frame, whole, alsoRead, rows] = JSON.parse(payload) as [string, string, string[], Row[]];
  return { frame, whole, files: new Map(rows.map(fromRow)), alsoRead: new Set(alsoRead) };
}

function toRow([path, { digest, isRead, scan, isSelected, mentions }]: [string, SeenFile & { digest: string }]): Row {
  const look =
    scan?.kind === 'silent'
      ? ([scan.imports.specifiers, scan.imports.isBarrel, scan.isCommented] satisfies Row[3])
      : (scan?.kind ?? null);
  return [path, digest, isRead, look, isSelected ?? null, mentions];
}

function fromRow([path, digest, isRead, look, isSelected, mentions]: Row): [string, SeenFile & { digest: string }] {
  const scan: Scan | undefined =
    look === null
      ? undefined
      : look === 'telling'
        ? { kind: 'telling' }
        : { kind: 'silent', imports: { specifiers: look[0], isBarrel: look[1] }, isCommented: look[2] };
  return [
    path,
    {
      digest,
      isRead,
      mentions,
      ...(scan ? { scan } : {}),
      ...(isSelected === null ? {} : { isSelected }),
    },
  ];
}
