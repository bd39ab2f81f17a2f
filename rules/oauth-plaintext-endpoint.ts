import {
  addressOf,
  defineRule,
  type Document,
  type Fix,
  type Manifests,
  pieceOf,
  type Report,
  type RuleContext,
  type Variable,
} from '../server/sdk.ts';

export const oauthPlaintextEndpoint = defineRule({
  meta: {
    id: 'oauth-plaintext-endpoint',
    title: 'Tokens that are asked for without TLS',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:authorization-31',
      'norm:practices-9',
      'norm:oauth-17',
      'cwe:319',
      'owasp-asi:07',
      'owasp-mcp:01',
      'owasp-mcp:07',
    ],
  },
  *check(context) {
    yield* inCode(context);
    const { manifests, config } = context;
    const internal = config.internalHosts ?? [];
    const seen = new Set<string>();
    const all = [
      ...manifests.environments().map(({ document, variables, isSample }) => ({ document, variables, isSample })),
      ...manifests.servers().map(({ document, env }) => ({ document, variables: env, isSample: false })),
    ];
    for (const { document, variables, isSample } of all)
      for (const each of variables) {
        const key = `${document.file}|${String(each.value.start)}`;
        if (seen.has(key)) continue;
        seen.add(key);
        yield* ofVariable(manifests, document, each, isSample, internal);
      }
  },
});

/** Names of settings that say where tokens and keys come from. */
const endpoint =
  /(?:^|_)(?:OIDC|OAUTH2?|AUTH0|KEYCLOAK|JWT|JWKS|OKTA|SSO|IDP)(?:_\w+)?_(?:URL|URI|ISSUER|ENDPOINT|DOMAIN|AUTHORITY|BASE)$|(?:^|_)(?:ISSUER(?:_BASE)?_(?:URL|URI)|ISSUER|JWKS_(?:URL|URI)|TOKEN_(?:URL|ENDPOINT)|INTROSPECTION_(?:URL|ENDPOINT)|AUTHORIZATION_(?:URL|ENDPOINT))$/;

function* ofVariable(
  manifests: Manifests,
  document: Document,
  { name, value, from = 0, entry }: Variable,
  isSample: boolean,
  internal: readonly string[],
): Iterable<Report> {
  if (value.kind !== 'text') return;
  const text = value.value.slice(from).trim();
  const at = pieceOf(value, from, value.value.length);
  const texts = {
    why: 'Whoever sits on the way reads codes and tokens and gives out keys of its own, with which it signs what it likes.',
    help: 'Use https for everything that gives out tokens or keys.',
  };
  if (name === 'MCP_DANGEROUSLY_ALLOW_INSECURE_ISSUER_URL' && /^(?:1|true)$/i.test(text)) {
    const edits = manifests.edits.remove(document, entry ?? value);
    const fixes: Fix[] = edits ? [{ title: 'Take it out', safety: 'safe', edits }] : [];
    yield {
      at,
      confidence: isSample ? 'medium' : 'high',
      message: `\`${name}\` lets issuers do without TLS`,
      ...texts,
      fixes,
    };
    return;
  }
  if (!endpoint.test(name) || /REDIRECT|CALLBACK|POST_LOGOUT/.test(name)) return;
  const address = addressOf(text, internal);
  if (address?.scheme !== 'http' || (address.leads !== 'outside' && address.leads !== 'inside')) return;
  const isOutside = address.leads === 'outside';
  yield {
    at,
    confidence: isOutside && !isSample ? 'high' : 'medium',
    severity: isOutside ? 'error' : 'info',
    message: `\`${name}\` leads to ${address.host} without TLS`,
    ...texts,
  };
}

const plain = /^http:\/\/(?!localhost\b|127\.|0\.0\.0\.0|\[::1\]|\u0000|host\.docker)([\w-]+\.)+[a-z]{2,}/i;
// Names inside a network, and those that documents use for examples.
const inside =
  /\.(local|internal|localhost|test|lan|svc|cluster\.local|home|corp)\b|^http:\/\/(10|192\.168|172\.(1[6-9]|2\d|3[01]))\./i;

function* inCode(context: RuleContext): Iterable<Report> {
  for (const form of context.forms(/^(grant_type|response_type|client_secret)$/)) {
    const { texts } = form.destination();
    if (context.isTest(form.at.file) || !texts.some(isPlain)) continue;
    yield {
      at: form.at,
      confidence: context.isAgentPackage(form.at) ? 'high' : 'medium',
      message: 'This request to the authorization server goes over plain HTTP',
      why,
      help,
    };
  }
  const endpoints = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'];
  for (const form of context.forms(/^(authorization_endpoint|token_endpoint)$/)) {
    const name = endpoints.find((one) => form.option(one).texts?.some(isPlain));
    if (name === undefined || context.isTest(form.at.file)) continue;
    yield {
      at: form.option(name).at ?? form.at,
      confidence: context.isAgentPackage(form.at) ? 'high' : 'medium',
      message: `\`${name}\` leads clients over plain HTTP`,
      why,
      help,
    };
  }
  for (const v of context.verifications('token-verification')) {
    if (context.isTest(v.at.file) || v.issuer.texts?.some(isPlain) !== true) continue;
    yield {
      at: v.issuer.at ?? v.at,
      confidence: 'high',
      message: 'The expected issuer is reached over plain HTTP',
      why,
      help,
    };
  }
  for (const call of context.calls('key-source')) {
    const { texts = [], at } = call.option('url');
    if (texts.some(isPlain) && !context.isTest(call.at.file))
      yield { at: at ?? call.at, confidence: 'high', message: 'The keys are fetched over plain HTTP', why, help };
  }
  yield* switches(context);
}

const why =
  'Whoever is on the way, in the same network or at a proxy, reads the code, the secret and the token, or answers with keys of their own.';
const help = 'Write `https:`; only the loopback address may do without.';

function isPlain(text: string): boolean {
  return plain.test(text) && !inside.test(text);
}

function* switches(context: RuleContext) {
  for (const call of context.calls('oauth-client', 'oauth-server')) {
    for (const option of call.unsafe().filter(({ name }) => name.startsWith('plaintext'))) {
      if (context.isTest(call.at.file)) continue;
      // Where it is decided by a condition, somebody may have meant development only.
      const isGuarded =
        call.within === undefined ? false : context.mentions(call.within, /NODE_ENV|isDev|development|localhost/i);
      yield {
        at: option.at ?? call.at,
        confidence:
          option.isCertain && !isGuarded && context.isAgentPackage(call.at) ? ('high' as const) : ('medium' as const),
        message: 'Authorization servers over plain HTTP are accepted',
        why,
        help,
      };
    }
  }
}
