import { defineRule } from '../server/sdk.ts';

export const a2aCardUnverified = defineRule({
  meta: {
    id: 'a2a-card-unverified',
    title: 'Agent card that is believed without a look at its signature',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'never',
    since: 'next',
    references: ['cwe:347', 'cwe:494', 'owasp-asi:04', 'owasp-asi:07', 'owasp-mcp:03', 'owasp-mcp:09', 'norm:a2a-11'],
  },
  *check(context) {
    if (context.calls('a2a-card-verifier').length > 0) return;
    for (const call of context.calls('a2a-client')) {
      if (context.isTest(call.at.file)) continue;
      const { texts = [], state } = call.option('url');
      const isConstant = state === 'set' && texts.length > 0;
      yield {
        at: call.at,
        confidence: 'medium',
        ...(isConstant ? { severity: 'info' as const } : {}),
        message: isConstant
          ? 'Nobody in this project looks at the signature of an agent card'
          : 'The card decides where messages and credentials go, and nobody looks at its signature',
        why: 'Who answers at the address, or changes what it serves, names other endpoints and other schemes, and the client follows.',
        help: 'Hand `verifyAgentCardSignature` to the client, with keys that the project knows rather than those that the card names.',
      };
    }
  },
});
