import { defineRule, type Endpoint, type FunctionRef, type RuleContext } from '../server/sdk.ts';

const messages: Record<string, string> = {
  rateLimit: 'Anybody may register clients as fast as they can',
  secretExpiry: 'Secrets of clients that anybody may register never end',
};

export const oauthOpenDynamicRegistration = defineRule({
  meta: {
    id: 'oauth-open-dynamic-registration',
    title: 'Clients that anybody may register without a limit',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/authorization/client-registration#dynamic-client-registration',
      'rfc:7591#5',
      'cwe:287',
      'cwe:770',
      'owasp-asi:03',
      'owasp-asi:04',
      'owasp-mcp:07',
      'owasp-mcp:09',
    ],
  },
  *check(context) {
    for (const call of context.calls('oauth-server')) {
      for (const option of call.unsafe()) {
        const message = messages[option.name];
        if (message === undefined || context.isTest(call.at.file)) continue;
        const edits = context.edits.dropOption(call, option.name);
        yield {
          at: option.at ?? call.at,
          confidence: option.isCertain ? 'high' : 'medium',
          message,
          why: 'Registration asks for no credential. Without a limit a script fills the store, and with names and redirect URIs of their own attackers wait for somebody to agree.',
          help: 'Leave the limit and the expiry on; better, accept client metadata documents (CIMD) and clients that were registered by hand.',
          fixes: edits ? [{ title: 'Take the default of the library', safety: 'safe', edits }] : [],
        };
      }
    }
    yield* byHand(context);
  },
});

const naming = /^(random\w*|getRandomValues|nanoid|uuid\w*|v[47]|ulid|create_?id|generate\w*|new_?id|make_?id)$/i;
const ofClientWords = /^(client_id_issued_at|registration_endpoint|token_endpoint_auth_method|redirect_uris)$/m;
const keeping = /^(put|add|push|insert\w*|create\w*|save\w*|store\w*|register\w*|hset|setex|write\w*|upsert\w*)$/i;
const closing =
  /limit|throttl|quota|initial_?access|software_?statement|allow|approv|captcha|turnstile|authorization|api_?key|admin|isEnabled|disabled|forbidden/i;
// What middleware of the project's own speaks of that counts requests.
const limiting = /limit|throttl|quota|too_?many/i;
const judged = /limit|throttl|verif|authenticat|authori[sz]e|require|allow|approv|check_?(auth|access|token)/i;
const consent = /consent|approv|confirm_?(client|access)|allow_?list|trusted_?client/i;

// An endpoint of the project's own, that keeps whatever client anybody describes.
function* byHand(context: RuleContext) {
  for (const endpoint of context.endpoints()) {
    if (!isRegistration(endpoint) || context.isTest(endpoint.at.file) || !context.isAgentPackage(endpoint.at)) continue;
    const isGated = endpoint.gates.some(
      ({ kind, fn }) =>
        kind === 'auth' || kind === 'rate-limit' || kind === 'unknown' || (fn && context.mentions(fn, limiting)),
    );
    const { handlers } = endpoint;
    if (isGated || handlers.length === 0 || !handlers.every((fn) => keeps(fn, context))) continue;
    if (handlers.some((fn) => context.mentions(fn, closing) || context.callsNamed(fn, judged))) continue;
    if (handlers.some((fn) => picksHosts(fn, context)) || !context.says(endpoint.at, ofClientWords)) continue;
    yield {
      at: endpoint.at,
      // What a page for the person stands behind is a store that fills; without one it is a door.
      confidence: context.says(endpoint.at, consent) ? ('medium' as const) : ('high' as const),
      message: 'Anybody may register clients here, as many as they like',
      why: 'Registration asks for no credential. Without a limit a script fills the store, and with names and redirect URIs of their own attackers wait for somebody to sign in: nothing of this program asks a person which client that is.',
      help: 'Limit how often an address may register, let what was never used end, and show a person the client and its redirect URI before the first login; better, accept client metadata documents (CIMD).',
    };
  }
}

// `res.set(headers)` keeps nothing: who keeps a client gives it an id that nobody else has.
function keeps(fn: FunctionRef, context: RuleContext): boolean {
  return context.callsNamed(fn, keeping) || (context.callsNamed(fn, /^set$/) && context.callsNamed(fn, naming));
}

// `hosts.has(new URL(uri).hostname)`: whoever registers, a code goes to none but those.
function picksHosts(fn: FunctionRef, context: RuleContext): boolean {
  return context.mentions(fn, /^hostname$/, 'members') && context.callsNamed(fn, /^(has|includes)$/);
}

function isRegistration({ path, method, protocol }: Endpoint): boolean {
  return (
    protocol === 'http' &&
    /^(post|all)$/i.test(method ?? '') &&
    /\/(register|registration|clients?\/register)\/?$/.test(path ?? '')
  );
}
