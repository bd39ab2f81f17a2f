import { defineRule, type Flow, type RuleContext } from '../server/sdk.ts';

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
      'norm:authorization-38',
      'norm:practices-8',
      'norm:practices-10',
      'norm:rfc-7',
      'norm:a2a-21',
    ],
  },
  *check(context) {
    yield* ofPeers(context);
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

// What keeps a request out of the own network, by any name.
const guarding =
  /private|loopback|link_?local|169\.254|127\.0\.0|ssrf|ipaddr|isPublic|allow_?list|allowedHosts|dns\.lookup|lookup/i;

// Metadata of OAuth: each document says where the next one lies.
function* ofPeers(context: RuleContext) {
  for (const flow of context.flows({ from: ['peer-url'], to: ['url'] })) {
    const { file } = flow.sink;
    const isGuarded = [flow.source, flow.sink].some((step) => context.says(step, guarding, 'file'));
    const around = context.roleAround(flow.source);
    if (around && context.callsNamed(around.fn, guarding)) continue;
    if (flow.isTail || isGuarded || context.isTest(file)) continue;
    // A program of one machine reaches nothing that its user does not.
    const isServer = context.endpoints().some(({ at }) => context.isSamePackage(at, flow.sink));
    if (!isServer) continue;
    const isOfClient = /client/.test(flow.source.note);
    yield {
      at: flow.sink,
      path: flow.steps,
      confidence: isOfClient ? ('high' as const) : ('medium' as const),
      message: isOfClient
        ? 'Whoever asks to log in names the address that is fetched'
        : 'A server that was asked for its metadata names the address that is called next',
      why: 'This program reaches machines that the other side does not: it is sent to the metadata of the cloud or to an admin port, and hands on what they answer, or at least whether they do.',
      help: 'Take https only, resolve the name and refuse private and link-local addresses, follow no redirects, and read a few kilobytes at the most.',
    };
  }
}

function messageOf({ isPart }: Flow): string {
  return isPart
    ? 'What the model chose becomes the host of the URL that is requested'
    : 'The model names the URL that is requested';
}
