import {
  defineRule,
  type Form,
  type FunctionRef,
  type Manifests,
  type Option,
  pieceOf,
  type QueryRead,
  type Report,
  type RuleContext,
} from '../server/sdk.ts';

const token =
  /^(access_?token|auth_?token|bearer(_?token)?|token|jwt|session_?token|private_?token|personal_?access_?token|oauth_?token|refresh_?token)$/i;
const key = /^(x-)?(api_?key|apikey|app_?key|api_?token|client_?secret|secret_?key|auth_?key|password)$/i;
const credential = new RegExp(`${token.source}|${key.source}`, 'i');
// A token that was made for one link, page or form, or that proves nothing by itself.
const forOneUse =
  /page|next|cursor|continuation|csrf|xsrf|reset|verif|invit|magic|unsubscri|signed|sas|presign|upload|download|share|preview|confirm|activat|one_?time|otp|nonce|captcha|device|push|hint|ticket|temporary|ephemeral|short_?lived|count|sync|public|anon|publish/i;
const ofLink = /share|invit|reset|confirm|unsubscri|magic|activat|email/i;
const incoming = /^(access_?token|auth_?token|bearer(_?token)?|([a-z]+_?)??api_?key)$/i;
// What lets in whoever has it: a word of the operator, for jobs and hooks.
const shared = /^(x-)?((cron|webhook|admin|shared|service|server|access|auth|mcp)_?)?secret$/i;
const ofHook = /hook|verif|cron|callback|csrf|state|revalidat|preview|draft|ISR/i;
// The header that the query stands in for.
const header = /^(authorization|(x-)?(auth|access|api)[-_]?(token|key))$/i;

export const tokenInUrl = defineRule({
  meta: {
    id: 'token-in-url',
    title: 'Token in the query of a URL',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    scope: 'agents',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:authorization-11',
      'mcp:2026-07-28/basic/authorization#token-requirements',
      'rfc:9700#4.3.2',
      'rfc:6750#5.3',
      'cwe:598',
      'owasp-asi:03',
      'owasp-mcp:01',
      'owasp-llm:02',
      'norm:authorization-10',
      'norm:oauth-13',
      'norm:rfc-21',
    ],
  },
  *check(context) {
    yield* inManifests(context.manifests);
    for (const form of context.forms(credential)) {
      for (const name of form.names.filter((n) => credential.test(n))) {
        const option = form.option(name);
        if (!isSecret(name, form, option) || !isSentInQuery(form, name)) continue;
        yield {
          at: option.at ?? form.at,
          confidence: 'high',
          ...(token.test(name) ? {} : { severity: 'warning' as const }),
          message: `\`${name}\` travels in the query of a URL`,
          ...outgoing,
        };
      }
    }
    for (const call of context.calls('query-credential')) {
      if (context.isTest(call.at.file)) continue;
      yield { at: call.at, confidence: 'high', message: 'The token is taken from the query of the URL', ...accepted };
    }
    const told = new Set<string>();
    for (const read of context.queryReads()) {
      const confidence = confidenceOf(read, context);
      if (!confidence || context.isTest(read.at.file)) continue;
      // Asking whether it is there and taking it are one door.
      const door = `${read.within?.id ?? `${read.at.file}|${read.at.start}`}|${read.name}`;
      if (told.has(door)) continue;
      told.add(door);
      yield {
        at: read.at,
        confidence,
        message: `A credential is accepted in the query (\`${read.name}\`)`,
        ...accepted,
      };
    }
  },
});

const ofServer =
  /(?:^|[\d_-]|[a-z](?=[AKTPS]))(?:api[-_]?key|access[-_]?key|(?:access|auth|bearer|session|refresh|private)[-_]?token|token|client[-_]?secret|secret[-_]?key|secret|password|^key)$/i;
const filled = /^(?:\$\{|\{\{|\$[A-Za-z_]|\{env:|%[A-Z_]+%)/;

// A credential that stands here itself is told by another rule; where it comes from elsewhere, its way is still the URL.
function* inManifests(manifests: Manifests): Iterable<Report> {
  const seen = new Set<string>();
  for (const { name, url, args } of manifests.servers()) {
    for (const text of url ? [url, ...args] : args) {
      for (const match of text.value.matchAll(/[?&]([\w.-]+)=([^&#\s'"]+)/g)) {
        const [whole, parameter = '', value = ''] = match;
        if (!ofServer.test(parameter) || forOneUse.test(parameter) || !filled.test(value)) continue;
        if (!/\b(?:https?|wss?):\/\//.test(text.value.slice(0, match.index))) continue;
        const at = pieceOf(text, match.index + 1, match.index + whole.length);
        const place = `${at.file}:${at.start}`;
        if (seen.has(place)) continue;
        seen.add(place);
        const whose = name === '' ? 'this server' : `the server \`${name}\``;
        yield {
          at,
          confidence: 'high',
          severity: 'warning',
          isAgents: true,
          message: `The credential of ${whose} travels in the query of its URL (\`${parameter}\`)`,
          ...outgoing,
          help: 'Send it in a header, where the server takes one.',
        };
      }
    }
  }
}

const outgoing = {
  why: 'URLs are kept: in the logs of servers and proxies, in histories, in error reports, in the Referer of the next request. Whoever reads one of them holds the token.',
  help: 'Send it in the Authorization header, or in the body of a POST.',
};
const accepted = {
  why: 'Clients that may put a token into the URL will, and from there it gets into the logs of every proxy on the way, into histories and into the Referer of the next request.',
  help: 'Accept it in the Authorization header only, and answer 400 where it stands in the query.',
};

// Unknown values count: a constant is no token, and a name that says what it is for says enough.
function isSecret(name: string, form: Form, { state, texts, names }: Option): boolean {
  if (state === 'absent' || (texts && names.length === 0 && state === 'set')) return false;
  if (ofLink.test(form.within?.name ?? '')) return false;
  const words = [...names, ...form.makers(name)];
  return !words.some((word) => forOneUse.test(word)) && !isPlain(texts);
}

function isPlain(texts: readonly string[] | undefined): boolean {
  return texts !== undefined && texts.length > 0 && texts.every((text) => !text.includes('\u0000'));
}

function isSentInQuery(form: Form, name: string): boolean {
  // An object holds more than parameters: what counts is where this one goes.
  if (form.carrier === 'object') return form.sent(name).some(({ kind }) => kind === 'url');
  return form.sent().some(({ kind }) => kind !== 'request-body');
}

// What says which request it is, and not who sends it.
const noCredential = /state|scope|client_?id|redirect|tenant|version|lang|user_?id|user_?name|email|session_?id/i;

function confidenceOf(read: QueryRead, context: RuleContext): 'high' | undefined {
  const { name, within, isFallback, heldAgainst } = read;
  if (incoming.test(name)) return forOneUse.test(name) ? undefined : 'high';
  // What a platform calls back with may be known to it alone.
  const isOfHook = forOneUse.test(name) || ofHook.test(heldAgainst ?? '') || name.startsWith('hub.');
  if (heldAgainst !== undefined && !isOfHook) return 'high';
  // Whatever the vendor calls it: it is taken where the header is missing.
  if (isFallback) return forOneUse.test(name) || noCredential.test(name) || name === 'code' ? undefined : 'high';
  // A token of a link is read alone; a credential stands beside the header that it replaces.
  if (!(token.test(name) || shared.test(name)) || !within) return undefined;
  if (isOfLink(read, context) || isOfCallback(read, context)) return undefined;
  // A secret that nobody compares is a part of an address.
  if (!token.test(name) && !context.comparesNamed(within, /secret/i)) return undefined;
  return context.mentions(within, header) || isBearerToo(within, context) ? 'high' : undefined;
}

const keptOnce = /verification|magic_?link|invitation|(?:re)?set_?password|confirmation|activation|one_?time/i;

// The token of a link in a mail: the file is named for these, or it is looked for among what was kept for one use.
function isOfLink({ at, within }: QueryRead, context: RuleContext): boolean {
  const names = at.file.split('/').slice(-2);
  return names.some((name) => forLinks.test(name)) || (within !== undefined && context.callsNamed(within, keptOnce));
}

// What another service sends the browser back with, where it has no code: it is redeemed once, like one.
function isOfCallback({ inside, within }: QueryRead, context: RuleContext): boolean {
  if ([inside, within].some((fn) => fn !== undefined && /callback/i.test(fn.name))) return true;
  return inside !== undefined && context.queryReads().some((other) => isStateOf(inside, other));
}

const isStateOf = (fn: FunctionRef, { name, inside }: QueryRead): boolean => name === 'state' && inside?.id === fn.id;

const forLinks = /magic|invit|reset|confirm|unsubscri|activat|verification|verify-?email/i;

const judging = /auth|verif|valid|check|token/i;

// `authenticate(req.query.token)`, which elsewhere judges what stands in the header.
function isBearerToo(within: FunctionRef, context: RuleContext): boolean {
  if (context.mentions(within, ofLink)) return false;
  return context
    .reach(within)
    .some(
      (fn) =>
        fn.id !== within.id &&
        judging.test(fn.name) &&
        context.callersOf(fn).some((caller) => caller.id !== within.id && context.mentions(caller, header)),
    );
}
