import {
  type ApiCall,
  defineRule,
  type Endpoint,
  type Form,
  type FunctionRef,
  type RuleContext,
} from '../server/sdk.ts';

export const mcpEndpointWithoutAuth = defineRule({
  meta: {
    id: 'mcp-endpoint-without-auth',
    title: 'MCP endpoint that asks nobody who is calling',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/transports#security-warning',
      'mcp:2026-07-28/basic/authorization#token-handling',
      'cwe:306',
      'owasp-asi:03',
      'owasp-mcp:07',
      'owasp-mcp:09',
      'norm:features-13',
      'norm:authorization-1',
      'norm:practices-11',
      'norm:practices-17',
      'norm:transports-3',
      'norm:tenets-4',
    ],
  },
  *check(context) {
    if (context.config.authTerminatedUpstream) return;
    for (const { at } of context.manifests.openGateways())
      yield {
        at,
        confidence: 'high',
        message: 'Everybody who reaches this gateway can call the tools behind it',
        why: 'It has no authorizer, and calls what stands behind it with a role of its own, so the tools run for anybody.',
        help: 'Let it ask for a token of your identity provider with this gateway as audience (`CUSTOM_JWT`), or for a signed request (`AWS_IAM`).',
      };
    const open = context.endpoints().filter((endpoint) => endpoint.protocol === 'mcp' && isOpen(endpoint));
    // What only reads may be meant for everybody; who gives out tokens for it did not mean so.
    const isReading = context.readsOnly();
    if (!isReading) yield* grantsForAll(context);
    for (const endpoint of firstOfEach(open)) {
      if (isReading && !givesTokens(endpoint, context)) continue;
      const isLocal = endpoint.bound() === 'loopback';
      yield {
        at: endpoint.at,
        confidence: 'high',
        ...(isLocal ? { severity: 'info' as const } : {}),
        message: isLocal
          ? 'Every program on this machine can call the tools of this MCP server'
          : 'Everybody who reaches this MCP endpoint can call its tools',
        why: 'No middleware, wrapper or handler on the way looks at a credential, so the tools run for anybody with the rights of this server.',
        help: 'Put a bearer gate in front of the route, speak stdio when only one local client is meant, or say `authTerminatedUpstream: true` in .bailiwick.yaml when a gateway does it.',
        related: [...endpoint.serving.map(({ at }) => at), ...(endpoint.spoken ? [endpoint.spoken] : [])]
          .slice(0, 1)
          .map((at) => ({ ...at, note: 'MCP is served here' })),
      };
    }
  },
});

// What tells that a function asks who the person is: a password, a session, a login elsewhere, or a form that is judged.
const asking =
  /passw|pass_?(?:code|phrase|key)|secret|^pin$|login|log_?in|sign_?in|session|cookie|authenticat|verif|valid|check|compar|equal|jwt|otp|credential|^authorization$|access_?token|id_?token|bearer|csrf|admin|allow|whoami|identity|user_?info|(?:current|get|find|require)_?user/i;
const elsewhere = /^(?:fetch|formData|json|parseBody|text|render\w*|html)$/;
const registering =
  /register_?client|registration_?endpoint|client_?registration|\/register\b|client_?id_?metadata_?document/i;
const nobody = /^(?:randomUUID|nanoid|uuid\w*|clientId)$/;

// An authorization server of the project's own that gives each client what it asks for.
function* grantsForAll(context: RuleContext) {
  const grants = context.calls('oauth-grant').filter((call) => isForNobody(call) && isAtOnce(call.inside, context));
  const codes = context
    .functions('authorization-endpoint')
    .filter(({ fn }) => isAtOnce(fn, context))
    .flatMap(({ fn }) => codeFor(fn, context) ?? []);
  for (const { at } of [...grants, ...codes]) {
    // Where nobody can register, a code is of use only to the client whose secret the operator handed out.
    if (context.isTest(at.file) || !context.says(at, registering)) continue;
    yield {
      at,
      confidence: 'high' as const,
      message: 'Whoever asks is given a token for this MCP server: nobody is asked who they are',
      why: 'The server lets in only who has a token, and this gives one to every client that comes here, so the tools run for anybody.',
      help: 'Let the person log in before the code is given out: by an identity provider, or where there is one user by a secret that only they know.',
    };
  }
}

// `token_endpoint: …` is written by servers and read by clients; only the former answer at it.
function givesTokens({ at }: Endpoint, context: RuleContext): boolean {
  const answers = ({ path, at: other }: Endpoint): boolean =>
    (path?.endsWith('/token') ?? false) && context.isSamePackage(other, at);
  return context.says(at, /^token_endpoint$/m) && context.endpoints().some(answers);
}

function isForNobody(call: ApiCall): boolean {
  const { state, texts = [], names } = call.option('user');
  const isConstant = state === 'set' && names.length === 0 && texts.length > 0;
  return isConstant || call.makers('user').some((name) => nobody.test(name));
}

// Nothing stands between what the client asks for and what it gets.
function isAtOnce(fn: FunctionRef | undefined, context: RuleContext): boolean {
  return (
    fn !== undefined &&
    !isBehindGate(fn, context) &&
    !context.callsNamed(fn, elsewhere) &&
    !context.callsNamed(fn, asking) &&
    !context.mentions(fn, asking)
  );
}

// Middleware before the handler, or, where a library routes, on its path.
function isBehindGate(fn: FunctionRef, context: RuleContext): boolean {
  const isNear = ({ at }: ApiCall | Endpoint): boolean => context.isSamePackage(at, fn.at);
  const layers = context
    .calls('layer')
    .filter((call) => call.option('path').texts?.some((path) => path.endsWith('/authorize')));
  const doors = context.endpoints().filter(({ handlers }) => handlers.some(({ id }) => id === fn.id));
  return (
    layers.some(isNear) || doors.some(({ gates }) => gates.some(({ kind }) => kind === 'auth' || kind === 'unknown'))
  );
}

// `url.searchParams.set('code', code)` on the redirect URI of the client.
function codeFor(fn: FunctionRef, context: RuleContext): Form | undefined {
  if (!context.callsNamed(fn, /^redirect$/) || !context.mentions(fn, /^redirectUri$/, 'members')) return undefined;
  return context
    .forms(/^code$/)
    .find(({ names, inside }) => inside?.id === fn.id && !names.includes('client_id') && !names.includes('grant_type'));
}

function isOpen({ gates, isWhole }: Endpoint): boolean {
  return isWhole && !gates.some((gate) => gate.kind === 'auth');
}

// GET, POST and DELETE of one path are one door.
function firstOfEach(endpoints: Endpoint[]): Endpoint[] {
  const doors = new Map<string, Endpoint>();
  for (const endpoint of endpoints) {
    const key = `${endpoint.at.file}|${endpoint.path ?? endpoint.at.start}`;
    if (!doors.has(key)) doors.set(key, endpoint);
  }
  return [...doors.values()];
}
