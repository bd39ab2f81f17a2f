import { type ApiCall, defineRule, type Form, type FunctionRef, type RuleContext } from '../server/sdk.ts';

const written = /^(stringify|encode|serialize|dump)$/i;
const encoded =
  /^(btoa|toString|from|encode(URIComponent|url|base64)?|base64(url)?(encode)?|b64encode|toBase64|bytesToBase64)$/i;
// A signature, a secret or a value that nobody can guess.
const bound =
  /sign|hmac|mac$|seal|encrypt|cipher|random|uuid|nanoid|nonce|csrf|xsrf|digest|hash|jwt|secret|token|ulid|crypto|session|cookie|verifier|once|unique|state_?(id|key|store|manager|token)/i;
// What a person runs once at a terminal, and watches.
const byHand =
  /(^|\/)(scripts?|bin|cli)\/|(^|[/_-])(get|generate|obtain)[-_].*tokens?\b|(^|\/)(setup|login|authorize)[^/]*$/i;
const keeping =
  /cookie|session|put|store|save|persist|cache|insert|create(?!Authori|Hash|Url|Client)|remember|setex|hset/i;

export const oauthCallbackUnverified = defineRule({
  meta: {
    id: 'oauth-callback-unverified',
    title: 'OAuth callback that nobody can tell from a forged one',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    scope: 'agents',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:authorization-36',
      'norm:practices-5',
      'norm:oauth-3',
      'mcp:2026-07-28/basic/authorization/security-considerations#open-redirection',
      'mcp:2026-07-28/basic/security_best_practices#confused-deputy-problem',
      'rfc:9700#4.7',
      'rfc:9207#2.4',
      'cwe:352',
      'cwe:346',
      'owasp-asi:03',
      'owasp-mcp:07',
    ],
  },
  *check(context) {
    const told = new Set<number>();
    const requests = context.forms(/^(state|response_type|code_challenge)$/).filter(isAuthorization);
    // What is handed to a function that builds the URL is judged where it is written, and not once more in there.
    for (const form of requests.toSorted(objectsFirst)) {
      const isOther = context.isTest(form.at.file) || isOwnRequest(form) || isToldAlready(form, context, told);
      const found = isOther ? undefined : judge(form, context);
      if (!found) continue;
      if (form.within) told.add(form.within.id);
      yield { ...found, why, help };
    }
    yield* callbacks(context);
    yield* decodedOnly(context);
    for (const call of context.calls('oauth-request')) {
      if (!context.isTest(call.at.file)) yield* ofLibrary(call, context);
    }
  },
});

const why =
  'Whoever lures a user to the callback with a code or a state of their own has that user finish a login that somebody else began, or sends the code where they want it.';
const help =
  'Make `state` a random value, keep it with the session of the browser (a `__Host-` cookie), compare it in the callback and delete it; what must travel along stays on the server or is signed.';

function judge(form: Form, context: RuleContext) {
  const state = form.option('state');
  const at = state.at ?? form.at;
  const makers = form.makers('state');
  if (
    state.state === 'set' &&
    state.texts?.length &&
    makers.every((name) => name === 'state') &&
    isConstant(state.texts)
  )
    return { at, confidence: 'high' as const, message: constant };
  const guess = guessed(form);
  if (guess) return { at, confidence: byHand.test(at.file) ? ('medium' as const) : ('high' as const), message: guess };
  if (isOnlyEncoded(makers, form.inside, context)) {
    const callers = form.inside ? context.callersOf(form.inside) : [];
    // Who keeps the verifier under the state finds it again by that alone.
    const isKept = form.names.includes('code_challenge') && callers.some((fn) => context.callsNamed(fn, keeping));
    return { at, confidence: isKept ? ('medium' as const) : ('high' as const), message: onlyEncoded };
  }
  if (state.state !== 'absent' || form.carrier === 'object' || !form.names.includes('response_type')) return undefined;
  if (form.option('response_type').texts?.every((text) => text !== 'code')) return undefined;
  // PKCE refuses a code that another browser got; what remains is a login that was not asked for.
  const hasPkce = form.option('code_challenge').state !== 'absent';
  return {
    at,
    confidence: hasPkce ? ('medium' as const) : ('high' as const),
    message: 'The authorization request has no `state`',
  };
}

function isAuthorization({ names }: Form): boolean {
  return names.includes('client_id') && (names.includes('redirect_uri') || names.includes('response_type'));
}

// What the program asks for itself, to see whether a client is still known, sends no browser anywhere.
function isOwnRequest(form: Form): boolean {
  const sent = form.sent();
  return sent.length > 0 && sent.every(({ kind }) => kind === 'url');
}

function isConstant(texts: readonly string[]): boolean {
  return texts.every((text) => text !== '' && !text.includes('\u0000'));
}

const guesses = {
  constant: undefined,
  'weak-random': '`state` is made of `Math.random`: whoever has seen a few of them knows the next ones',
  clock: '`state` is the time: anybody can write the next one',
  counter: '`state` is counted: anybody can write the next one',
};
const guessed = (made: Form | ApiCall): string | undefined => guesses[made.guess('state') ?? 'constant'];

const constant = '`state` is a constant: every callback carries it';
const onlyEncoded = '`state` is only encoded: anybody can write another one';

function isOnlyEncoded(makers: string[], inside: FunctionRef | undefined, context: RuleContext): boolean {
  const isWritten = makers.some((name) => written.test(name)) && makers.some((name) => encoded.test(name));
  if (!isWritten && !written.test(makers.find((name) => !/^state/i.test(name)) ?? '')) return false;
  return !makers.some((name) => bound.test(name)) && !(inside && context.callsNamed(inside, keeping));
}

// A handler that takes the code and never looks at the state.
function* callbacks(context: RuleContext) {
  const codes = context.queryReads().filter(({ name }) => name === 'code');
  const exchanges = context.redemptions();
  const seen = new Set<number>();
  for (const { at, inside: within, within: named } of codes) {
    if (!within || seen.has(within.id) || context.isTest(at.file)) continue;
    seen.add(within.id);
    const reached = new Set(context.reach(within).map(({ id }) => id));
    const exchange = exchanges.find(
      ({ holders }) => holders.some(({ id }) => reached.has(id)) || holders.some((fn) => waitsFor(fn, named, context)),
    );
    const message = exchange && unlooked(within, context);
    if (!exchange || !message) continue;
    // Told where the browser is sent away without a state.
    const isTold = context
      .calls('oauth-request')
      .some(
        (call) =>
          context.isSamePackage(call.at, at) &&
          call.unsafe().some(({ name }) => name === 'state') &&
          isAnswered(call, context),
      );
    if (isTold) continue;
    yield {
      at,
      confidence: exchange.isBoundByPkce || byHand.test(at.file) ? ('medium' as const) : ('high' as const),
      message,
      why,
      help,
      related: [{ ...exchange.at, note: 'redeemed here' }],
    };
  }
}

const stateWord = /(?<!app|ready|use)state(?!ment|less|ful)|nonce|csrf/i;
const judging = /verif|valid|csrf|state|passport|consume/i;

// What is wrong with how the handler looks at the state, if anything is; it may be handed the request itself to a check.
function unlooked(fn: FunctionRef, context: RuleContext): string | undefined {
  const reads = context.queryReads().filter(({ name, inside }) => name === 'state' && inside?.id === fn.id);
  const weights = reads.map((read) => read.weight());
  if (weights.includes('weighed') || isLookedAtBefore(fn, context)) return undefined;
  if (weights.includes('skippable')) return 'A callback that comes without `state` is not compared with anything';
  const isCompared = reads.length > 0 && context.callsNamed(fn, judging);
  if (isCompared || context.mentions(fn, reads.length > 0 ? /nonce|csrf/i : stateWord)) return undefined;
  return `The code of the callback is redeemed, and \`state\` is never ${reads.length > 0 ? 'compared with what was sent' : 'looked at'}`;
}

function isLookedAtBefore(fn: FunctionRef, context: RuleContext): boolean {
  const doors = context.endpoints().filter(({ handlers }) => handlers.some(({ id }) => id === fn.id));
  const before = doors.flatMap(({ gates }) => gates.flatMap((gate) => gate.fn ?? []));
  return before.some((gate) => gate.id !== fn.id && context.mentions(gate, stateWord));
}

// `const code = await waitForCode()`, whose server answers the browser and never looks at a state.
function waitsFor(fn: FunctionRef, waiting: FunctionRef | undefined, context: RuleContext): boolean {
  if (!waiting || context.mentions(waiting, stateWord) || context.mentions(fn, stateWord)) return false;
  return context.reach(fn).some(({ id }) => id === waiting.id);
}

// What takes a signature off, asks a store, or compares.
const proving =
  /verif|valid|check|hmac|sign|decrypt|unseal|equal|compare|consume|^(has|delete|del|getdel|claim|take|pop|destroy|lookup|find\w*|load\w*|match\w*|jwtVerify|compactDecrypt)$/i;
const storing =
  /^(kv|store|stores|storage|sessions?|cookies?|cache|pending\w*|redis|db|database|states|nonces|flows|transactions?)$|_KV$|csrf|signature|stateStore|sessionStore/i;
const unwrapping = /^(atob|from|b64decode|base64\w*|decode\w*|fromBase64\w*)$/i;

// A handler that believes whatever the state says once it is decoded.
function* decodedOnly(context: RuleContext) {
  const states = context.queryReads().filter(({ name }) => name === 'state');
  const codes = context.queryReads().filter(({ name }) => name === 'code');
  const seen = new Set<number>();
  for (const { at, inside, isParsed } of states) {
    if (!inside || seen.has(inside.id) || context.isTest(at.file)) continue;
    seen.add(inside.id);
    const isAnswer = codes.some((read) => read.inside?.id === inside.id);
    // A login of the provider's own may come back with something else than a code.
    if (!isAnswer && !context.callsNamed(inside, /^completeAuthorization$/)) continue;
    const isDecoded = context.callsNamed(inside, /^parse$/) && (context.callsNamed(inside, unwrapping) || isParsed());
    const isSplit = !isDecoded && isTakenApart(inside, context);
    if ((!isDecoded && !isSplit) || isProven(inside, isSplit, context)) continue;
    // `state.includes('_')` asks what there is to take apart.
    const isCompared = !isSplit && context.comparesNamed(inside, /state|nonce|csrf/i);
    if (isCompared || context.guardsNamed(inside, /state|nonce|csrf|cookie/i)) continue;
    const reached = new Set(context.reach(inside).map(({ id }) => id));
    const exchange = context.redemptions().find(({ holders }) => holders.some(({ id }) => reached.has(id)));
    if (!exchange && !context.callsNamed(inside, /^completeAuthorization$/)) continue;
    yield {
      at,
      confidence: exchange?.isBoundByPkce ? ('medium' as const) : ('high' as const),
      message: `\`state\` is only ${isSplit ? 'taken apart' : 'decoded'}: whatever somebody else wrote into it is believed`,
      why,
      help,
      ...(exchange ? { related: [{ ...exchange.at, note: 'the code is redeemed here' }] } : {}),
    };
  }
}

// A list that is searched may be of states; a text that is searched is the state itself.
function isProven(fn: FunctionRef, isSplit: boolean, context: RuleContext): boolean {
  const isListed = !isSplit && context.callsNamed(fn, /^includes$/);
  return isListed || context.callsNamed(fn, proving) || context.mentions(fn, storing);
}

// `const [user] = state.split('_')`
function isTakenApart(fn: FunctionRef, context: RuleContext): boolean {
  return context
    .partialMatches(/^state$/i)
    .some(({ names, inside, within }) => names[1] === 'split' && [inside, within].some((one) => one?.id === fn.id));
}

// A client of a library: `state` that is left out or always the same, and checks that are switched off.
function* ofLibrary(call: ApiCall, context: RuleContext) {
  const state = call.option('state');
  for (const option of call.unsafe().filter(({ name }) => name === 'state')) {
    const isLeftOut = option.value === 'none' && option.at === undefined;
    yield {
      at: option.at ?? call.at,
      confidence: isLeftOut && !isAnswered(call, context) ? ('medium' as const) : ('high' as const),
      message: isLeftOut ? 'The authorization request has no `state`' : 'The state of the callback is not compared',
      why,
      help,
    };
  }
  const isEncoded = state.state !== 'absent' && isOnlyEncoded(call.makers('state'), call.inside, context);
  const isOne = state.state === 'set' && state.texts?.length === 1 && state.names.length === 0;
  const isSame = isOne && !call.row.unsafe?.['state'] && isConstant(state.texts ?? []);
  for (const message of [guessed(call), isEncoded && onlyEncoded, isSame && constant])
    if (message) yield { at: state.at ?? call.at, confidence: 'high' as const, message, why, help };
}

// By a route of this program; a login that a program of one user waits for has little to lose. PKCE does most of the rest.
function isAnswered(call: ApiCall, context: RuleContext): boolean {
  if (call.option('challenge').state !== 'absent' || context.says(call.at, /^state$/m)) return false;
  return context
    .endpoints()
    .some((door) => context.isRedirectionEndpoint(door) && context.isSamePackage(door.at, call.at));
}

const objectsFirst = (one: Form, other: Form): number =>
  Number(other.carrier === 'object') - Number(one.carrier === 'object');

function isToldAlready({ within, carrier }: Form, context: RuleContext, told: ReadonlySet<number>): boolean {
  return carrier !== 'object' && within !== undefined && context.callersOf(within).some((fn) => told.has(fn.id));
}
