/** Pinned versions from the lockfiles of npm, pnpm, yarn and bun, and of Python, each read at the first question about it. */
import { parse as parseYaml } from 'yaml';
import { parseObject, toObject, toText } from './json.ts';
import type { Packages } from './packages.ts';
import { upwards, within } from './paths.ts';
import { gather } from '../../gather.ts';

/** What a lockfile installs. */
export interface Locked {
  version: string;
  lockfile: string;
}

export interface Lockfiles {
  /** What the nearest lockfile above `dir` pins for a package that files of `dir` import. */
  locked(dir: string, name: string): Locked | undefined;
  /** The same for a package of Python. */
  lockedPython(dir: string, name: string): Locked | undefined;
}

/** `dir` is relative to the lockfile. */
type Lookup = (dir: string, name: string, range: string | undefined) => string | undefined;

const readers: [string, (text: string) => Lookup][] = [
  ['package-lock.json', readNpm],
  ['npm-shrinkwrap.json', readNpm],
  ['pnpm-lock.yaml', readPnpm],
  ['yarn.lock', readYarn],
  ['bun.lock', readBun],
];

const pythonReaders: typeof readers = [
  ['uv.lock', readPython],
  ['poetry.lock', readPython],
];

/** Versions by nearest lockfile. */
export function createLockfiles(input: { read(path: string): string | undefined; packages: Packages }): Lockfiles {
  type Found = { lookup: Lookup; lockfile: string } | undefined;
  const finder = (kinds: [string, (text: string) => Lookup][]): ((dir: string) => Found) => {
    const known = new Map<string, Found>();
    return (dir) => {
      if (known.has(dir)) return known.get(dir);
      let found: Found;
      for (const [name, reader] of kinds) {
        const lockfile = within(dir, name);
        const text = found ? undefined : input.read(lockfile);
        if (text !== undefined) found = { lookup: reader(text), lockfile };
      }
      known.set(dir, found);
      return found;
    };
  };
  const [ofNode, ofPython] = [finder(readers), finder(pythonReaders)];
  return {
    locked(dir, name) {
      for (const at of upwards(dir)) {
        const found = ofNode(at);
        if (!found) continue;
        const owner = input.packages.near(dir)?.dir ?? at;
        const relative = at === '' ? owner : owner.slice(at.length + 1);
        const version = found.lookup(relative, name, input.packages.declared(name, dir)?.range);
        return version === undefined ? undefined : { version, lockfile: found.lockfile };
      }
      return undefined;
    },
    lockedPython(dir, name) {
      for (const at of upwards(dir)) {
        const found = ofPython(at);
        const version = found?.lookup('', name, undefined);
        if (found) return version === undefined ? undefined : { version, lockfile: found.lockfile };
      }
      return undefined;
    },
  };
}

function readNpm(text: string): Lookup {
  const lock = parseLock(text);
  const packages = toObject(lock?.['packages']);
  if (!packages) return (_, name) => toText(toObject(toObject(lock?.['dependencies'])?.[name])?.['version']);
  return (dir, name) => {
    for (const at of upwards(dir)) {
      const version = toText(toObject(packages[within(at, `node_modules/${name}`)])?.['version']);
      if (version !== undefined) return version;
    }
    return undefined;
  };
}

function parseLock(text: string): Record<string, unknown> | undefined {
  try {
    return toObject(JSON.parse(text) as unknown);
  } catch {
    // A lockfile with conflict markers pins nothing; the range in package.json is still known.
    return undefined;
  }
}

function readPnpm(text: string): Lookup {
  // What stands after `packages:` is most of the file and is not needed.
  const end = text.search(/^packages:/m);
  let lock: Record<string, unknown> | undefined;
  try {
    lock = toObject(parseYaml(end < 0 ? text : text.slice(0, end)) as unknown);
  } catch {
    return () => undefined;
  }
  const importers = toObject(lock?.['importers']);
  return (dir, name) => {
    const importer = importers ? toObject(importers[dir === '' ? '.' : dir]) : lock;
    for (const section of ['dependencies', 'optionalDependencies', 'devDependencies']) {
      const entry = toObject(importer?.[section])?.[name];
      const version = toText(toObject(entry)?.['version'] ?? entry);
      if (version !== undefined) return /^\d[^(_]*/.exec(version)?.[0];
    }
    return undefined;
  };
}

function readYarn(text: string): Lookup {
  const pinned = new Map<string, { range: string; version: string }[]>();
  const block = /^("?(?:@[^/\s"]+\/)?[^@\s"]+@[^\n]*):\n(?:[ \t]+[^\n]*\n)*?[ \t]+version:? "?([^"\n]+)"?/gm;
  for (const [, heads = '', version = ''] of text.replaceAll('\r\n', '\n').matchAll(block)) {
    for (const head of heads.replaceAll('"', '').split(/,\s*/)) {
      const at = head.indexOf('@', 1);
      const name = head.slice(0, at);
      const range = head.slice(at + 1).replace(/^npm:/, '');
      gather(pinned, name, { range, version });
    }
  }
  return (_, name, range) => {
    const all = pinned.get(name) ?? [];
    return (all.find((entry) => entry.range === range) ?? (all.length === 1 ? all[0] : undefined))?.version;
  };
}

function readBun(text: string): Lookup {
  const packages = toObject(parseObject(text)?.['packages']);
  return (_, name) => {
    const entry = packages?.[name];
    const id = Array.isArray(entry) ? toText(entry[0]) : undefined;
    return id === undefined ? undefined : id.slice(id.indexOf('@', 1) + 1);
  };
}

// Both write `[[package]]`, and the version below the name.
function readPython(text: string): Lookup {
  return (_, name) => {
    const version = '\\s*version = "([^"]+)"';
    return new RegExp(`^name = "${name.replaceAll('.', '\\.')}"${version}`, 'm').exec(text)?.[1];
  };
}
