import {
  defineRule,
  type Endpoint,
  type FunctionRef,
  type Place,
  type RuleContext,
  type StatedIdentity,
} from '../server/sdk.ts';

const sessionName = /^(?:mcp[-_]?)?session[-_]?id$/i;
const principal = /\b(?:sub|subject|user|user_?id|owner|owner_?id|principal|client_?id|tenant|account|email|oid)\b/i;
const why =
  'A session id travels in headers, URLs and logs. Whoever learns it is served with the rights of the person who began the session.';
const help =
  'Ask for the token on every request, keep with the session whose it is, and answer 404 when somebody else names it; or keep no sessions.';

export const sessionIdAsAuthentication = defineRule({
  meta: {
    id: 'session-id-as-authentication',
    title: 'Session id taken for proof of who is calling',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2025-11-25/basic/security_best_practices#session-hijacking',
      'cwe:384',
      'cwe:639',
      'cwe:287',
      'owasp-asi:03',
      'owasp-mcp:07',
      'norm:practices-12',
    ],
  },
  *check(context) {
    if (context.config.authTerminatedUpstream) return;
    const doors = context.endpoints().filter(({ protocol }) => protocol === 'mcp');
    const reported = new Set<string>();
    for (const found of [
      ...doors.flatMap((door) => [...skipped(door, context), ...alone(door, doors, context)]),
      ...doors.flatMap((door) => shared(door, context)),
      ...keyed(context),
    ]) {
      const key = `${found.at.file}|${found.at.start}`;
      if (reported.has(key)) continue;
      reported.add(key);
      yield { why, help, ...found };
    }
  },
});

// Middleware that lets everybody pass who names a session, and a handler that asks only who begins one.
function skipped(door: Endpoint, context: RuleContext) {
  const own = new Set(door.handlers.map(({ id }) => id));
  const asking = door.gates.filter(({ kind }) => kind === 'auth');
  const isAsked = !door.isWhole || asking.some(({ fn }) => !fn || !own.has(fn.id));
  const standing = asking.flatMap(({ fn }) =>
    fn && !(own.has(fn.id) && (isAsked || isOwned(fn, context))) ? [fn] : [],
  );
  return standing.flatMap((fn) =>
    context.passes(fn).flatMap(({ kind, at }) =>
      kind === 'session'
        ? [
            {
              at,
              confidence: 'high' as const,
              message: 'A request that names a session goes on without a token',
              related: [{ ...door.at, note: 'the endpoint that this should protect' }],
            },
          ]
        : [],
    ),
  );
}

// What the session was begun with is held against what the request brings.
function isOwned(fn: FunctionRef, context: RuleContext): boolean {
  return context.comparesNamed(fn, principal);
}

// The session was begun by somebody who was asked for a credential; whoever goes on with it is not.
function alone(door: Endpoint, doors: Endpoint[], context: RuleContext) {
  if (!door.isWhole || door.authentication() !== 'never' || !readsSession(door, context)) return [];
  const begun = doors.find(
    (other) => other !== door && context.isSamePackage(other.at, door.at) && asksOnce(other, context),
  );
  const call = serves(door);
  if (!begun || !call) return [];
  return [
    {
      at: call,
      confidence: 'high' as const,
      message: 'Nothing but the session id says who is calling here',
      related: [{ ...begun.at, note: 'a credential is looked at here' }],
    },
  ];
}

// Behind a gate everybody with a token of their own may name the session of somebody else.
function shared(door: Endpoint, context: RuleContext) {
  const call = serves(door);
  if (!call || door.authentication() !== 'always' || !readsSession(door, context)) return [];
  if (!isPersonal(door, context) || door.handlers.some((fn) => context.comparesNamed(fn, principal))) return [];
  return [
    {
      at: call,
      severity: 'warning' as const,
      confidence: 'medium' as const,
      message: 'The session is found by its id alone: another caller with a valid token can go on with it',
      related: [{ ...door.at, note: 'the endpoint' }],
    },
  ];
}

// A token is kept under the session, and whoever names the session acts with it.
function keyed(context: RuleContext) {
  return context.statedIdentities(sessionName).flatMap((said) => {
    const picked = said.picks.find(({ what }) => what === 'credential');
    if (!picked || said.isCompared || said.from === 'argument' || !context.isAgentPackage(said.at)) return [];
    const door = context.endpoints().find(({ handlers }) => handlers.some((fn) => holds(fn, said, context)));
    return [
      {
        at: picked.at,
        confidence: door && isGuarded(door, said, context) ? ('medium' as const) : ('high' as const),
        message: 'Whoever names a session gets the token that is kept under it',
        related: [{ ...said.at, note: 'the session as the request names it' }],
      },
    ];
  });
}

// What asks in the same breath is content with the session.
function isGuarded(door: Endpoint, said: StatedIdentity, context: RuleContext): boolean {
  const others = door.gates.filter(({ kind, fn }) => kind === 'auth' && !(fn && holds(fn, said, context)));
  return door.authentication() === 'always' && others.length > 0;
}

function holds(fn: FunctionRef, { within, inside }: StatedIdentity, context: RuleContext): boolean {
  return context.reach(fn).some(({ id }) => id === within?.id || id === inside?.id);
}

// One key for all, compared by hand, leaves nobody else to take a session from.
function isPersonal({ gates }: Endpoint, context: RuleContext): boolean {
  return gates.some(
    ({ kind, call, fn }) =>
      kind === 'auth' && (call !== undefined || (fn !== undefined && context.verificationsWithin(fn).length > 0)),
  );
}

function readsSession({ handlers }: Endpoint, context: RuleContext): boolean {
  return handlers.some((fn) => context.mentions(fn, sessionName));
}

function serves({ serving }: Endpoint): Place | undefined {
  return serving.find(({ name }) => name === 'handlePostMessage' || name === 'handleRequest')?.at;
}

function asksOnce({ gates, handlers }: Endpoint, context: RuleContext): boolean {
  return gates.some(({ kind }) => kind === 'auth') || handlers.some((fn) => context.mentions(fn, /^authorization$/i));
}
