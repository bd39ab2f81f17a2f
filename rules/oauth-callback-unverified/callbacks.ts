/** The handler to which the browser comes back, and what it makes of the state that comes with it. */
import type { ApiCall, FunctionRef, Place, RuleContext } from '../../server/sdk.ts';

// What a person runs once at a terminal, and watches.
export const byHand =
  /(^|\/)(scripts?|bin|cli)\/|(^|[/_-])(get|generate|obtain)[-_].*tokens?\b|(^|\/)(setup|login|authorize)[^/]*$/i;

export const why =
  'Whoever lures a user to the callback with a code or a state of their own has that user finish a login that somebody else began, or sends the code where they want it.';
export const help =
  'Make `state` a random value, keep it with the session of the browser (a `__Host-` cookie), compare it in the callback and delete it; what must travel along stays on the server or is signed.';

/** Reports of handlers that take the code and never look at the state. */
export function* callbacks(context: RuleContext) {
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

/** Reports of handlers that believe whatever the state says once it is decoded. */
export function* decodedOnly(context: RuleContext) {
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
      related: [
        ...writtenFor(at, context).map((place) => ({ ...place, note: '`state` is written here' })),
        ...(exchange ? [{ ...exchange.at, note: 'the code is redeemed here' }] : []),
      ],
    };
  }
}

function writtenFor(near: Place, context: RuleContext): Place[] {
  const requests = context
    .forms(/^state$/)
    .filter(({ at, names }) => names.includes('client_id') && context.isSamePackage(at, near));
  const encoded = requests.filter((form) => form.makers('state').some((name) => /stringify|btoa|base64/i.test(name)));
  return encoded.map((form) => form.option('state').at ?? form.at).slice(0, 2);
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

/** True where the callback is a route of this program. */
// a login that a program of one user waits for has little to lose. PKCE does most of the rest.
export function isAnswered(call: ApiCall, context: RuleContext): boolean {
  if (call.option('challenge').state !== 'absent' || context.says(call.at, /^state$/m)) return false;
  return context
    .endpoints()
    .some((door) => context.isRedirectionEndpoint(door) && context.isSamePackage(door.at, call.at));
}
