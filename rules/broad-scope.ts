import { defineRule, scopeCatalog, type ScopeRequest } from '../server/sdk.ts';

export const broadScope = defineRule({
  meta: {
    id: 'broad-scope',
    title: 'Scope wider than a task needs',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/security_best_practices#scope-minimization',
      'rfc:9700#2.3',
      'cwe:250',
      'cwe:272',
      'owasp-asi:03',
      'owasp-mcp:02',
      'owasp-llm:06',
    ],
  },
  *check({ scopeRequests, config }) {
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
