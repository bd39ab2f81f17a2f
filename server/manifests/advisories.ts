/** Packages of the protocols whose version is known to have a hole, as the dated rows of the dialects say. */
import type { Document, TextTree, Tree } from '../documents/document.ts';
import { entriesOf, itemsOf, valueAt } from '../documents/tree.ts';
import type { AdvisoryRow } from './dialect.ts';
import type { Recognised } from './manifest.ts';

export interface VulnerableVersion {
  document: Document;
  package: string;
  /** What is installed by the lockfile, else the newest that the range allows. */
  version: string;
  /** The lockfile that installs it. */
  lockfile?: string;
  /** The text of the range or requirement. */
  text: TextTree;
  /** Where in the text the range begins. */
  from: number;
  /** True when the range allows the version that is fixed, so that only the lockfile is behind. */
  isAllowed: boolean;
  /** The advisories that the version falls under. */
  advisories: AdvisoryRow[];
  /** The first version without any of them. */
  fixed: string;
  /** Other places that ask for the package, which the same change of the lockfile mends. */
  also: Pick<VulnerableVersion, 'document' | 'text' | 'from'>[];
}

type Registry = AdvisoryRow['registry'];
type Pinned = (
  document: Document,
  name: string,
  registry: Registry,
) => { version: string; lockfile: string } | undefined;

/** A package with the range that is asked for. */
interface Wanted {
  document: Document;
  registry: Registry;
  name: string;
  text: TextTree;
  range: string;
  from: number;
}

/** What package.json, pyproject.toml and requirements ask for and falls under an advisory, each place to change once. */
export function vulnerableVersions(
  recognised: readonly Recognised[],
  rows: readonly AdvisoryRow[],
  pinned: Pinned,
): VulnerableVersion[] {
  const packages = new Set(rows.map((row) => row.package));
  const all = recognised
    .flatMap((each) => wantedBy(each))
    .filter(({ name }) => packages.has(name))
    .flatMap((wanted) => judged(wanted, rows, pinned(wanted.document, wanted.name, wanted.registry)));
  const depth = ({ document }: VulnerableVersion): number => document.file.split('/').length;
  const kept = new Map<string, VulnerableVersion>();
  for (const [index, found] of all.toSorted((a, b) => depth(a) - depth(b)).entries()) {
    const key = found.isAllowed && found.lockfile !== undefined ? `${found.lockfile}|${found.package}` : String(index);
    const first = kept.get(key);
    if (first) first.also.push(found);
    else kept.set(key, found);
  }
  return [...kept.values()];
}

function wantedBy({ kind, document, root }: Recognised): Wanted[] {
  if (kind === 'package')
    return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((key) =>
      entriesOf(valueAt(root, key)).flatMap(({ key: name, value: text }): Wanted[] =>
        text.kind === 'text' ? [{ document, registry: 'npm', name, text, range: text.value, from: 0 }] : [],
      ),
    );
  if (kind !== 'python-project') return [];
  const lists = [
    root,
    valueAt(root, 'project.dependencies'),
    ...entriesOf(valueAt(root, 'project.optional-dependencies')).map((entry) => entry.value),
    ...entriesOf(valueAt(root, 'dependency-groups')).map((entry) => entry.value),
  ];
  const poetry = entriesOf(valueAt(root, 'tool.poetry.dependencies')).flatMap(({ key, value }): Wanted[] => {
    const text = value.kind === 'map' ? valueAt(value, 'version') : value;
    const name = normal(key);
    return text?.kind === 'text' ? [{ document, registry: 'pypi', name, text, range: text.value, from: 0 }] : [];
  });
  return [...lists.flatMap(itemsOf).flatMap((item) => requirement(document, item)), ...poetry];
}

const normal = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');

// `mcp[cli]>=1.9,<2; python_version > "3.9"`
function requirement(document: Document, item: Tree): Wanted[] {
  if (item.kind !== 'text') return [];
  const [whole = '', name = '', range = ''] = /^\s*([\w.-]+)(?:\[[^\]]*\])?\s*([^;]*)/.exec(item.value) ?? [];
  return [{ document, registry: 'pypi', name: normal(name), text: item, range, from: whole.length - range.length }];
}

function judged(wanted: Wanted, rows: readonly AdvisoryRow[], locked: ReturnType<Pinned>): VulnerableVersion[] {
  const { name, registry, range, document, text, from } = wanted;
  // A lockfile that does not hold what the range asks for has been left behind.
  const least = /^(?:\^|~=?|>=|={1,3})?\s*v?(\d+\.\d+\.\d+)/.exec(range.trim())?.[1];
  const isStale = locked !== undefined && least !== undefined && isBelow(locked.version, least);
  const lock = isStale ? undefined : locked;
  const version = lock?.version ?? newestIn(range);
  if (version === undefined) return [];
  const advisories = rows.filter(
    (row) =>
      row.package === name &&
      row.registry === registry &&
      isBelow(version, row.fixed) &&
      !isBelow(version, row.from ?? '0'),
  );
  const fixed = advisories.map((row) => row.fixed).sort((a, b) => (isBelow(a, b) ? 1 : -1))[0];
  if (fixed === undefined) return [];
  const lockfile = lock ? { lockfile: lock.lockfile } : {};
  const isAllowed = allows(range, fixed);
  return [{ document, package: name, version, ...lockfile, text, from, isAllowed, advisories, fixed, also: [] }];
}

/** True for a range that is known to allow the version. A catalogue is one place for all who refer to it. */
function allows(range: string, version: string): boolean {
  const text = range.trim();
  if (/^(?:\*|x|latest|catalog:.*|)$/.test(text)) return true;
  const caret = /^\^\s*v?(\d+)\.(\d+)/.exec(text);
  if (caret) return caret[1] === version.split('.')[0] && caret[1] !== '0';
  if (/^\d+(?:\.[x*]){0,2}$/.test(text)) return text.split('.')[0] === version.split('.')[0];
  if (!/^>=?\s*\d/.test(text)) return false;
  const below = /<\s*(\d+(?:\.\d+){0,2})/.exec(text)?.[1];
  return below === undefined ? !text.includes('=', 2) : isBelow(version, below);
}

/** The newest version that a range allows when it allows no later one; undefined for one that is open above. */
function newestIn(range: string): string | undefined {
  const text = range.trim();
  const exact = /^(?:v|=|==|===)?\s*(\d+\.\d+\.\d+(?:-[\w.]+)?)$/.exec(text)?.[1];
  if (exact !== undefined) return exact;
  // `~1.20.0` and `1.20.x` stay below the next minor version.
  const minor = /^~\s*(\d+)\.(\d+)(?:\.\d+)?$|^(\d+)\.(\d+)(?:\.[x*])?$/.exec(text);
  if (minor) return `${minor[1] ?? minor[3] ?? ''}.${minor[2] ?? minor[4] ?? ''}.99999`;
  const below = /<\s*(\d+(?:\.\d+){0,2})\s*$/.exec(text)?.[1];
  return below === undefined ? undefined : before(below);
}

function before(version: string): string {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (patch > 0) return `${String(major)}.${String(minor)}.${String(patch - 1)}`;
  return minor > 0 ? `${String(major)}.${String(minor - 1)}.99999` : `${String(major - 1)}.99999.99999`;
}

/** True when the version comes before the other; one with a suffix comes before the one without. */
export function isBelow(version: string, other: string): boolean {
  const parts = (text: string): number[] => (text.split(/[-+]/)[0] ?? '').split('.').map(Number);
  const [a, b] = [parts(version), parts(other)];
  for (let at = 0; at < 3; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return version.includes('-') && !other.includes('-');
}
