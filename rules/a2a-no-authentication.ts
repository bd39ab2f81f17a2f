import {
  type ApiCall,
  defineRule,
  type Endpoint,
  type Fix,
  type FunctionRef,
  type Place,
  type Report,
  type RuleContext,
} from '../server/sdk.ts';

const credential = /^(?:authorization|headers?|cookies|auth|user|session|token|apiKey)$/;
const why =
  'The SDK enforces nothing of what the agent card declares: whoever reaches the port can send messages, read the tasks of others and use what the agent may.';
const help =
  'Build the user from a credential that was verified, and throw when there is none; or put a bearer gate in front of the routes.';

export const a2aNoAuthentication = defineRule({
  meta: {
    id: 'a2a-no-authentication',
    title: 'A2A agent that asks nobody who is calling',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:306', 'owasp-asi:07', 'owasp-asi:03', 'owasp-mcp:07', 'norm:a2a-3', 'norm:a2a-5'],
  },
  *check(context) {
    if (context.config.authTerminatedUpstream) return;
    const anonymous = new Map(context.calls('a2a-anonymous').map((call) => [call.call.id, call]));
    const declaring = new Set(
      context.calls('a2a-agent').flatMap((agent) => (agent.option('security').state === 'set' ? [agent.at.file] : [])),
    );
    for (const endpoint of context.endpoints()) {
      if (endpoint.protocol !== 'a2a' || !endpoint.isWhole || endpoint.authentication() !== 'never') continue;
      for (const made of servedBy(endpoint)) {
        const isAnonymous = anonymous.has(made.call.id);
        const user = made.option('user');
        const promise = promised(made, context);
        const declares = declaring.has(made.at.file) || promise !== undefined;
        const builders = made.functionsAt('user');
        const isConstant = builders.some((fn) => isSameForAll(fn, context));
        if (!isAnonymous && user.state !== 'absent' && !isConstant) continue;
        yield {
          at: user.at?.file === made.at.file ? user.at : made.at,
          confidence: 'high',
          ...(endpoint.bound() === 'loopback' && !declares ? { severity: 'warning' as const } : {}),
          message: messageOf(isAnonymous || user.state === 'absent', declares),
          why,
          help,
          related: [
            ...relatedTo(endpoint, made),
            ...(promise ? [{ ...promise, note: 'the card asks for it here' }] : []),
          ],
          fixes: fixesOf(made, context),
        };
      }
    }
    yield* byHand(context);
    yield* nobodies(context);
  },
});

// Whoever wants money for each message has another way to keep people out.
const paying = /payment|x402|paywall|invoice/i;
// What proves the sender of a message need not come in a header.
const proving =
  /^(?:verify|authenticate|authori[sz]e)_?\w*(?:message|signature|sender|caller|request|identity|did|jws|token|peer|agent)|^(?:ensure|require|check|validate)_?\w*(?:auth|signature|credential|token|identity)/i;

// An agent that reads the messages of the protocol without the SDK.
function* byHand(context: RuleContext): Iterable<Report> {
  const told = new Set<string>();
  for (const endpoint of context.endpoints()) {
    const { protocol, spoken, isWhole, handlers, at, path = '' } = endpoint;
    if (protocol !== 'a2a' || !spoken || !isWhole || endpoint.authentication() !== 'never') continue;
    if (context.isTest(at.file)) continue;
    if (handlers.some((fn) => context.mentions(fn, paying) || context.callsNamed(fn, proving))) continue;
    const door = `${at.file}|${path}`;
    if (told.has(door)) continue;
    told.add(door);
    const isLocal = endpoint.bound() === 'loopback';
    yield {
      at,
      confidence: 'high',
      ...(isLocal ? { severity: 'warning' } : {}),
      message: isLocal
        ? 'Every program on this machine can give this agent work'
        : 'Everybody who reaches this agent can give it work',
      why: 'No middleware, wrapper or handler on the way looks at a credential: whoever reaches the port can send messages, read the tasks of others and use what the agent may.',
      help: 'Put a bearer gate in front of the route, or say `authTerminatedUpstream: true` in .bailiwick.yaml when a gateway does it.',
      related: [{ ...spoken, note: 'the messages of A2A are answered here' }],
    };
  }
}

/** A transport is made and then called: one finding tells of both. */
function servedBy({ serving }: Endpoint): ApiCall[] {
  const [transport] = serving.filter(({ row }) => row.kind === 'a2a-transport');
  const others = serving.filter(({ row }) => row.kind !== 'a2a-transport');
  return transport ? [...others, transport] : others;
}

/** Where a card in a document of the same package asks callers for a credential. */
function promised(made: ApiCall, { manifests, isSamePackage, isTest }: RuleContext): Place | undefined {
  for (const { document, requirements } of manifests.cards()) {
    const asked = requirements.flatMap(({ schemes }) => schemes)[0]?.at;
    const isNear = asked !== undefined && document.syntax !== 'code' && isSamePackage(asked, made.at);
    if (isNear && !isTest(document.file)) return { file: asked.file, start: asked.start, end: asked.end };
  }
  return undefined;
}

function isSameForAll(fn: FunctionRef, context: RuleContext): boolean {
  const isSomebody = context.returnedObjects(fn).some(({ names }) => names.includes('isAuthenticated'));
  return isSomebody && !context.mentions(fn, credential);
}

function messageOf(isAnonymous: boolean, declares: boolean): string {
  if (!isAnonymous) return 'Whoever calls counts as the same user: no credential is looked at';
  return declares
    ? 'The agent card asks for a credential, and nobody looks at it'
    : 'Everybody who reaches this agent can give it work';
}

function relatedTo({ at }: Endpoint, made: ApiCall) {
  return at.file === made.at.file && at.start === made.at.start ? [] : [{ ...at, note: 'it answers here' }];
}

// The SDK goes on with a caller who is not authenticated: only the executor can refuse them.
function* nobodies(context: RuleContext) {
  const isAsked = context.functions('tool-handler').some(({ fn }) => context.mentions(fn, /^isAuthenticated$/));
  if (isAsked) return;
  const builders = new Set(
    context.calls('a2a-handler').flatMap((call) => call.functionsAt('user').map(({ id }) => id)),
  );
  for (const nobody of context.calls('a2a-nobody')) {
    // Once for each function that builds users.
    if (!nobody.within || !builders.delete(nobody.within.id) || context.isTest(nobody.at.file)) continue;
    yield {
      at: nobody.at,
      confidence: 'high' as const,
      severity: 'warning' as const,
      message: 'A caller without a credential goes on as nobody, and no executor refuses them',
      why,
      help,
    };
  }
}

function fixesOf(made: ApiCall, { edits }: RuleContext): Fix[] {
  const code = "async () => { throw new Error('verify who is calling'); }";
  const found = made.option('user').state !== 'absent' ? edits.replaceOption(made, 'user', code) : undefined;
  return found ? [{ title: 'Refuse everybody until callers are verified', safety: 'suggestion', edits: found }] : [];
}
