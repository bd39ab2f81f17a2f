import {
  defineRule,
  entryAt,
  type Flow,
  shownHost,
  isAuthorizationServer,
  isHostedAgent,
  isOwnResource,
  isOwnStore,
  isProfileEndpoint,
  isTokenInspection,
  itemsOf,
  type Place,
  placeOf,
  textOf,
  type RuleContext,
  type Tree,
  valueAt,
  walk,
} from '../server/sdk.ts';

const stub = {
  name: 'exchangeToken',
  parameter: 'callersToken',
  message: 'exchange the token of the caller for one of the next service (RFC 8693, on-behalf-of)',
};

export const tokenPassthrough = defineRule({
  meta: {
    id: 'token-passthrough',
    title: 'Inbound token forwarded to another service',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/authorization#access-token-privilege-restriction',
      'mcp:2026-07-28/basic/security_best_practices#token-passthrough',
      'cwe:441',
      'cwe:522',
      'owasp-asi:03',
      'owasp-mcp:01',
      'norm:authorization-3',
      'norm:authorization-4',
      'norm:authorization-12',
    ],
  },
  *check(context) {
    for (const flow of context.flows({ from: ['inbound-token'], to: ['outbound-credential', 'url'] })) {
      if (flow.isWhole || isExpected(flow, context)) continue;
      const vendor = context.firstParty(flow);
      const edits = context.edits.exchange(flow, stub);
      const host = shownHost(flow.destination);
      const target = host === undefined ? 'another service' : `\`${host}\``;
      yield {
        at: flow.handOver,
        path: flow.steps,
        related: flow.alsoFrom,
        tokenReaches: host ?? '',
        // Its owner tells a hosted agent, or a database that reads tokens itself, whose it takes; nothing here says which.
        confidence: isHostedAgent(flow.destination) || isOwnStore(flow.destination) ? 'medium' : flow.confidence,
        ...(vendor ? { severity: 'warning' as const } : {}),
        message: vendor
          ? `The caller's token is forwarded to ${target}, a service of the same vendor (${vendor})`
          : `The caller's token is forwarded to ${target}`,
        why,
        help,
        fixes: edits ? [{ title: 'Exchange the token first', safety: 'suggestion', edits, isStub: true }] : [],
      };
    }
    yield* gateways(context);
  },
});

const why =
  'A token that was issued for this server is accepted elsewhere, so whoever holds it reaches that service past this server, and that service cannot tell the agent from the user.';
const help =
  'Exchange it first (on-behalf-of, or RFC 8693 with the resource of the next service), or call with a credential of the agent itself.';

// A route of a gateway that is told to hand on what it has checked, and where the route leads.
function* gateways({ manifests }: RuleContext) {
  for (const { root } of manifests.recognised('agent-gateway')) {
    for (const { tree } of walk(root)) {
      const handed = entryAt(valueAt(tree, 'policies'), 'backendAuth.passthrough');
      const backends = handed && itemsOf(valueAt(tree, 'backends'));
      if (handed && backends && backends.length > 0) yield handedOn(handed.at, backends.flatMap(hostsOf));
    }
  }
  for (const { root } of manifests.recognised('agent-gateway-resource')) {
    const spec = valueAt(root, 'spec');
    // A policy is for backends that stand elsewhere.
    const ofPolicy = entryAt(spec, 'backend.auth.passthrough');
    if (ofPolicy) yield handedOn(ofPolicy.at, []);
    for (const { tree } of spec ? walk(spec) : []) {
      const handed = entryAt(valueAt(tree, 'policies'), 'auth.passthrough');
      if (handed) yield handedOn(handed.at, hostsOf(tree));
      const kind = entryAt(valueAt(tree, 'authToken'), 'kind');
      if (kind && spec && textOf(kind.value) === 'Passthrough') yield handedOn(placeOf(kind.value), hostsOf(spec));
    }
  }
}

function handedOn(at: Place, hosts: readonly string[]) {
  const [other] = hosts.filter((host) => host === provider || (ofOthers.test(host) && !ofCluster.test(host)));
  const target = other === undefined ? 'another service' : other === provider ? provider : `\`${other}\``;
  return {
    at,
    // What runs beside the gateway may share its audience.
    confidence: other === undefined ? ('medium' as const) : ('high' as const),
    message: `The caller's token is forwarded to ${target}`,
    why,
    help,
  };
}

const provider = 'the provider of the model';

function hostsOf(backend: Tree): string[] {
  const written = [...walk(backend)].flatMap(({ tree, path }) => {
    const text = /^(?:host|hostOverride)$/.test(path.at(-1) ?? '') ? textOf(tree) : undefined;
    return text === undefined ? [] : [text.replace(/^\w+:\/\//, '').replace(/[:/].*$/, '')];
  });
  const hasModel = [...walk(backend)].some(({ path }) => path.at(-1) === 'model' || path.at(-1) === 'provider');
  return written.length > 0 ? written : hasModel ? [provider] : [];
}

const ofOthers = /^(?=.*[a-z])[\w-]+(?:\.[\w-]+)+$/i;
const ofCluster = /\.(?:svc|local|internal|localhost|test)(?:\.|$)|^localhost$/i;

// The half of a Basic header that says who is asking.
const ofIdentity = /^(?:(?:put under|read from|stored in|kept in)|passed to `\w+` as) `(client_?id|user(_?name)?)`$/i;

// `req.user = { ...claims, accessToken: token }` is a user who carries the token, and no name of one.
function isIdentity({ steps }: Flow): boolean {
  const named = steps.findIndex(({ note }) => ofIdentity.test(note));
  return named >= 0 && !steps.slice(0, named).some(({ note }) => note.startsWith('put under '));
}

// The token's own authorization server may see it, and so may this very resource.
function isExpected(flow: Flow, context: RuleContext): boolean {
  const { destination } = flow;
  // A value that is the URL is no token; in its query it is one.
  if (flow.sinkKind === 'url' && (isTokenInspection(destination) || !flow.isPart)) return true;
  if (isIdentity(flow)) return true;
  if (isAuthorizationServer(destination, context.config) || isOwnResource(destination, context.config)) return true;
  return (isProfileEndpoint(destination) || isForChecks(destination)) && context.isVerifying(flow);
}

// What is asked whether a token is good, by a name of its own: `https://auth.example/check`.
function isForChecks({ texts }: Flow['destination']): boolean {
  return (
    texts.length > 0 &&
    texts.every((text) => /\/(?:check|verify|validate)(?:[-_/]?(?:token|auth|session))?\/?$/i.test(text))
  );
}
