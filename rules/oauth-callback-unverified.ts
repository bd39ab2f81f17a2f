import { type ApiCall, defineRule, type Form, type FunctionRef, type RuleContext } from '../server/sdk.ts';
import { byHand, callbacks, decodedOnly, help, isAnswered, why } from './oauth-callback-unverified/callbacks.ts';
import { unbound } from './oauth-callback-unverified/unbound.ts';

const written = /^(stringify|encode|serialize|dump)$/i;
const encoded =
  /^(btoa|toString|from|encode(URIComponent|url|base64)?|base64(url)?(encode)?|b64encode|toBase64|bytesToBase64)$/i;
// A signature, a secret or a value that nobody can guess.
const bound =
  /sign|hmac|mac$|seal|encrypt|cipher|random|uuid|nanoid|nonce|csrf|xsrf|digest|hash|jwt|secret|token|ulid|crypto|session|cookie|verifier|once|unique|state_?(id|key|store|manager|token)/i;
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
    for (const found of unbound(context)) yield { ...found, help };
    for (const call of context.calls('oauth-request')) {
      if (!context.isTest(call.at.file)) yield* ofLibrary(call, context);
    }
  },
});

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

const objectsFirst = (one: Form, other: Form): number =>
  Number(other.carrier === 'object') - Number(one.carrier === 'object');

function isToldAlready({ within, carrier }: Form, context: RuleContext, told: ReadonlySet<number>): boolean {
  return carrier !== 'object' && within !== undefined && context.callersOf(within).some((fn) => told.has(fn.id));
}
