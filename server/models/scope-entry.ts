/** What the catalogue says of a scope, permission or role. */

export type ScopeKind =
  | 'application'
  | 'delegated'
  | 'oauth-scope'
  | 'directory-role'
  | 'rbac-role'
  | 'iam-role'
  | 'principal'
  | 'app-permission'
  | 'descriptor-scope'
  | 'managed-policy'
  | 'action'
  | 'capability'
  | 'generic';

/** `conceal`: takes away what would tell what was done. */
export type ScopeEffect = 'read' | 'write' | 'delete' | 'escalate' | 'expose' | 'conceal';

/** One scope of one provider, with what the head of its file says repeated, so that an entry stands alone. */
export interface ScopeEntry {
  id: string;
  provider: string;
  /** The vendor: what `github` means covers `github-oauth` and `github-app`. */
  family: string;
  name: string;
  kind: ScopeKind;
  /** 5: raises rights or takes over sign-in; 4: organisation-wide, destructive or a data tap; 3: all content of a user; 2: narrow but sensitive. */
  tier: 2 | 3 | 4 | 5;
  /** How far it reaches: `tenant`, `user`, `installation`. */
  reach: string;
  effects: ScopeEffect[];
  /** What it can do, as the end of "it …". */
  why: string;
  /** Narrower scopes, or what to do where there is none. */
  instead?: string[];
  /** Keys of the file's `sources`. */
  source: string[];
  /** Written only when nobody has seen it in a source yet. */
  verified?: false;
  /** Overrides the threshold of tiers. */
  broad?: boolean;
  /** A regular expression over the whole scope, instead of the name. */
  pattern?: string;
  match: 'exact' | 'case-insensitive';
  /** True when the name means this provider even where none is known. */
  anywhere: boolean;
  /** URL forms that may stand before the name; `*` in a host stands for one label. */
  prefixes?: string[];
  /** Application id of the API that publishes the permission. */
  resource?: string;
  guid?: string;
  guidNote?: string;
  /** What the provider itself says of its weight. */
  sourceLevel?: string | number;
  /** True when Microsoft refuses the grant to an agent identity. */
  agentBlocked?: boolean;
  /** True when the weight was derived from the name, and nobody has judged it. */
  isDerived?: true;
  /** True for a delegated permission that no user can consent to. */
  isAdminOnly?: true;
  field?: string;
  level?: string;
  note?: string;
}

/** One file of rules/scopes, as a list of what the linter knows. */
export interface ScopeTable {
  name: string;
  /** The day on which its sources were read, as `2026-11-22`. */
  asOf: string;
  entries: number;
  /** Entries that nobody has seen in a source yet. */
  unverified: number;
  /** Repository, package or page, with its commit or version. */
  sources: string[];
}
