import { defineRule } from '../server/sdk.ts';

export const oboDefaultScope = defineRule({
  meta: {
    id: 'obo-default-scope',
    title: 'On-behalf-of request for every consented permission',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['entra:v2-oauth2-on-behalf-of-flow', 'rfc:9700#2.3', 'cwe:250', 'owasp-asi:03', 'owasp-mcp:02'],
  },
  *check({ scopeRequests }) {
    const reported = new Set<string>();
    for (const { row, scope, at, requestedAt } of scopeRequests()) {
      if (row.flow !== 'on-behalf-of' || !/(^|\/)\.default$/.test(scope) || /AzureADTokenExchange/i.test(scope))
        continue;
      if (reported.has(`${at.file}|${at.start}`)) continue;
      reported.add(`${at.file}|${at.start}`);
      yield {
        at,
        confidence: 'high',
        message: `\`${scope}\` asks for every permission that was ever consented to, on behalf of the user`,
        why: 'The exchanged token grows with each later consent, and the agent holds it although its task needs one or two permissions.',
        help: 'Name the single permissions, for example `https://graph.microsoft.com/Mail.Read`.',
        related: [{ ...requestedAt, note: 'requested here' }],
      };
    }
  },
});
