import {
  allowedIds,
  defineRule,
  type Fix,
  type Manifests,
  type ManifestScope,
  type Report,
  scopeCatalog,
  type ScopeEntry,
  type ScopeRequest,
  type SourceEdits,
} from '../server/sdk.ts';

export const broadScope = defineRule({
  meta: {
    id: 'broad-scope',
    title: 'Scope wider than a task needs',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/security_best_practices#scope-minimization',
      'rfc:9700#2.3',
      'cwe:250',
      'cwe:272',
      'owasp-asi:03',
      'owasp-mcp:02',
      'owasp-llm:06',
      'norm:authorization-18',
      'norm:practices-24',
      'norm:oauth-9',
      'norm:tenets-2',
    ],
  },
  *check({ scopeRequests, config, edits, manifests, hasAgents, says }) {
    const allowed = allowedIds(config);
    const reported = new Set<string>();
    const together = new Set(scopeRequests().map(inItsList));
    for (const request of scopeRequests()) {
      const entry = broadEntry(request);
      const key = `${request.at.file}|${request.at.start}|${request.scope}`;
      if (!entry || reported.has(key)) continue;
      // A list is asked for with `?scope=all`, too: a word of everyday life needs OAuth beside it.
      const isWord = entry.family === 'generic' && request.row.provider === 'any' && request.beside.length === 0;
      if (isWord && !says(request.requestedAt, ofOAuth, 'file')) continue;
      if ([request.scope, entry.id, entry.name].some((each) => allowed.has(each))) continue;
      reported.add(key);
      const narrower = entry.instead ?? [];
      yield {
        at: request.at,
        confidence: entry.verified === false ? 'medium' : 'high',
        message: messageOf(request.scope, request.row.flow === 'advertised', entry),
        why,
        help: helpOf(narrower),
        related: [
          { ...request.requestedAt, note: request.row.flow === 'advertised' ? 'advertised here' : 'requested here' },
        ],
        fixes: narrower.flatMap((name) => narrow(request, entry, name, edits, together)).slice(0, 3),
      };
    }
    const isOfAgents = hasAgents() || lendsTools(manifests);
    for (const asked of manifests.scopes())
      if (!allowed.has(asked.scope))
        for (const report of ofManifest(asked, allowed, manifests))
          yield asked.document.syntax === 'python' && !isOfAgents ? { ...report, confidence: 'medium' } : report;
  },
});

const ofOAuth = /client_?id|redirect_?ur[il]|response_?type|grant_?type|code_?challenge|oauth/i;

const why =
  'Whatever reaches the agent, a prompt, a tool result or a stolen token, reaches everything that the scope allows.';

// A program of Python is nobody's agent by its language.
function lendsTools(manifests: Manifests): boolean {
  return manifests.servers().length > 0 || manifests.recognised('tool-list', 'hosted-tool', 'agent-card').length > 0;
}

function messageOf(scope: string, isAdvertised: boolean, entry: ScopeEntry): string {
  return `\`${scope}\` ${isAdvertised ? 'is advertised to clients' : 'is requested'}: ${entry.why}`;
}

function helpOf(narrower: readonly string[]): string {
  return narrower.length > 0
    ? `Ask for ${narrower.map((name) => `\`${name}\``).join(' or ')} instead, and for more only when a task needs it.`
    : 'Ask for the single permissions that the tools use, and for more only when a task needs it.';
}

function* ofManifest(asked: ManifestScope, allowed: ReadonlySet<string>, manifests: Manifests): Iterable<Report> {
  const { scope, at, beside, isAdvertised, issuer = '' } = asked;
  // With `openid` a person signs in: then it means everything that was ever consented to.
  const signsIn = beside.some((other) => /^(?:openid|profile|offline_access)$/.test(other));
  if (/(?:^|\/)\.default$/.test(scope)) {
    if (signsIn && scope.startsWith('https://graph.microsoft.com/'))
      yield {
        at,
        confidence: 'high',
        message: `\`${scope}\` is requested when a person signs in: it gives every permission that was ever consented to`,
        why,
        help: 'Ask for the scope of your own API, and of Graph for the single permissions that the tools use.',
      };
    return;
  }
  const catalog = scopeCatalog();
  const entry = catalog
    .lookup(scope, catalog.providerOf(issuer) ?? issuer)
    .find((each) => each.kind !== 'application' && catalog.isBroad(each));
  if (!entry || allowed.has(entry.id) || allowed.has(entry.name)) return;
  const narrower = entry.instead ?? [];
  yield {
    at,
    confidence: entry.verified === false || entry.family === 'generic' ? 'medium' : 'high',
    message: messageOf(scope, isAdvertised, entry),
    why,
    help: helpOf(narrower),
    fixes: narrower.flatMap((name) => rewrite(manifests, asked, entry, name)).slice(0, 3),
  };
}

// In the way in which the wide one is written: as a URL, or bare.
function rewrite({ edits }: Manifests, asked: ManifestScope, wide: ScopeEntry, name: string): Fix[] {
  const { document, scope, beside, text, from } = asked;
  const prefix = name.includes('://') ? '' : ((wide.prefixes ?? []).find((each) => scope.startsWith(each)) ?? '');
  const other = `${prefix}${name}`;
  if (!text || from === undefined || /\s/.test(name) || beside.includes(other) || wide.family === 'generic') return [];
  const changed = edits.replaceText(document, text, other, from, from + scope.length);
  return changed ? [{ title: `Ask for \`${other}\` instead`, safety: 'suggestion', edits: changed }] : [];
}

function broadEntry({ scope, row }: ScopeRequest) {
  // `.default` in an application's own request is the only legal form; in an exchange it has a rule of its own.
  if (scope.endsWith('/.default') || scope === '.default') return undefined;
  const kind = row.flow === 'application' ? 'application' : 'delegated';
  const entries = scopeCatalog().lookup(scope, row.provider === 'any' ? undefined : row.provider);
  const fitting = entries.filter(
    (entry) => entry.kind === undefined || entry.kind === kind || !['application', 'delegated'].includes(entry.kind),
  );
  return fitting.find((entry) => scopeCatalog().isBroad(entry));
}

const inItsList = ({ scope, requestedAt: { file, start } }: ScopeRequest): string => `${file}|${start}|${scope}`;

// What the catalogue names instead may also be advice in words; only a scope of the same provider can be written.
function narrow(
  request: ScopeRequest,
  wide: ScopeEntry,
  name: string,
  edits: SourceEdits,
  together: ReadonlySet<string>,
): Fix[] {
  const { scope, at, row } = request;
  if (wide.family === 'generic' || !['oauth-scope', 'delegated', 'application'].includes(wide.kind)) return [];
  const prefixes = name.includes('://') ? [] : (wide.prefixes ?? []).filter((prefix) => !prefix.includes('*'));
  const usual = scope.includes('://') ? prefixes[0] : undefined;
  const other = `${prefixes.find((prefix) => scope.startsWith(prefix)) ?? usual ?? ''}${name}`;
  const known = scopeCatalog().lookup(other, row.provider === 'any' ? undefined : row.provider);
  const pieces = edits.textOf(at).split(/(?<=['"`\s,])|(?=['"`\s,])/);
  const isOnce = pieces.filter((piece) => piece === scope).length === 1 && !pieces.includes(other);
  // What is asked for beside it need not be asked for again.
  if (together.has(inItsList({ ...request, scope: other }))) return [];
  if (/\s/.test(name) || !isOnce || known.some(scopeCatalog().isBroad)) return [];
  const text = pieces.map((piece) => (piece === scope ? other : piece)).join('');
  return [{ title: `Ask for \`${other}\` instead`, safety: 'suggestion', edits: [{ ...at, text }] }];
}
