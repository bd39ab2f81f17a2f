import {
  defineRule,
  type Fix,
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
  *check({ scopeRequests, config, edits }) {
    const allowed = new Set((config.allow ?? []).map((entry) => entry.id));
    const reported = new Set<string>();
    for (const request of scopeRequests()) {
      const entry = broadEntry(request);
      const key = `${request.at.file}|${request.at.start}|${request.scope}`;
      if (!entry || allowed.has(request.scope) || allowed.has(entry.id) || reported.has(key)) continue;
      reported.add(key);
      const narrower = entry.instead ?? [];
      yield {
        at: request.at,
        confidence: entry.verified === false ? 'medium' : 'high',
        message: `\`${request.scope}\` ${request.row.flow === 'advertised' ? 'is advertised to clients' : 'is requested'}: ${entry.why}`,
        why: 'Whatever reaches the agent, a prompt, a tool result or a stolen token, reaches everything that the scope allows.',
        help: narrower.length
          ? `Ask for ${narrower.map((name) => `\`${name}\``).join(' or ')} instead, and for more only when a task needs it.`
          : 'Ask for the single permissions that the tools use, and for more only when a task needs it.',
        related: [
          { ...request.requestedAt, note: request.row.flow === 'advertised' ? 'advertised here' : 'requested here' },
        ],
        fixes: narrower.flatMap((name) => narrow(request, entry, name, edits)).slice(0, 3),
      };
    }
  },
});

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

// What the catalogue names instead may also be advice in words; only a scope of the same provider can be written.
function narrow({ scope, at, row }: ScopeRequest, wide: ScopeEntry, name: string, edits: SourceEdits): Fix[] {
  if (wide.family === 'generic' || !['oauth-scope', 'delegated', 'application'].includes(wide.kind)) return [];
  const prefixes = name.includes('://') ? [] : (wide.prefixes ?? []).filter((prefix) => !prefix.includes('*'));
  const usual = scope.includes('://') ? prefixes[0] : undefined;
  const other = `${prefixes.find((prefix) => scope.startsWith(prefix)) ?? usual ?? ''}${name}`;
  const known = scopeCatalog().lookup(other, row.provider === 'any' ? undefined : row.provider);
  const pieces = edits.textOf(at).split(/(?<=['"`\s,])|(?=['"`\s,])/);
  const isOnce = pieces.filter((piece) => piece === scope).length === 1 && !pieces.includes(other);
  if (/\s/.test(name) || !isOnce || known.some(scopeCatalog().isBroad)) return [];
  const text = pieces.map((piece) => (piece === scope ? other : piece)).join('');
  return [{ title: `Ask for \`${other}\` instead`, safety: 'suggestion', edits: [{ ...at, text }] }];
}
