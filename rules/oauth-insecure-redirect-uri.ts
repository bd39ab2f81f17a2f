import {
  defineRule,
  type Form,
  type FunctionRef,
  itemsOf,
  placeOf,
  type QueryRead,
  type Report,
  type RuleContext,
  textOf,
  valueAt,
  walk,
} from '../server/sdk.ts';

const plain = /^http:\/\/(?!localhost\b|127\.|\[::1\]|0\.0\.0\.0|[\w-]+\.localhost\b|\u0000|host\.docker)/i;
const wildcard = /^(https?:\/\/)?[^/?#]*\*|^\*$/;
const redirect = /^(client_?)?(redirect|callback|return)_?(uri|url)s?$|^redirectTo$/i;
// A page of the same site, or a scheme: the check is not of where the code goes.
const harmless = /^(\/|https?:|https?:\/\/|#|\?|[a-z][\w+.-]*:\/?\/?|javascript:|data:|\/\/)$/i;

export const oauthInsecureRedirectUri = defineRule({
  meta: {
    id: 'oauth-insecure-redirect-uri',
    title: 'Redirect URI that others can answer to',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:authorization-35',
      'norm:practices-4',
      'norm:oauth-1',
      'mcp:2026-07-28/basic/authorization/security-considerations#open-redirection',
      'mcp:2026-07-28/basic/security_best_practices#confused-deputy-problem',
      'rfc:9700#2.1',
      'rfc:9700#4.1.3',
      'cwe:601',
      'cwe:319',
      'owasp-asi:03',
      'owasp-mcp:07',
      'norm:authorization-32',
      'norm:authorization-37',
      'norm:oauth-2',
    ],
  },
  *check(context) {
    for (const form of context.forms(/^(redirect_uri|redirect_uris)$/)) {
      if (context.isTest(form.at.file) || !isOfClient(form)) continue;
      for (const name of ['redirect_uri', 'redirect_uris']) {
        const { texts = [], at } = form.option(name);
        const bad = texts.find((text) => plain.test(text)) ?? texts.find((text) => wildcard.test(text));
        if (bad !== undefined)
          yield {
            at: at ?? form.at,
            confidence: context.isAgentPackage(form.at) ? 'high' : 'medium',
            message: messageOf(bad),
            why,
            help,
          };
      }
    }
    for (const call of context.calls('oauth-server')) {
      const { texts = [], at } = call.option('redirects');
      const bad = texts.find((text) => wildcard.test(text));
      if (bad !== undefined && at) yield { at, confidence: 'high', message: messageOf(bad), why, help };
    }
    yield* registrations(context);
    yield* comparisons(context);
    yield* unchecked(context);
  },
});

// Applications of Entra as manifests, Bicep and Terraform register them.
function* registrations({ manifests, isTest }: RuleContext): Iterable<Report> {
  for (const kind of ['entra-application', 'bicep', 'terraform', 'arm-template'] as const)
    for (const { document, root } of manifests.recognised(kind))
      for (const { tree, entry } of isTest(document.file) ? [] : walk(root)) {
        if (!entry || !/^(?:redirect_?uris?|replyUrls(?:WithType)?)$/i.test(entry.key)) continue;
        for (const item of itemsOf(tree)) {
          const place = valueAt(item, 'url') ?? item;
          const text = textOf(place) ?? '';
          if (!plain.test(text) && !/^https?:\/\/[^/?#]*\*/.test(text)) continue;
          yield { at: placeOf(place), confidence: 'high', message: messageOf(text), why, help };
        }
      }
}

// Whoever compares, looks a client up or asks a function that is named for it judges the redirect URI.
const judging =
  /valid|verif|check|allow|match|lookup|find|client|regist|trust|assert|ensure|includes|^some$|^has$|^every$|^test$|parse(Auth|Body)/i;
const registered = /redirect_?uris|regist|allow|whitelist|^clients?$|trusted/i;

// The code goes to the address that the request names, and nothing on the way has looked at it.
function* unchecked(context: RuleContext) {
  const reads = [...context.queryReads(), ...context.bodyReads()].filter(({ name }) => /^redirect_?uri$/i.test(name));
  const told = new Set<number>();
  for (const form of context.forms(/^code$/)) {
    const { inside, at } = form;
    if (!inside || told.has(inside.id) || context.isTest(at.file)) continue;
    const own = reads.filter((one) => one.inside?.id === inside.id);
    const isWithin = (one: QueryRead): boolean =>
      one.at.file === at.file && one.at.start >= at.start && one.at.end <= at.end;
    const read = own.find(isWithin) ?? own[0];
    if (!read || !form.sent().some(({ kind }) => kind === 'redirect')) continue;
    if (!isWithin(read) && !form.destination().names.some((name) => redirect.test(name))) continue;
    if (context.comparesNamed(inside, /redirect/i) || judges(inside, context)) continue;
    if (context.mentions(inside, registered)) continue;
    told.add(inside.id);
    yield {
      at: read.at,
      confidence: context.isAgentPackage(at) ? ('high' as const) : ('medium' as const),
      message: 'The code is sent to whatever redirect URI the request names',
      why,
      help,
      related: [{ ...at, note: 'the code goes along here' }],
    };
  }
}

// A schema may know the addresses, which JSON does not.
function judges(fn: FunctionRef, context: RuleContext): boolean {
  const isOfSchema = context.callsNamed(fn, /^(?:safe)?parse(?:Async)?$/i) && !context.says(fn.at, /^JSON$/m, 'file');
  return isOfSchema || context.callsNamed(fn, judging);
}

const why =
  'The code, and with it the account, goes to whoever answers at the redirect URI. Over plain HTTP that is anybody on the way; with a pattern or a prefix it is anybody who has a host that matches.';
const help =
  'Compare the whole URI with what the client has registered, as a text; allow http only for the loopback address.';

function messageOf(uri: string): string {
  return plain.test(uri)
    ? 'The code is sent to a redirect URI over plain HTTP'
    : 'The redirect URI is a pattern that other hosts match';
}

function isOfClient({ names }: Form): boolean {
  return names.some((name) =>
    /^(client_id|client_name|response_type|grant_types|code|client_secret|token_endpoint_auth_method)$/.test(name),
  );
}

// `redirectUri.startsWith(allowed)`
function* comparisons(context: RuleContext) {
  for (const { at, names, against, inside, within } of context.partialMatches(redirect)) {
    const method = names[1] ?? '';
    if (context.isTest(at.file) || !/^(startsWith|includes|indexOf|test|match)$/.test(method)) continue;
    if (isList(names[0] ?? '') || isPlainTest(at, context)) continue;
    const holder = inside ?? within;
    // Only where the request of a client is judged.
    if (!holder || !context.says(at, /authorize|register|client_id|clientId/i, 'file')) continue;
    // `client.redirect_uris.some((uri) => asked.startsWith(uri))`
    const isOfList =
      method === 'startsWith' &&
      against !== undefined &&
      /^[\w$]+$/.test(context.edits.textOf(against.written)) &&
      [inside, within].some((fn) => fn && context.mentions(fn, /^redirect_?uris$/i, 'members'));
    yield {
      at,
      confidence: isOfList ? ('high' as const) : ('medium' as const),
      message: isOfList
        ? 'Any address that begins with a registered redirect URI is taken for it'
        : 'The redirect URI is compared in part',
      why,
      help,
    };
  }
}

// `redirect_uris.includes(uri)` compares each of a list whole.
function isList(name: string): boolean {
  return /s$/i.test(name);
}

function isPlainTest(at: { file: string; start: number; end: number }, { edits }: RuleContext): boolean {
  const text = edits.textOf(at);
  const argument = /\(\s*(['"`])(.*?)\1\s*(?:,|\))/s.exec(text)?.[2];
  return (
    argument !== undefined && (harmless.test(argument) || /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])/.test(argument))
  );
}
