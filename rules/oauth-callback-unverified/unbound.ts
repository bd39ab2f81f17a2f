/** The callback of an authorization server that signs its people in at another one, and by what it knows their browser again. */
import type { FunctionRef, Place, RuleContext } from '../../server/sdk.ts';

// What a server of tokens says of itself.
const issuing = /oauth-authorization-server|authorization_endpoint|^(mcpAuthRouter|OAuthServerProvider)$/m;
// Whatever may tie a request to one browser, anywhere in the package; a setting alone (`COOKIE_SECRET`) does nothing.
const browserBound =
  /cookie|Cookie|(express|iron|koa|fastify|hono|client|edge)[-/]sessions?|next-auth|better-auth|clerk|nextjs-auth0|supabase\/ssr|getServerSession|useSession|withSession|passport/;
// Where the client wants its answer.
const asked = /^(client_?)?redirect_?(ur[il]|to)$/i;
const ofRequests = new Set(['client_id', 'client_secret', 'grant_type', 'redirect_uri']);
const sealed = /sign|hmac|mac$|seal|encrypt|cipher|jwt|stringify|encode/i;
const unsealing = /verif|hmac|unsign|unseal|decrypt|jwt|parseState|decodeState/i;
const random = /random|uuid|nanoid|ulid|generat|create|new|make|unique|token|bytes/i;

const why =
  'Somebody begins a login for a client of their own and sends its address to another person: the server knows the state, whoever brings it, and hands the rights of that person to the client, also past a page that asks for consent.';

/** Reports of callbacks that find the request of a client again by the state alone, where nothing knows the browser. */
export function* unbound(context: RuleContext) {
  const reads = context.queryReads();
  const seen = new Set<number>();
  for (const { name, at, inside } of reads) {
    if (name !== 'state' || !inside || seen.has(inside.id) || context.isTest(at.file)) continue;
    seen.add(inside.id);
    const takesCode = reads.some((read) => /^(auth_?)?code$/i.test(read.name) && read.inside?.id === inside.id);
    if (!takesCode || !answersClient(inside, context)) continue;
    if (!context.says(at, issuing) || context.says(at, browserBound)) continue;
    const begun = beginning(at, context);
    if (!begun) continue;
    yield {
      at,
      confidence: 'high' as const,
      message: '`state` is looked up, and whichever browser brings it is believed',
      why,
      related: [{ ...begun, note: 'the login begins here' }],
    };
  }
}

// What was kept says where the code of this server goes.
function answersClient(fn: FunctionRef, context: RuleContext): boolean {
  if (context.callsNamed(fn, unsealing)) return false;
  if (context.callsNamed(fn, /^completeAuthorization$/)) return true;
  const reached = new Set(context.reach(fn).map(({ id }) => id));
  return (
    context.mentions(fn, asked, 'members') &&
    context
      .forms(/^code$/)
      .some(
        ({ names, inside }) =>
          !names.some((name) => ofRequests.has(name)) && inside !== undefined && reached.has(inside.id),
      )
  );
}

// A state that nobody can guess, and that carries nothing, means something only where it is kept.
function beginning(near: Place, context: RuleContext): Place | undefined {
  for (const form of context.forms(/^state$/)) {
    if (!form.names.includes('client_id') || !form.names.includes('redirect_uri')) continue;
    if (!context.isSamePackage(form.at, near) || context.isTest(form.at.file)) continue;
    const makers = form.makers('state');
    if (!makers.some((name) => random.test(name)) || makers.some((name) => sealed.test(name))) continue;
    if (form.sent().every(({ kind }) => kind === 'url') && form.sent().length > 0) continue;
    return form.option('state').at ?? form.at;
  }
  return undefined;
}
