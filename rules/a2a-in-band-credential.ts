import { defineRule } from '../server/sdk.ts';

export const a2aInBandCredential = defineRule({
  meta: {
    id: 'a2a-in-band-credential',
    title: 'Credential inside a message to another agent',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['cwe:522', 'owasp-asi:03', 'owasp-asi:07', 'owasp-mcp:01', 'norm:a2a-8'],
  },
  *check({ flows }) {
    for (const flow of flows({ from: ['inbound-token', 'secret'], to: ['agent-message'] })) {
      yield {
        at: flow.sink,
        path: flow.steps,
        confidence: flow.confidence,
        message: 'A credential travels inside the message, where the other agent, its model and its logs read it',
        why: 'What stands in a message is kept with the task, handed on to models and to further agents, and shown to whoever may read the task.',
        help: 'Send credentials in headers, for the agent that they were made for; for what a task needs let the other agent answer `auth-required` and settle it out of band.',
      };
    }
  },
});
