/** The shape of a file of rules/scopes, and its way into the one list that a run loads. */
import { z } from 'zod';
import { parseShaped } from '../shape.ts';
import type { ScopeEntry, ScopeTable } from './scope-entry.ts';

/** Something wrong in a scope file; line and column are 1-based. */
export interface ScopeProblem {
  file: string;
  line: number;
  column: number;
  message: string;
}

const text = z.string().min(1);
const texts = z.array(text).min(1);
const kinds = [
  'application',
  'delegated',
  'oauth-scope',
  'directory-role',
  'rbac-role',
  'iam-role',
  'principal',
  'app-permission',
  'descriptor-scope',
  'managed-policy',
  'action',
  'capability',
  'generic',
] as const;

const pattern = text.check((context) => {
  if (!isPattern(context.value))
    context.issues.push({ code: 'custom', input: context.value, message: 'not a regular expression' });
});

function isPattern(source: string): boolean {
  try {
    return new RegExp(source).source !== '';
  } catch {
    return false;
  }
}

const match = z.enum(['exact', 'case-insensitive']);
const guid = z.string().regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/, 'not a GUID in lower case');

const entry = z.strictObject({
  id: text.describe('Unique in the catalogue; what `allow` in a configuration names.'),
  name: text.describe('The scope as it is requested.'),
  pattern: pattern.exactOptional().describe('A regular expression over the whole scope, instead of the name.'),
  kind: z.enum(kinds),
  tier: z.union([z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  broad: z.boolean().exactOptional().describe('Overrides the threshold of tiers.'),
  reach: text,
  effects: z.array(z.enum(['read', 'write', 'delete', 'escalate', 'expose', 'conceal'])).min(1),
  why: text.describe('What it can do, as the end of "it …".'),
  instead: texts.exactOptional().describe('Narrower scopes, or what to do where there is none.'),
  source: texts.describe('Keys of sources.'),
  verified: z.literal(false).exactOptional().describe('Written only when nobody has seen it in a source yet.'),
  anywhere: z.boolean().exactOptional(),
  resource: guid.exactOptional(),
  guid: guid.exactOptional(),
  guidNote: text.exactOptional(),
  sourceLevel: z.union([text, z.number()]).exactOptional(),
  agentBlocked: z.boolean().exactOptional(),
  field: text.exactOptional(),
  level: text.exactOptional(),
  note: text.exactOptional(),
});

const source = z
  .strictObject({
    repo: text.exactOptional(),
    commit: text.exactOptional(),
    file: text.exactOptional(),
    files: texts.exactOptional(),
    npm: text.exactOptional(),
    version: text.exactOptional(),
    schema: text.exactOptional(),
    url: text.exactOptional(),
    license: text.exactOptional(),
    note: text.exactOptional(),
  })
  .describe('Where the facts were read.');

/** A scope file as written. */
export const scopeShape = z
  .strictObject({
    provider: text,
    asOf: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, 'not a date such as 2026-11-22')
      .describe('The day on which its sources were read.'),
    family: text.describe('The vendor, as models name it.'),
    match: match.describe('How the provider compares names.'),
    anywhere: z.boolean().describe('True when a name means this provider even where none is known.'),
    resource: guid.exactOptional(),
    prefixes: texts
      .exactOptional()
      .describe('URL forms that may stand before a name; * in a host stands for one label.'),
    sources: z.record(text, source),
    scopes: z.array(entry).min(1),
  })
  .check((context) => {
    const { sources, scopes } = context.value;
    const used = new Set(scopes.flatMap((scope) => scope.source));
    const push = (path: (string | number)[], message: string): void => {
      context.issues.push({ code: 'custom', input: context.value, path, message });
    };
    scopes.forEach((scope, index) => {
      const unknown = scope.source.find((key) => !Object.hasOwn(sources, key));
      if (unknown !== undefined) push(['scopes', index, 'source'], `"${unknown}" is not one of the sources`);
    });
    for (const key of Object.keys(sources))
      if (!used.has(key)) push(['sources', key], `no scope cites the source "${key}"`);
  })
  .describe('What the scopes, permissions or roles of a provider can do.');

/** Reads one scope file; without problems every entry stands alone. */
export function parseScopeFile(
  content: string,
  file: string,
): { entries: ScopeEntry[]; table?: ScopeTable; problems: ScopeProblem[] } {
  const { value, problems } = parseShaped(content, scopeShape);
  if (!value) return { entries: [], problems: problems.map((problem) => ({ file, ...problem })) };
  const { provider, family, match: how, anywhere, resource, prefixes, scopes } = value;
  const entries = scopes.map((scope): ScopeEntry => ({
    provider,
    family,
    match: how,
    anywhere,
    ...(resource === undefined ? {} : { resource }),
    ...(prefixes === undefined ? {} : { prefixes }),
    ...scope,
  }));
  const sources = Object.values(value.sources).map((each) => {
    const name = each.repo ?? each.npm ?? each.url ?? each.note ?? '';
    const state = each.commit ?? each.version;
    return state === undefined ? name : `${name}@${state}`;
  });
  const unverified = entries.filter((each) => each.verified === false).length;
  const table = { name: provider, asOf: value.asOf, entries: entries.length, unverified, sources };
  return { entries, table, problems: [] };
}

/** Reads all scope files into one list, in the order of file names; ids must be unique over all. */
export function compileScopes(files: { file: string; text: string }[]): {
  entries: ScopeEntry[];
  tables: ScopeTable[];
  problems: ScopeProblem[];
} {
  const entries: ScopeEntry[] = [];
  const tables: ScopeTable[] = [];
  const problems: ScopeProblem[] = [];
  const owners = new Map<string, string>();
  for (const { file, text: content } of files.toSorted((a, b) => (a.file < b.file ? -1 : 1))) {
    const parsed = parseScopeFile(content, file);
    problems.push(...parsed.problems);
    if (parsed.table) tables.push(parsed.table);
    for (const scope of parsed.entries) {
      const owner = owners.get(scope.id);
      if (owner !== undefined)
        problems.push({ file, line: 1, column: 1, message: `the id "${scope.id}" stands in ${owner} too` });
      owners.set(scope.id, file);
      entries.push(scope);
    }
  }
  return { entries, tables, problems };
}
