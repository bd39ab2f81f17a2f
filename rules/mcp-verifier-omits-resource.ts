import { defineRule } from '../server/sdk.ts';

export const mcpVerifierOmitsResource = defineRule({
  meta: {
    id: 'mcp-verifier-omits-resource',
    title: 'Token verifier that returns no resource to compare',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['mcp:2026-07-28/basic/authorization#token-handling', 'cwe:863', 'owasp-asi:03', 'owasp-mcp:07'],
  },
  *check({ verifications, returnedObjects }) {
    for (const gate of verifications('endpoint-gate')) {
      if (gate.audience.state !== 'set') continue;
      for (const { fn } of gate.delegates) {
        for (const object of returnedObjects(fn)) {
          if (object.isOpen || object.names.includes('resource') || !object.names.includes('token')) continue;
          yield {
            at: object.at,
            confidence: 'high',
            message: 'The verifier returns no `resource`, so the resource that the endpoint expects cannot be compared',
            why: 'The SDK compares its expected resource with what the verifier returns. Without it every request is refused, and the quick way out is to drop the check.',
            help: 'Return `resource: new URL(…)` with the audience that was verified just before.',
            related: [{ ...gate.at, note: 'expects a resource' }],
          };
        }
      }
    }
  },
});
