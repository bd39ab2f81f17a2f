import {
  type ApiCall,
  defineRule,
  type Endpoint,
  type Fix,
  type Gate,
  type Pass,
  type Place,
  type RuleContext,
} from '../server/sdk.ts';

type Open = Extract<Pass['kind'], 'missing-credential' | 'unset' | 'path-part'>;

const passing: Record<Open, { message: string; help: string }> = {
  'missing-credential': {
    message: 'A request without a credential goes on as if it had one',
    help: 'Answer 401 when the credential is missing; give public routes a router of their own.',
  },
  unset: {
    message: 'Without this setting nobody has to authenticate',
    help: 'Refuse to start when the setting is missing, or answer 401; whoever wants no authentication should have to say so.',
  },
  'path-part': {
    message: 'Any path that holds this word somewhere goes on without a credential',
    help: 'Compare the whole path, or mount the public routes before the middleware.',
  },
};

export const authMiddlewareOptional = defineRule({
  meta: {
    id: 'auth-middleware-optional',
    title: 'Authentication that a request can do without',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/transports#security-warning',
      'mcp:2026-07-28/basic/authorization#access-token-usage',
      'cwe:306',
      'cwe:287',
      'owasp-asi:03',
      'owasp-mcp:07',
      'norm:practices-11',
      'norm:transports-3',
    ],
  },
  *check(context) {
    if (context.config.authTerminatedUpstream) return;
    const calls = new Map(context.calls('auth-gate').map((call) => [call.call.id, call]));
    const told = new Set<string>();
    for (const endpoint of context.endpoints()) {
      if (endpoint.protocol === 'http') {
        yield* signaturesOf(endpoint, context);
        yield* besideAgents(endpoint, calls, told, context);
        continue;
      }
      for (const gate of openGates(endpoint, calls, context)) {
        const call = gate.call && calls.get(gate.call.id);
        if (call) yield* optionsOf(call, endpoint, context);
        if (gate.fn) yield* passesOf(gate.fn, endpoint, context);
      }
      yield* settingsOf(endpoint, told, context);
    }
  },
});

function* optionsOf(call: ApiCall, endpoint: Endpoint, context: RuleContext) {
  for (const option of call.unsafe()) {
    yield {
      at: option.at ?? call.at,
      confidence: option.isCertain ? ('high' as const) : ('medium' as const),
      message: option.at
        ? 'This lets requests without a token through to the MCP endpoint'
        : `Requests without a token reach the MCP endpoint, because \`${option.name}\` is not set and its default is \`${option.value}\``,
      why: 'The token is verified only when there is one: whoever sends none is served too.',
      help: 'Require the token, and give what is meant to be public an endpoint of its own.',
      related: [{ ...endpoint.at, note: 'the endpoint' }],
      fixes: fixesOf(call, option, context),
    };
  }
}

function fixesOf(
  call: ApiCall,
  { at, name, safe }: ReturnType<ApiCall['unsafe']>[number],
  { edits }: RuleContext,
): Fix[] {
  if (safe === undefined) return [];
  const found = at ? edits.replaceOption(call, name, safe) : edits.giveOption(call, name, safe);
  return found ? [{ title: 'Require a token', safety: 'safe', edits: found }] : [];
}

function* passesOf(fn: NonNullable<Gate['fn']>, endpoint: Endpoint, context: RuleContext) {
  for (const pass of context.passes(fn)) {
    if (!isOpen(pass.kind)) continue;
    yield {
      at: pass.at,
      confidence: 'high' as const,
      ...passing[pass.kind],
      why: 'Everything behind this check runs for requests that nobody has identified, the tools of the MCP endpoint among it.',
      related: [{ ...endpoint.at, note: 'the endpoint that this should protect' }],
    };
  }
}

// Who gives the agent work over routes of its own is asked by the same check, or by nobody.
function* besideAgents(
  endpoint: Endpoint,
  calls: ReadonlyMap<number, ApiCall>,
  told: Set<string>,
  context: RuleContext,
) {
  if (endpoint.bound() === 'loopback' || !(context.isAgentPackage(endpoint.at) || context.says(endpoint.at, card)))
    return;
  for (const { fn } of openGates(endpoint, calls, context)) {
    if (!fn || context.isTest(fn.at.file)) continue;
    for (const { kind, at } of context.passes(fn)) {
      const key = `${at.file}|${at.start}`;
      if (kind !== 'unset' || told.has(key)) continue;
      told.add(key);
      yield {
        at,
        confidence: 'high' as const,
        ...passing.unset,
        why: 'Everything behind this check runs for requests that nobody has identified, and nothing says that it is off.',
        related: [{ ...endpoint.at, note: 'an endpoint that this should protect' }],
      };
    }
  }
}

// What a platform sends is signed, and looked at only where somebody has set the secret for it.
function* signaturesOf({ handlers, gates, at }: Endpoint, context: RuleContext) {
  const own = [...handlers, ...gates.flatMap(({ fn }) => fn ?? [])].filter((fn) => !context.isTest(fn.at.file));
  for (const fn of own) {
    const pass = context.passes(fn).find(({ kind }) => kind === 'unset');
    if (!pass || !context.mentions(fn, signature) || !startsAgents(at, context)) continue;
    yield {
      at: pass.at,
      confidence: 'high' as const,
      message: 'Without this setting nobody looks at the signature',
      help: 'Refuse to start, or answer 500, when the secret is missing; without it nothing tells the platform from anybody else.',
      why: 'Whoever finds the address writes the message that the agent acts on, and nothing says that the check is off.',
      related: [{ ...at, note: 'the endpoint that this should protect' }],
    };
    return;
  }
}

const card = /well-known\/agent(?:-card)?\.json/;
const signature = /signature|^x-hub-|createHmac|hmac/i;
const models = /^(?:generateText|streamText|generateObject|openai|@?anthropic|@?langchain|@google\/genai|ai)\b/im;

function startsAgents(at: Place, context: RuleContext): boolean {
  return context.isAgentPackage(at) || context.says(at, models);
}

// All that asks stands there only with a setting.
function* settingsOf(endpoint: Endpoint, told: Set<string>, context: RuleContext) {
  const asking = endpoint.gates.filter(({ kind }) => kind === 'auth');
  const [gate] = asking;
  const { setting } = gate ?? {};
  const isUnknown = !endpoint.isWhole || endpoint.gates.some(({ kind }) => kind === 'unknown');
  if (!setting || isUnknown || asking.some((each) => !each.setting) || context.isTest(setting.file)) return;
  const key = `${setting.file}|${setting.start}`;
  if (told.has(key)) return;
  told.add(key);
  yield {
    at: setting,
    confidence: 'high' as const,
    ...passing.unset,
    why: 'The check is not even mounted where the setting is missing, and nothing says so: everything behind it runs for whoever calls.',
    related: [{ ...endpoint.at, note: 'the endpoint that this should protect' }],
  };
}

function isOpen(kind: Pass['kind']): kind is Open {
  return kind in passing;
}

// One gate that cannot be passed is enough.
function openGates({ gates }: Endpoint, calls: ReadonlyMap<number, ApiCall>, context: RuleContext): Gate[] {
  const asking = gates.filter((gate) => gate.kind === 'auth' && !gate.within && !gate.isConditional);
  const isClosed = (gate: Gate): boolean => {
    if (gate.fn) return !context.passes(gate.fn).some((pass) => isOpen(pass.kind));
    const call = gate.call && calls.get(gate.call.id);
    return !call || call.unsafe().length === 0;
  };
  return asking.some(isClosed) ? [] : asking;
}
