import { type ApiCall, defineRule, type Flow } from '../server/sdk.ts';

export const agentIdentityFromRequest = defineRule({
  meta: {
    id: 'agent-identity-from-request',
    title: 'Caller chooses the agent whose token is taken',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['cwe:639', 'cwe:441', 'cwe:290', 'owasp-asi:03', 'owasp-mcp:02'],
  },
  *check(context) {
    // To follow all that callers write costs much, and is for nothing where no token of an agent is taken.
    const isTaken =
      context.calls('agent-token', 'agent-user-token', 'delegated-user').some(names) ||
      context.manifests.codeTexts(chosen).length > 0 ||
      context.manifests.recognised('agent-token-request').length > 0;
    if (!isTaken) return;
    for (const from of ['inbound-request', 'tool-argument'] as const) {
      for (const flow of context.flows({ from: [from], to: ['agent-identity', 'url'] })) {
        if (flow.sinkKind === 'url' && !choosesAgent(flow)) continue;
        yield {
          at: flow.sink,
          path: flow.steps,
          related: flow.alsoFrom,
          confidence: flow.confidence,
          message: `${from === 'tool-argument' ? 'The model' : 'Whoever calls'} chooses ${isOfDomain(flow) ? 'as which user of the domain the program acts' : 'the agent or user whose token is taken'}`,
          why: isOfDomain(flow)
            ? 'An account with domain-wide delegation may act as everybody in the domain. With another address in the request it reads the mail and the files of that person, and the logs say that they did it.'
            : 'The blueprint may take a token for each of its agents. With an id of another one in the request a caller acts as that agent, with its rights and under its name in the logs.',
          help: 'Let the authenticated caller decide: look its agent up in a list of your own, and refuse who is not in it.',
        };
      }
    }
  },
});

const isOfDomain = ({ sink }: Flow): boolean => sink.note.endsWith('impersonated');

// The query of the token sidecar.
const chosen = /[?&]Agent(?:Identity|Username|UserId)=|^fmi_path$/i;

function names(call: ApiCall): boolean {
  return ['agent', 'username', 'userObjectId', 'user'].some((name) => call.option(name).state !== 'absent');
}

/** With the value behind the name. */
function choosesAgent({ destination }: Flow): boolean {
  return destination.texts.some((text) => /[?&]Agent(?:Identity|Username|UserId)=\u0000/i.test(text));
}
