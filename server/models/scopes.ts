/** The catalogue of scopes: what a scope, permission or role can do, and the narrower one. */
import compiled from '../../rules/scopes.json' with { type: 'json' };
import { publishedPermissions } from './published-permissions.ts';
import type { ScopeEntry } from './scope-entry.ts';

export type { ScopeEffect, ScopeEntry, ScopeKind } from './scope-entry.ts';

export interface ScopeCatalog {
  /** What somebody has judged; a lookup finds what a provider publishes beside it, too. */
  entries: readonly ScopeEntry[];
  /**
   * What the catalogue says of a scope as it is requested, the heaviest first; [] for one that it does not know.
   * `provider` is a provider or a family (`github`); without one only names count that mean one provider wherever they stand.
   */
  lookup(scope: string, provider?: string): ScopeEntry[];
  /** The family whose authorization server the URL names: `gitlab` for `https://gitlab.com/oauth/authorize`. */
  providerOf(url: string): string | undefined;
  /** The permission or role with this id (Microsoft Entra, Azure). */
  byGuid(guid: string): ScopeEntry | undefined;
  /** The entry that a configuration names by this id. */
  byId(id: string): ScopeEntry | undefined;
  /** True for what names an entry of any provider, letter by letter: its id, the id of the permission, or the scope. */
  knows(written: string): boolean;
  /** True when an agent that asks for it asks for more than one task needs. */
  isBroad(entry: ScopeEntry): boolean;
}

interface Provider {
  ids: Set<string>;
  isExact: boolean;
  prefixes: RegExp[];
  byName: Map<string, ScopeEntry[]>;
  patterns: { whole: RegExp; entry: ScopeEntry }[];
}

/** A catalogue over compiled entries; `published` answers for ids and names that these do not hold. */
export function createScopeCatalog(
  entries: readonly ScopeEntry[],
  published: (idOrName: string) => readonly ScopeEntry[] = () => [],
): ScopeCatalog {
  const providers = new Map<string, Provider>();
  const guids = new Map<string, ScopeEntry>();
  const ids = new Map(entries.map((entry) => [entry.id, entry]));
  for (const entry of entries) {
    let provider = providers.get(entry.provider);
    if (!provider) providers.set(entry.provider, (provider = toProvider(entry)));
    const key = keyOf(provider, bare(provider, entry.name));
    provider.byName.set(key, [...(provider.byName.get(key) ?? []), entry]);
    if (entry.pattern !== undefined) {
      provider.patterns.push({ whole: new RegExp(`^(?:${entry.pattern})$`, provider.isExact ? '' : 'i'), entry });
    }
    if (entry.guid !== undefined) guids.set(entry.guid, entry);
  }
  const generic = providers.get('generic');

  function lookup(scope: string, wanted?: string): ScopeEntry[] {
    const text = tidy(scope);
    const known = wanted !== undefined && [...providers.values()].some((p) => p.ids.has(wanted)) ? wanted : undefined;
    const found: ScopeEntry[] = [];
    for (const provider of providers.values()) {
      if (provider === generic) continue;
      const name = bare(provider, text);
      const isNamed = name !== text;
      if (known !== undefined && !isNamed && !provider.ids.has(known)) continue;
      const isSure = isNamed || known !== undefined;
      const named = [...(provider.byName.get(keyOf(provider, name)) ?? []), ...others(provider, name)];
      const matched =
        named.length > 0 ? named : provider.patterns.filter((p) => p.whole.test(name)).map((p) => p.entry);
      found.push(...matched.filter((entry) => isSure || entry.anywhere));
    }
    const guid = byGuid(text);
    if (guid) found.push(guid);
    if (found.length === 0 && generic) {
      // `api://0c8a…/full_access`, `https://mcp.example/admin`: the resource says nothing of the width.
      const word = /^[a-z][a-z0-9+.-]*:\/\/[^/]+\/(?:.*\/)?([^/]+)$/i.exec(text)?.[1] ?? text;
      found.push(...generic.patterns.filter((p) => p.whole.test(word)).map((p) => p.entry));
    }
    return found.sort((a, b) => b.tier - a.tier);
  }

  // Most words that are asked for have no such form, and the table is not read for them.
  function others(provider: Provider, name: string): readonly ScopeEntry[] {
    if (!/^[a-z][\w-]*\.[\w.-]+$/i.test(name)) return [];
    return published(name).filter((entry) => provider.ids.has(entry.provider) && !ids.has(entry.id));
  }

  function byGuid(guid: string): ScopeEntry | undefined {
    const id = guid.toLowerCase();
    return guids.get(id) ?? (/^[\da-f]{8}-/.test(id) ? published(id)[0] : undefined);
  }

  function byId(id: string): ScopeEntry | undefined {
    return ids.get(id) ?? published(id.slice(id.lastIndexOf('/') + 1)).find((entry) => entry.id === id);
  }

  // The case of letters is passed over by some providers, but not by who compares with the name of an entry.
  function isNamed(written: string): boolean {
    const found = [...providers.keys()].flatMap((provider) => lookup(written, provider));
    return found.some(({ name, pattern }) => pattern !== undefined || name.endsWith(written) || written.endsWith(name));
  }

  return {
    entries,
    lookup,
    providerOf(url) {
      const [, host = '', path = ''] = /^https:\/\/([a-z0-9.-]+)(\/[^?]*)?/i.exec(url) ?? [];
      if (!/auth|login|token|accounts/i.test(host + path)) return undefined;
      const labels = host.toLowerCase().split('.');
      const families = new Set(entries.map((entry) => entry.family));
      return [...families].find((family) => family !== 'generic' && labels.some((label) => label.startsWith(family)));
    },
    byGuid,
    byId,
    knows: (written) => byId(written) !== undefined || byGuid(written) !== undefined || isNamed(written),
    isBroad: (entry) => entry.broad ?? entry.tier >= 4,
  };
}

let shipped: ScopeCatalog | undefined;

/** The catalogue that ships with the linter, built at the first question. */
export function scopeCatalog(): ScopeCatalog {
  // The generator has checked the file against the shape of the entries.
  return (shipped ??= createScopeCatalog(compiled as ScopeEntry[], publishedPermissions));
}

/** True for `.default`, which asks for everything already consented to on a resource of Microsoft Entra. */
export function isDefaultScope(scope: string): boolean {
  return /(?:^|\/)\.default$/i.test(scope.trim());
}

function toProvider({ provider, family, match, prefixes = [] }: ScopeEntry): Provider {
  const compile = (prefix: string): RegExp =>
    new RegExp(`^${prefix.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '[^/.]+')}/*(?=.)`, 'i');
  return {
    ids: new Set([provider, family]),
    isExact: match === 'exact',
    prefixes: prefixes.map(compile),
    byName: new Map(),
    patterns: [],
  };
}

function bare(provider: Provider, text: string): string {
  const tidied = tidy(text);
  for (const prefix of provider.prefixes) {
    const match = prefix.exec(tidied);
    if (match) return tidied.slice(match[0].length);
  }
  return tidied;
}

function keyOf(provider: Provider, name: string): string {
  return provider.isExact ? name : name.toLowerCase();
}

// A resource id that ends in a slash gives two of them before the scope; `contents:write` is `contents: write`.
function tidy(text: string): string {
  return text
    .trim()
    .replace(/^([a-z][a-z0-9+.-]*:\/\/[^/]+)\/\/+/i, '$1/')
    .replace(/\/$/, '')
    .replace(/:\s+/, ':');
}
