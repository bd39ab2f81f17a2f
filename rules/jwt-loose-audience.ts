import { defineRule, type Option } from '../server/sdk.ts';

const generic = /^(\*|api|apis|default|account|mcp|server|audience|my-?api|app|backend|public|all)$/i;
const foreign =
  /^(https:\/\/graph\.microsoft\.com\/?|00000003-0000-0000-c000-000000000000|https:\/\/api\.github\.com\/?|https:\/\/www\.googleapis\.com\/?.*|https:\/\/management\.(core\.windows\.net|azure\.com)\/?)$/i;

export const jwtLooseAudience = defineRule({
  meta: {
    id: 'jwt-loose-audience',
    title: 'Expected audience that many tokens match',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['rfc:9068#3', 'rfc:9700#2.3', 'cwe:863', 'cwe:185', 'owasp-asi:03', 'owasp-mcp:07'],
  },
  *check({ verifications }) {
    for (const v of verifications('token-verification', 'endpoint-gate')) {
      const reason = looseness(v.audience);
      if (!reason) continue;
      yield {
        at: v.audience.at ?? v.at,
        confidence: 'high',
        message: reason,
        why: 'An audience is a name of exactly one server. What also matches tokens of other servers is no check.',
        help: 'Expect one exact identifier: the https URL of this server, `api://<application id>`, or the application id.',
      };
    }
  },
});

function looseness(audience: Option): string | undefined {
  const word = audience.texts?.find((text) => generic.test(text));
  if (word) return `\`${word}\` is no name of this server: many tokens carry such an audience`;
  const other = audience.texts?.find((text) => foreign.test(text));
  if (other) return `\`${other}\` is the audience of another service, so its tokens are accepted here`;
  const pattern = audience.patterns?.find(({ source }) => !(source.startsWith('^') && source.endsWith('$')));
  if (pattern) return `The pattern /${pattern.source}/ is not anchored at both ends, so a longer host name matches too`;
  return undefined;
}
