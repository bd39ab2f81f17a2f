import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { discover, type DiscoverOptions } from '../../server/input/discover.ts';
import type { InputFile, Inventory } from '../../server/input/inventory.ts';

/** Makes a temporary directory that holds the files; a path ending in '/' is an empty directory. */
export function makeTree(files: Record<string, string | Uint8Array>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'bailiwick-')));
  for (const [path, content] of Object.entries(files)) {
    const absolute = join(root, path);
    mkdirSync(path.endsWith('/') ? absolute : dirname(absolute), { recursive: true });
    if (!path.endsWith('/')) writeFileSync(absolute, content);
  }
  return root;
}

export function removeTree(root: string): void {
  rmSync(root, { recursive: true, force: true });
}

/** Runs `use` in a temporary directory that holds the files. */
export function inTree(files: Record<string, string | Uint8Array>, use: (root: string) => void): void {
  const root = makeTree(files);
  try {
    use(root);
  } finally {
    removeTree(root);
  }
}

export function inventory(root: string, paths = ['.'], options: Partial<DiscoverOptions> = {}): Inventory {
  return discover(paths, { ignore: [], cwd: root, ...options });
}

export function paths(root: string, given = ['.'], options: Partial<DiscoverOptions> = {}): string[] {
  return inventory(root, given, options).files.map(({ path }) => path);
}

/** A single file, as the walk would list it. */
export function listed(root: string, path: string, size = 0): InputFile {
  return { path, absolute: join(root, path), size, isTest: false };
}

/** Runs `use` as a user without privileges when the tests run as root, for whom no file is unreadable. */
export function unprivileged(use: () => void): void {
  const { geteuid, seteuid } = process;
  if (geteuid?.() !== 0 || !seteuid) return use();
  seteuid(65534);
  try {
    use();
  } finally {
    seteuid(0);
  }
}
