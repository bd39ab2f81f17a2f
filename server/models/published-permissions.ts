/** Every permission that Microsoft Graph publishes, for ids and names that nobody has judged; read when first asked for. */
import table from '../../rules/graph-permissions.json' with { type: 'json' };
import type { ScopeEffect, ScopeEntry } from './scope-entry.ts';

let byKey: Map<string, ScopeEntry[]> | undefined;

/** The permissions with this id or this name, in any case of letters. */
export function publishedPermissions(idOrName: string): readonly ScopeEntry[] {
  return index().get(idOrName.toLowerCase()) ?? [];
}

/** All of them, in the order of their names. */
export function allPublishedPermissions(): ScopeEntry[] {
  return table.permissions.map(toEntry);
}

function index(): Map<string, ScopeEntry[]> {
  if (byKey) return byKey;
  byKey = new Map();
  for (const entry of allPublishedPermissions())
    for (const key of [entry.guid, entry.name.toLowerCase()])
      if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), entry]);
  return byKey;
}

function toEntry(row: string): ScopeEntry {
  const [name = '', letter, guid = '', ...rest] = row.split(' ');
  const kind = letter === 'a' ? 'application' : 'delegated';
  const last = Number(rest.at(-1));
  const level = last > 0 ? last : undefined;
  const { tier, effects, why, reach } = weigh(name, kind, level);
  const read = name.replace(/\.ReadWrite(?=\.|$)/, '.Read');
  return {
    id: `graph/${letter === 'a' ? 'app' : 'delegated'}/${name}`,
    provider: 'microsoft-graph',
    family: 'microsoft',
    name,
    kind,
    tier,
    reach,
    effects,
    why,
    ...(read !== name && names().has(`${read} ${letter ?? ''}`) ? { instead: [read] } : {}),
    source: [`${table.repo}@${table.commit}`],
    // A weight that the provider does not confirm is our guess, and a guess is never an error.
    ...(tier >= 4 && level !== 4 ? { verified: false } : {}),
    isDerived: true,
    match: 'case-insensitive',
    anywhere: true,
    guid,
    ...(level === undefined ? {} : { sourceLevel: level }),
    ...(rest[0] === 'admin' ? { isAdminOnly: true } : {}),
  };
}

let known: Set<string> | undefined;

function names(): Set<string> {
  return (known ??= new Set(table.permissions.map((row) => row.split(' ', 2).join(' '))));
}

type Weight = Pick<ScopeEntry, 'tier' | 'effects' | 'why' | 'reach'>;

/**
 * What a name says of itself: `Resource.Action.Constraint`. Without a user behind it a permission reaches the whole tenant
 * unless its last word narrows it: then writing weighs 4 and reading 3. With a user, what reaches others' data (`All`) and
 * writes weighs 3. What is narrowed or basic weighs 2. What Microsoft itself rates 4, and what acts as the user, weighs 4;
 * what it rates 1 or 2 weighs 3 at most.
 */
function weigh(name: string, kind: 'application' | 'delegated', level: number | undefined): Weight {
  const [, action = ''] = name.split('.');
  const isWriting = action !== '' && !/^(?:Read(?!Write|Approve)|Evaluate|Compute|Receive|Selected)/.test(action);
  const isNarrowed = /\.(?:OwnedBy|ManagedBy|CreatedByApp|Selected|WhereInstalled|Group|Chat|User|Hidden)$/.test(name);
  const isWide = !isNarrowed && (kind === 'application' || /\.(?:All|Directory|Global)$/.test(name));
  const isBasic = action.includes('Basic');
  const byName = action === 'AccessAsUser' ? 4 : !isWide || isBasic ? 2 : kind === 'delegated' && !isWriting ? 2 : 3;
  const raised = byName === 3 && kind === 'application' && isWriting ? 4 : byName;
  const tier = level === 4 ? 4 : level !== undefined && level < 3 && raised > 3 ? 3 : raised;
  const effects: ScopeEffect[] = isWriting ? ['read', 'write'] : ['read'];
  const does = isWriting ? 'changes' : 'reads';
  const reach = isWide ? 'tenant' : isNarrowed ? 'part' : 'user';
  const where = { tenant: 'in the whole tenant', part: 'in the part that it is given for', user: 'as far as its user' };
  return { tier, effects, reach, why: `${does} what its name says, ${where[reach]}` };
}
