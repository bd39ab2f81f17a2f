import { defineRule, type Endpoint, type RuleContext } from '../server/sdk.ts';

// A page in the code that asks somebody to agree, and what keeps it from being shown or sent by another site.
const form = /<form\b/i;
const agreeing = /approve|consent|authorize|allow access|grant access|allow this/i;
const framing = /frame-ancestors|x-frame-options|frameguard|helmet|frameAncestors|frameOptions|secure-?headers|lusca/i;
const tied =
  /csrf|xsrf|anti_?forgery|name=["'](?:_?csrf|token|nonce|state|txn|transaction|request|auth_?request|consent_?(?:id|token)|session|challenge|interaction|uid)\w*["']/i;
// Who has to type a password on each page agrees by it; who stays signed in does not.
const asked = /type=["']?password\b/i;
const remembering = /cookie|session/i;
const guard = /state|txn|transaction|pkce|verifier|nonce/i;

export const oauthConsentPageUnprotected = defineRule({
  meta: {
    id: 'oauth-consent-page-unprotected',
    title: 'Consent page that another site may show or send',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    scope: 'agents',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:practices-2',
      'norm:practices-6',
      'norm:oauth-16',
      'mcp:2026-07-28/basic/security_best_practices#confused-deputy-problem',
      'rfc:9700#4.16',
      'cwe:1021',
      'cwe:352',
      'owasp-asi:09',
      'owasp-mcp:07',
    ],
  },
  *check(context) {
    for (const door of pages(context)) {
      if (!context.says(door.at, framing))
        yield {
          at: door.at,
          confidence: 'high',
          message: 'Any site may show this page in a frame',
          why: 'An attacker lays the page, unseen, over a button of their own: whoever clicks agrees to the client of the attacker.',
          help: "Send `Content-Security-Policy: frame-ancestors 'none'` and `X-Frame-Options: DENY` with it.",
        };
      if (!context.says(door.at, tied, 'file') && !asksEachTime(door, context))
        yield {
          at: door.at,
          confidence: 'high',
          message: 'Nothing in the form shows that this page was what sent it',
          why: 'Another site sends the same form in the name of whoever is signed in, and the client of the attacker is approved without a page being seen.',
          help: 'Put a random value into a hidden field and into a `__Host-` cookie, and compare both before the consent counts.',
        };
      yield* early(door, context);
    }
  },
});

// The doors of an authorization server that answer with a page on which somebody agrees.
function pages(context: RuleContext): Endpoint[] {
  const seen = new Set<string>();
  return context.endpoints().filter((door) => {
    const { path = '', method = '', at, protocol } = door;
    if (protocol !== 'http' || context.isTest(at.file) || seen.has(at.file)) return false;
    if (/\.well-known/.test(path) || !/authoriz|consent|approve|login/i.test(path) || !/^(get|all|use)$/i.test(method))
      return false;
    const isPage =
      context.says(at, form, 'file') &&
      context.says(at, agreeing, 'file') &&
      context.says(at, /code_challenge|client_id/i);
    if (isPage) seen.add(at.file);
    return isPage;
  });
}

function asksEachTime({ at }: Endpoint, context: RuleContext): boolean {
  return context.says(at, asked, 'file') && !context.says(at, remembering, 'file');
}

// The cookie that says that this browser agreed, before it has.
function* early(door: Endpoint, context: RuleContext) {
  const reached = new Set(door.handlers.flatMap((fn) => context.reach(fn)).map(({ id }) => id));
  for (const call of context.calls('cookie')) {
    const name = call.option('name').texts?.[0] ?? '';
    if (!call.within || !reached.has(call.within.id) || !guard.test(name) || /csrf/i.test(name)) continue;
    yield {
      at: call.at,
      confidence: 'medium' as const,
      message: `The cookie \`${name}\` is set before anybody has agreed`,
      why: 'With the cookie in place the callback is believed: an attacker sends the browser past the page, straight to the other server.',
      help: 'Set it where the consent is taken, just before the browser is sent on.',
    };
  }
}
