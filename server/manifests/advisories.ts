/** Packages of the protocols whose version is known to have a hole, as the dated rows of the dialects say. */
import type { Document, TextTree } from '../documents/document.ts';
import { entriesOf, itemsOf, valueAt } from '../documents/tree.ts';
import type { AdvisoryRow } from './dialect.ts';
import type { Recognised } from './manifest.ts';

export interface VulnerableVersion {
  document: Document;
  package: string;
  /** What is installed by the lockfile, else the newest that the range allows. */
  version: string;
  isLocked: boolean;
  /** The text of the range or requirement. */
  text: TextTree;
  /** The advisories that the version falls under. */
  advisories: AdvisoryRow[];
  /** The first version without any of them. */
  fixed: string;
}

/** The dependencies of package.json and pyproject.toml that fall under an advisory. */
export function vulnerableVersions(
  recognised: readonly Recognised[],
  rows: readonly AdvisoryRow[],
  pinned: (document: Document, name: string) => string | undefined,
): VulnerableVersion[] {
  return recognised.flatMap(({ kind, document, root }) => {
    if (kind === 'package')
      return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((key) =>
        entriesOf(valueAt(root, key)).flatMap(({ key: name, value }) =>
          value.kind === 'text' ? found(document, 'npm', name, value, value.value, rows, pinned(document, name)) : [],
        ),
      );
    if (kind !== 'python-project') return [];
    const lists = [
      valueAt(root, 'project.dependencies'),
      ...entriesOf(valueAt(root, 'project.optional-dependencies')).map((entry) => entry.value),
    ];
    return lists.flatMap(itemsOf).flatMap((item) => {
      if (item.kind !== 'text') return [];
      const [, name = '', range = ''] = /^\s*([\w.-]+)(?:\[[^\]]*\])?\s*([^;]*)/.exec(item.value) ?? [];
      return found(document, 'pypi', name.toLowerCase(), item, range, rows, undefined);
    });
  });
}

function found(
  document: Document,
  registry: AdvisoryRow['registry'],
  name: string,
  text: TextTree,
  range: string,
  rows: readonly AdvisoryRow[],
  locked: string | undefined,
): VulnerableVersion[] {
  const own = rows.filter((row) => row.package === name && row.registry === registry);
  if (own.length === 0) return [];
  // A lockfile that does not hold what the range asks for has been left behind.
  const least = /^(?:\^|~|>=|=)?\s*v?(\d+\.\d+\.\d+)/.exec(range.trim())?.[1];
  const isStale = locked !== undefined && least !== undefined && isBelow(locked, least);
  const version = isStale ? newestIn(range) : (locked ?? newestIn(range));
  if (version === undefined) return [];
  const advisories = own.filter((row) => isBelow(version, row.fixed) && !isBelow(version, row.from ?? '0'));
  const fixed = advisories.map((row) => row.fixed).sort((a, b) => (isBelow(a, b) ? 1 : -1))[0];
  return fixed === undefined
    ? []
    : [{ document, package: name, version, isLocked: locked !== undefined && !isStale, text, advisories, fixed }];
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
