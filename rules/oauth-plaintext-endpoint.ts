import {
  addressOf,
  defineRule,
  type Document,
  type Fix,
  type Manifests,
  pieceOf,
  type Report,
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
  *check({ manifests, config }) {
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
