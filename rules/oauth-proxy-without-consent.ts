import { defineRule, type Form, type FunctionRef, type Place, type Report, type RuleContext } from '../server/sdk.ts';

// Words of the request that an MCP client makes: this function answers one authorization request with another.
const asked = /^(redirect_uris?|redirectUri|redirect_url)$/i;
const kept = /^(clientRedirectUri|oauthReqInfo|authRequest|client_redirect_uri)$/i;
const challenged = /^(code_challenge|codeChallenge)$/i;
const parsed = /parseAuthRequest|parseAuthorizationRequest/i;
const registration =
  /registration_?endpoint|register_?client|\/register\b|dynamic_?(client_?)?registration|client_?id_?metadata_?document|clientRegistrationEndpoint/i;
const consent = /consent|approv|confirm|permission|allow_?list|allowed_?redirect|trusted_?client|grant_?access/i;
// What a page that asks leaves in the words of a package; `prompt=consent` is the other server's.
const consentPage =
  /(render|show|has|is|require|user|client|check|get|save|grant|record)_?(consent|approv)|consent_?(page|screen|form|dialog|given|grant|require|cookie|url|ui|html|decision)|name="consent"|approved_?clients?|approval_?(dialog|page|form)/i;
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
    for (const form of context.forms(/^(client_id|response_type|state)$/)) {
      const { at, inside, takesQuery = false } = form;
      if (!inside) continue;
      const sent = form.sent().filter(({ kind }) => kind === 'redirect');
      if (!isUpstream(form) && !isLogin(form, sent.length > 0, context)) continue;
      const found = proxy({ at, inside, takesQuery, isRedirected: sent.length > 0 }, context);
      const related = sent.map((place) => ({ ...place.at, note: 'the browser is sent on here' }));
      if (found) yield { ...found, related };
    }
    for (const call of context.calls('oauth-request')) {
      const { at, inside, row } = call;
      if (isTheirs(call.makers('redirect'))) continue;
      // Of a library that sends people to log in: the client is the one that it was made with.
      if (!inside || !row.options['state'] || row.options['resource']) continue;
      const found = proxy({ at, inside, takesQuery: false, isRedirected: false }, context);
      if (found) yield found;
    }
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

interface Sent {
  at: Place;
  inside: FunctionRef;
  /** True when what the client asked for is copied into it. */
  takesQuery: boolean;
  isRedirected: boolean;
}

function proxy({ at, inside, ...sent }: Sent, context: RuleContext): Report | undefined {
  if (context.isTest(at.file) || context.says(at, browser, 'file')) return undefined;
  const answering = answers({ at, inside, ...sent }, context);
  if (!answering || !context.says(at, registration)) return undefined;
  const around = [inside, ...answering];
  // A client, which hands the address to whoever opens browsers for it.
  if (around.some((fn) => context.callsNamed(fn, /^redirectToAuthorization$/))) return undefined;
  if (around.some((fn) => context.mentions(fn, consent) || context.callsNamed(fn, consent) || consent.test(fn.name)))
    return undefined;
  return {
    at,
    confidence: context.says(at, consentPage) ? 'medium' : 'high',
    message: 'The browser is sent to another authorization server in the name of a client that nobody was asked about',
    why,
    help,
  };
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
  const isAnswer = names.includes('code') || names.includes('error') || names.includes('client_id');
  return isRedirected && !isAnswer && inside !== undefined && context.callsNamed(inside, parsed);
}

// The functions that take the request of the client and send the browser on, up to two callers away.
function answers({ inside: within, takesQuery, isRedirected }: Sent, context: RuleContext): FunctionRef[] | undefined {
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
      readsRequest(fn.id, context),
  );
  const isSent =
    isRedirected || holders.some((fn) => context.callsNamed(fn, forwarded) || context.mentions(fn, /^location$/i));
  return (takesQuery || asking.length > 0) && isSent ? holders : undefined;
}

function readsRequest(id: number, { queryReads }: RuleContext): boolean {
  return queryReads().some(
    ({ name, inside, within }) => /^redirect_uri$/.test(name) && (inside?.id === id || within?.id === id),
  );
}
