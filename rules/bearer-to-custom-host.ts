import { defineRule, type Flow, hostOfDestination, type RuleContext } from '../server/sdk.ts';

export const bearerToCustomHost = defineRule({
  meta: {
    id: 'bearer-to-custom-host',
    title: 'Token of a Microsoft service that goes to another host',
    pillar: 'access',
    severity: 'error',
    confidence: 'medium',
    fixable: 'never',
    since: 'next',
    references: ['cwe:522', 'cwe:200', 'owasp-asi:03', 'owasp-mcp:01'],
  },
  *check(context) {
    for (const call of context.calls('token-host')) {
      const { at, texts: hosts = [] } = call.option('hosts');
      const scopes = call.option('scopes').texts ?? [];
      const strange = hosts.find((host) => !isMicrosoft(host));
      // A client of another API gives its token to the hosts of that one.
      if (!at || strange === undefined || (call.row.options['scopes'] && !scopes.some(isForGraph))) continue;
      yield {
        ...texts,
        at,
        confidence: 'high',
        message: `The client also gives its token for Microsoft Graph to \`${strange}\``,
      };
    }
    yield* sent(context);
    yield* toServices(context);
  },
});

const texts = {
  severity: 'warning' as const,
  why: 'A token for Graph opens the mail, the files and the directory of the user for whoever holds it. The host that gets it, and everybody who can read its log, can act as the agent there.',
  help: 'Send the token to `graph.microsoft.com` alone, and take a token of its own for the other service.',
};

/** A service that whoever calls names, to which a bot sends its own token with what it says. */
function* toServices(context: RuleContext) {
  const speaking = new Set(context.calls('channel-message').map(({ call }) => call.id));
  if (speaking.size === 0) return;
  const doors = context.endpoints().filter((door) => door.authentication() !== 'never');
  for (const flow of context.flows({ from: ['inbound-request'], to: ['url'] })) {
    if (!flow.call || !speaking.has(flow.call.id) || context.isTest(flow.sink.file)) continue;
    const around = context.roleAround(flow.source)?.fn;
    const isAsked = doors.some(({ handlers }) => handlers.some(({ id }) => id === around?.id));
    yield {
      at: flow.sink,
      path: flow.steps,
      confidence: isAsked ? ('medium' as const) : ('high' as const),
      message: 'Whoever calls names the service to which the bot sends its token',
      why: 'The library sends the token of the bot to any address that a reference names. Who gets it speaks as the bot in each of its conversations until it ends.',
      help: 'Keep the reference of a conversation when its first message comes in, from the activity that the adapter has checked, and let callers name it by an id.',
    };
  }
}

/** A token that was asked for Graph, in the header of a request to somebody else. */
function* sent({ flows, scopeRequests }: RuleContext) {
  const asked = scopeRequests().filter(({ row }) => row.provider === 'microsoft');
  if (!asked.some(({ scope }) => isForGraph(scope))) return;
  for (const flow of flows({ from: ['secret'], to: ['outbound-credential'] })) {
    const host = hostOfDestination(flow.destination);
    const here = asked.filter(({ requestedAt }) => requestedAt.file === flow.source.file);
    if (host === undefined || isMicrosoft(host) || !isOfEntra(flow)) continue;
    // Where tokens for several services are taken nobody sees whose this is.
    if (here.length === 0 || !here.every(({ scope }) => isForGraph(scope))) continue;
    yield {
      ...texts,
      at: flow.sink,
      path: flow.steps,
      confidence: flow.confidence,
      message: `A token for Microsoft Graph is sent to \`${host}\``,
    };
  }
}

function isOfEntra({ source }: Flow): boolean {
  return /\bEntra\b/.test(source.note);
}

function isForGraph(scope: string): boolean {
  return /^https:\/\/graph\.microsoft\.(?:com|us)\//i.test(scope);
}

const own =
  /(?:^|\.)(?:microsoft\.(?:com|us|cn)|microsoftonline\.(?:com|us)|windows\.net|azure\.(?:com|us|cn)|office\.(?:com|net)|office365\.(?:com|us)|sharepoint\.(?:com|us)|chinacloudapi\.cn|svc\.ms)$/i;

// On one's own machine stands a proxy that somebody looks through, or a test.
function isMicrosoft(host: string): boolean {
  const name = host.replace(/^https?:\/\//i, '').replace(/[:/].*$/, '');
  return own.test(name) || /^(?:localhost|127\.0\.0\.1|\[::1\])$/i.test(name) || !name.includes('.');
}
