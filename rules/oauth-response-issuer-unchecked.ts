import { type ApiCall, defineRule, type Form, type FunctionRef, type RuleContext } from '../server/sdk.ts';

const issuer = /^(iss|issuer)$/i;
// Where the authorization server is found, and not written down: then there may be another one tomorrow.
const discovered =
  /^(token_endpoint|tokenEndpoint|token_url|tokenUrl|authorization_servers|authorizationServer\w*|metadata|discovered|asMetadata|serverMetadata|as)$/i;

export const oauthResponseIssuerUnchecked = defineRule({
  meta: {
    id: 'oauth-response-issuer-unchecked',
    title: 'Code that is redeemed without asking which server gave it',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    scope: 'agents',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:authorization-16',
      'norm:authorization-17',
      'norm:oauth-4',
      'norm:rfc-23',
      'mcp:2026-07-28/basic/authorization/security-considerations#mix-up-attacks',
      'rfc:9207#2.4',
      'rfc:9700#4.4',
      'cwe:346',
      'owasp-asi:03',
      'owasp-mcp:07',
    ],
  },
  *check(context) {
    yield* homeMade(context);
    for (const call of context.calls('oauth-answer')) {
      if (context.isTest(call.at.file) || !isUntold(call)) continue;
      yield {
        at: call.at,
        confidence: 'high',
        message: `\`${call.name}\` is told the code and not who gave it`,
        why,
        help: 'Hand over all parameters of the callback (`url.searchParams`), or `iss` beside the code: the SDK compares it before it redeems.',
      };
    }
    yield* changed(context);
  },
});

const why =
  'A client that speaks with several authorization servers can be made to redeem at one of them the code that another gave: a server that was taken over, or never was honest, collects the codes of all.';
const help =
  'Remember the issuer with the request, and compare `iss` of the callback with it, text by text, before the code is redeemed; refuse an answer without `iss` where the metadata promise it.';

function* homeMade(context: RuleContext) {
  const exchanges = context.redemptions().flatMap(({ form }) => (form && isDiscovered(form) ? [form] : []));
  const seen = new Set<number>();
  for (const { at, inside, within, name } of context.queryReads()) {
    const fn = inside ?? within;
    if (name !== 'code' || !fn || seen.has(fn.id) || context.isTest(at.file)) continue;
    seen.add(fn.id);
    const reached = new Set(context.reach(fn).map(({ id }) => id));
    const exchange = exchanges.find((form) => form.within && reached.has(form.within.id));
    if (!exchange || asksIssuer(fn, context)) continue;
    // Revisions before say nothing of it; several servers are a danger all the same.
    const { revision } = context.project(at.file);
    yield {
      at,
      confidence: revision === undefined || revision === '2026-07-28' ? ('high' as const) : ('medium' as const),
      message: 'The code is redeemed, and `iss` is never looked at',
      why,
      help,
      related: [{ ...exchange.at, note: 'redeemed here, at a server that was found' }],
    };
  }
}

function isDiscovered(form: Form): boolean {
  const { texts, names } = form.destination();
  return !texts.some((text) => /^https?:\/\/[^\u0000/]*\w/.test(text)) && names.some((name) => discovered.test(name));
}

function asksIssuer(fn: FunctionRef, context: RuleContext): boolean {
  if (context.queryReads().some((read) => issuer.test(read.name) && (read.inside ?? read.within)?.id === fn.id))
    return true;
  return context.comparesNamed(fn, /\biss(uer)?\b/i) || context.says(fn.at, /^iss$/m, 'file');
}

// All parameters, or the issuer beside the code.
function isUntold(call: ApiCall): boolean {
  const { state, at } = call.option('issuer');
  if (state !== 'absent' || at) return false;
  if (call.row.options['code']) return call.option('code').state !== 'absent';
  // Names come from the value backwards: what was read out of the parameters last is what is handed over.
  const [last] = call.makers('response').filter((name) => /^(get|code|searchParams|URLSearchParams)$/.test(name));
  return last === 'get' || last === 'code';
}

// `new URL(iss).origin`, `iss.replace(/\/$/, '')`: two servers become one.
function* changed(context: RuleContext) {
  for (const read of context.queryReads()) {
    const fn = read.inside ?? read.within;
    if (read.name !== 'iss' || !fn || context.isTest(read.at.file)) continue;
    const [at] = context.reshapes(fn, /^iss(uer)?$/);
    if (!at) continue;
    yield {
      at,
      confidence: 'high' as const,
      message: '`iss` is changed before it is compared',
      why: 'Issuers are compared as they are written. Once slashes, case or paths are gone, two servers have the same name, and one of them can be the attacker’s.',
      help: 'Compare the two texts with `===`.',
    };
  }
}
