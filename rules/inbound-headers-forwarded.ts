import { defineRule, type Flow, holdsAgents, shownHost, isAuthorizationServer, isOwnResource } from '../server/sdk.ts';

export const inboundHeadersForwarded = defineRule({
  meta: {
    id: 'inbound-headers-forwarded',
    title: 'All inbound headers forwarded to another service',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/security_best_practices#token-passthrough',
      'cwe:441',
      'cwe:201',
      'owasp-asi:03',
      'owasp-mcp:01',
      'norm:authorization-3',
    ],
  },
  *check(context) {
    const { flows, calls, config, edits } = context;
    for (const call of calls('header-propagation')) {
      const named = call.option('names').texts?.find((name) => /^(?:proxy-)?authorization$|^cookie$/i.test(name));
      if (named === undefined) continue;
      const found = edits.removeFromOption(call, 'list', named);
      yield {
        at: call.option('names').at ?? call.at,
        confidence: 'high',
        message: `\`${named}\` of the caller is put on every request that the agent makes`,
        why: 'Each service that the agent calls receives the token that was issued for this agent, and can act here, and elsewhere, as the caller.',
        help: 'Hand on what identifies the request, such as a correlation id, and get a token for each service on behalf of the caller.',
        fixes: found ? [{ title: `Leave ${named} out`, safety: 'safe', edits: found }] : [],
      };
    }
    for (const flow of flows({ from: ['inbound-token'], to: ['outbound-credential'] })) {
      if (!flow.isWhole || isAuthorizationServer(flow.destination, config) || isOwnResource(flow.destination, config))
        continue;
      // Every proxy hands on what a client says beside the arguments; that a token lies there nobody has said.
      if (flow.fields.includes('_meta')) continue;
      const found = edits.dropHeaders(flow, ['authorization', 'cookie']);
      yield {
        at: flow.sink,
        path: flow.steps,
        related: flow.alsoFrom,
        tokenReaches: shownHost(flow.destination) ?? '',
        confidence:
          ofBundler.test(flow.sink.file) || (isReverseProxy(flow) && !holdsAgents(flow.sink, context))
            ? 'medium'
            : flow.confidence,
        message: "The caller's headers are forwarded as they came, the Authorization header among them",
        why: 'The next service receives the token that was issued for this server, and with it cookies and whatever else the caller sent.',
        help: 'Build the outgoing headers from a list of names that the next service needs, and authenticate with a credential of this server or an exchanged token.',
        fixes: found ? [{ title: 'Leave Authorization and Cookie out', safety: 'suggestion', edits: found }] : [],
      };
    }
  },
});

// The server by which a front end is looked at while it is written reads this file, and nobody else does.
const ofBundler =
  /(?:^|\/)(?:(?:electron\.)?vite|vitest|webpack|rspack|rsbuild|craco|vue|nuxt|astro|svelte|rollup|snowpack)\.config(?:\.[\w-]+)*\.[cm]?[jt]s$|(?:^|\/)setupProxy\.[cm]?[jt]s$/;

// What hands requests on to wherever its settings say, as the server of a front end does while it is written.
function isReverseProxy({ destination: { texts, names }, sink }: Flow): boolean {
  return texts.length === 0 && [sink.file, ...names].some((name) => /prox/i.test(name));
}
