import {
  defineRule,
  type Endpoint,
  type Form,
  type FunctionRef,
  type Place,
  type Report,
  type RuleContext,
} from '../server/sdk.ts';
import { atOnce } from './oauth-proxy-without-consent/at-once.ts';

// Words of the request that an MCP client makes: this function answers one authorization request with another.
const asked = /^(redirect_uris?|redirectUri|redirect_url)$/i;
const kept = /^(clientRedirectUri|oauthReqInfo|authRequest|client_redirect_uri)$/i;
const challenged = /^(code_challenge|codeChallenge)$/i;
const parsed = /parseAuthRequest|parseAuthorizationRequest/i;
const registration =
  /registration_?endpoint|register_?client|\/register\b|dynamic_?(client_?)?registration|client_?id_?metadata_?document|clientRegistrationEndpoint/i;
// What a server of tokens says of itself.
const issuing = /oauth-authorization-server|authorization_endpoint/i;
// A cookie that ties `state` to the browser (`__Host-CONSENTED_STATE`) asks nobody.
const consent =
  /consent(?!ed_?state)|approv|confirm|permission|allow_?list|allowed_?redirect|trusted_?client|grant_?access/i;
// What a page that asks leaves in the words of a package; `prompt=consent` is the other server's.
const consentPage =
  /(render|show|has|is|require|user|client|check|get|save|grant|record)_?(consent|approv)|consent_?(page|screen|form|dialog|given|grant|require|cookie|url|ui|html|decision)|name="consent"|approved_?clients?|approval_?(dialog|page|form)/i;
// Who registers elsewhere than at the addresses that are listed gets no code.
const listed = /allow(ed)?_?redirect|redirect_?(ur[il]s?|hosts?|domains?)?_?allow/i;
// Whoever begins such a login has shown that the server is theirs.
const owning = /admin|owner|operator|auth_?token|api_?key|access_?key|pass_?(word|phrase)/i;
const browser = /^(window|document|sessionStorage|localStorage)$/m;
const forwarded = /redirect|location|send_?to/i;

export const oauthProxyWithoutConsent = defineRule({
  meta: {
    id: 'oauth-proxy-without-consent',
    title: 'OAuth proxy that asks nobody which client it signs in',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    scope: 'agents',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:authorization-39',
      'norm:practices-1',
      'mcp:2026-07-28/basic/authorization/security-considerations#confused-deputy-problem',
      'mcp:2026-07-28/basic/security_best_practices#confused-deputy-problem',
      'cwe:441',
      'cwe:352',
      'cwe:1021',
      'owasp-asi:03',
      'owasp-asi:09',
      'owasp-mcp:07',
    ],
  },
  *check(context) {
    yield* onceEach([...ofForms(context), ...ofCalls(context)], context);
    yield* atOnce(context);
    for (const call of context.calls('oauth-server')) {
      for (const option of call.unsafe().filter(({ name }) => name === 'consent')) {
        const edits = option.at ? context.edits.dropOption(call, option.name) : undefined;
        yield {
          at: option.at ?? call.at,
          confidence: option.isCertain ? 'high' : 'medium',
          message: 'No consent is asked for before a client is signed in upstream',
          why,
          help,
          fixes: edits ? [{ title: 'Ask for consent, as is the default', safety: 'safe' as const, edits }] : [],
        };
      }
    }
  },
});

const why =
  'All clients share one client id upstream, where the user has consented once. An attacker registers a client with a redirect URI of their own and sends the user a link: nobody asks again, and the code goes to the attacker.';
const help =
  'Show a page that names the client, its redirect URI and its scopes before the browser is sent on, keep the answer for this user and this client, and compare the redirect URI with what was registered.';

// The redirect URI of the client itself: the other server sends the code nowhere but where it was told before.
function isTheirs(makers: string[]): boolean {
  return makers.some((name) => asked.test(name)) && makers.includes('params');
}

interface Proxy {
  report: Report;
  inside: FunctionRef;
  within: FunctionRef | undefined;
  /** The function and those that call it. */
  holders: FunctionRef[];
  redirects: readonly Place[];
}

function ofForms(context: RuleContext): Proxy[] {
  return context.forms(/^(client_id|response_type|state)$/).flatMap((form) => {
    const { at, inside, within, takesQuery = false } = form;
    if (!inside || isAnswer(form)) return [];
    const sent = form.sent().filter(({ kind }) => kind === 'redirect');
    if (!isUpstream(form) && !isLogin(form, sent.length > 0, context)) return [];
    const redirects = sent.map((place) => place.at);
    return proxy({ at, inside, within, takesQuery, redirects }, context) ?? [];
  });
}

function ofCalls(context: RuleContext): Proxy[] {
  return context.calls('oauth-request').flatMap((call) => {
    const { at, inside, within, row } = call;
    if (isTheirs(call.makers('redirect'))) return [];
    // Of a library that sends people to log in: the client is the one that it was made with.
    if (!inside || !row.options['state'] || row.options['resource']) return [];
    return proxy({ at, inside, within, takesQuery: false, redirects: [] }, context) ?? [];
  });
}

// What a handler hands to the function that writes the address is one request, and so is what ends in one redirect.
function onceEach(all: readonly Proxy[], context: RuleContext): Report[] {
  const outer = all.filter(
    (one) => !all.some((other) => other !== one && other.inside.id !== one.inside.id && isCalledIn(one, other)),
  );
  const seen = new Set<string>();
  return outer.flatMap((one) => {
    const keys = one.redirects.map(({ file, start }) => `${file}:${start}`);
    if (keys.some((key) => seen.has(key))) return [];
    for (const key of keys) seen.add(key);
    const inner = all.filter((other) => other !== one && isCalledIn(other, one)).map(({ report }) => report.at);
    const related = [
      ...doorsTo(one, context).map(({ at }) => ({ ...at, note: 'the client asks here' })),
      ...one.redirects.map((at) => ({ ...at, note: 'the browser is sent on here' })),
      ...inner.slice(0, 1).map((at) => ({ ...at, note: 'the address is written here' })),
    ];
    return [{ ...one.report, related }];
  });
}

// More than a few lead to something else, too.
function doorsTo({ inside }: Proxy, { endpoints, reach }: RuleContext): Endpoint[] {
  const doors = endpoints().filter(
    ({ protocol, handlers }) =>
      protocol === 'http' && handlers.some((fn) => fn.id === inside.id || reach(fn).some(({ id }) => id === inside.id)),
  );
  return doors.length <= 3 ? doors : [];
}

function isCalledIn({ holders }: Proxy, { inside, within }: Proxy): boolean {
  return holders.slice(1).some(({ id }) => id === inside.id || id === within?.id);
}

interface Sent {
  at: Place;
  inside: FunctionRef;
  /** The innermost function that has a name. */
  within: FunctionRef | undefined;
  /** True when what the client asked for is copied into it. */
  takesQuery: boolean;
  /** Where it is known that the browser is sent on with it. */
  redirects: readonly Place[];
}

function proxy({ at, inside, within, ...sent }: Sent, context: RuleContext): Proxy | undefined {
  if (context.isTest(at.file) || context.says(at, browser, 'file')) return undefined;
  const answering = answers({ at, inside, within, ...sent }, context);
  if (!answering) return undefined;
  const around = [inside, ...answering];
  if (!context.says(at, registration) && !takesAnyRedirect(around, context)) return undefined;
  // A client, which hands the address to whoever opens browsers for it.
  if (around.some((fn) => context.callsNamed(fn, /^redirectToAuthorization$/))) return undefined;
  if (around.some((fn) => context.mentions(fn, consent) || context.callsNamed(fn, consent) || consent.test(fn.name)))
    return undefined;
  if (context.guardsNamed(inside, owning)) return undefined;
  const isUnsure = context.says(at, listed) || (context.says(at, consentPage) && !isAtOnce(inside, context));
  const report = {
    at,
    confidence: isUnsure ? ('medium' as const) : ('high' as const),
    message: 'The browser is sent to another authorization server in the name of a client that nobody was asked about',
    why,
    help,
  };
  return { report, inside, within, holders: answering, redirects: sent.redirects };
}

// Nobody has to register where the code is sent wherever the request says.
function takesAnyRedirect(around: FunctionRef[], context: RuleContext): boolean {
  return (
    around.some((fn) => readsRequest(fn.id, context) && context.says(fn.at, issuing)) &&
    !around.some((fn) => context.comparesNamed(fn, /redirect_?ur[il]/i))
  );
}

// The client asks here, and this itself sends the browser on: a page that asks has no time to come in between.
function isAtOnce({ id }: FunctionRef, { endpoints }: RuleContext): boolean {
  return endpoints().some(
    ({ path = '', method, handlers }) =>
      path.endsWith('/authorize') && method === 'get' && handlers.some((fn) => fn.id === id),
  );
}

// What goes back to the client.
function isAnswer({ names }: Form): boolean {
  return !names.includes('client_id') && (names.includes('code') || names.includes('error'));
}

// The client is this program's own at the other server, and not the one that asked.
function isUpstream(form: Form): boolean {
  if (
    (!form.names.includes('redirect_uri') && !form.takesQuery) ||
    form.names.includes('grant_type') ||
    form.names.includes('client_secret')
  )
    return false;
  const client = form.option('client_id');
  if (client.state === 'absent') return false;
  return !form
    .makers('client_id')
    .some((name) => /^(query|body|params|client|req|request|searchParams|registered\w*)$/.test(name));
}

// A login of the provider's own words, to which the request of the client travels in the state.
function isLogin({ names, inside }: Form, isRedirected: boolean, context: RuleContext): boolean {
  return isRedirected && !names.includes('client_id') && inside !== undefined && context.callsNamed(inside, parsed);
}

// The functions that take the request of the client and send the browser on, up to two callers away.
function answers({ inside: within, takesQuery, redirects }: Sent, context: RuleContext): FunctionRef[] | undefined {
  const holders = [within, ...context.callersOf(within)];
  // Who makes the challenge is the client and not the proxy.
  const isOwn = context.callsNamed(within, /pkce|challenge|verifier/i);
  const asking = holders.filter(
    (fn) =>
      // Its own redirect URI is a variable of many clients; what was asked for is read of a request.
      context.mentions(fn, asked, 'members') ||
      context.mentions(fn, kept) ||
      context.callsNamed(fn, parsed) ||
      (!isOwn && context.mentions(fn, challenged)) ||
      // Of the SDK's own provider, which is handed the client and what it asks for, and may keep both as they are.
      (fn.name === 'authorize' && context.says(fn.at, /^OAuthServerProvider$/m, 'file')) ||
      readsRequest(fn.id, context),
  );
  const isSent =
    redirects.length > 0 ||
    holders.some((fn) => context.callsNamed(fn, forwarded) || context.mentions(fn, /^location$/i));
  return (takesQuery || asking.length > 0) && isSent ? holders : undefined;
}

function readsRequest(id: number, { queryReads }: RuleContext): boolean {
  return queryReads().some(
    ({ name, inside, within }) => /^redirect_uri$/.test(name) && (inside?.id === id || within?.id === id),
  );
}
