import { defineRule, type Verification } from '../server/sdk.ts';

export const audienceOptionFailsOpen = defineRule({
  meta: {
    id: 'audience-option-fails-open',
    title: 'Expected audience that can be undefined or empty',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/authorization#token-handling',
      'rfc:8725#3.9',
      'cwe:636',
      'cwe:863',
      'owasp-asi:03',
      'owasp-mcp:07',
      'norm:authorization-2',
    ],
  },
  *check(context) {
    for (const v of context.verifications('token-verification', 'endpoint-gate')) {
      if (v.audience.state !== 'possibly-empty' || !failsOpen(v)) continue;
      if (context.claimUses(v, ['aud', 'azp', 'client_id', 'resource']).some((use) => use.kind === 'guards')) continue;
      const name = v.audience.names.at(-1);
      const edits = context.edits.requireOption(v, 'audience', `${name ?? 'the expected audience'} is not set`);
      yield {
        at: v.audience.at ?? v.at,
        confidence: 'high',
        message: `The expected audience can be ${v.audience.mayBeNull ? 'null' : v.audience.mayBeUndefined ? 'undefined' : 'empty'}${name ? ` (\`${name}\`)` : ''}, and then every audience is accepted`,
        why: 'The check disappears without a sound where the setting is missing: no error, no log line, and tokens of other services are let in.',
        help: 'Read the setting through a function that throws when it is missing, so that the server does not start without it.',
        related: [{ ...v.at, note: 'verifies without an audience when it is missing' }],
        fixes: edits ? [{ title: 'Throw when the setting is missing', safety: 'suggestion', edits }] : [],
      };
    }
  },
});

function failsOpen(v: Verification): boolean {
  if (v.audience.mayBeNull && (v.row.whenNull ?? v.row.whenUndefined) === 'accepts') return true;
  return v.audience.mayBeUndefined ? v.row.whenUndefined === 'accepts' : v.row.whenEmpty === 'accepts';
}
