import { defineRule, type Flow } from '../server/sdk.ts';

export const agentSsrf = defineRule({
  meta: {
    id: 'agent-ssrf',
    title: 'Argument of a tool decides which host is called',
    pillar: 'access',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/security_best_practices#server-side-request-forgery-ssrf',
      'cwe:918',
      'owasp-asi:02',
      'owasp-mcp:05',
      'owasp-llm:05',
      'norm:practices-10',
      'norm:a2a-21',
    ],
  },
  *check(context) {
    for (const flow of context.flows({ from: ['tool-argument'], to: ['url'] })) {
      // Behind a host that the program names the model chooses a page, and no machine.
      if (flow.isTail) continue;
      yield {
        at: flow.sink,
        path: flow.steps,
        related: flow.alsoFrom,
        confidence: flow.isPart ? 'high' : 'medium',
        message: messageOf(flow),
        why: 'The model repeats what it has read: a page or an issue that says so makes this server call machines that only it can reach, such as the metadata of the cloud, and hand on what they answer.',
        help: 'Take hosts from a list, or resolve the name and refuse private and link-local addresses at every redirect; an egress proxy does it for all requests.',
      };
    }
  },
});

function messageOf({ isPart }: Flow): string {
  return isPart
    ? 'What the model chose becomes the host of the URL that is requested'
    : 'The model names the URL that is requested';
}
