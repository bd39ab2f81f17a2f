import {
  addressOf,
  defineRule,
  type Document,
  entryAt,
  type Fix,
  itemsOf,
  type Manifests,
  placeOf,
  type Report,
  type RuleContext,
  textOf,
  type Tree,
  valueAt,
} from '../server/sdk.ts';

export const clientMetadataDocumentInvalid = defineRule({
  meta: {
    id: 'client-metadata-document-invalid',
    title: 'Metadata of a client that authorization servers must refuse',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:authorization-21',
      'norm:authorization-23',
      'norm:authorization-24',
      'norm:authorization-25',
      'norm:authorization-32',
      'cwe:345',
      'cwe:601',
      'owasp-asi:03',
      'owasp-mcp:07',
    ],
  },
  *check(context) {
    const { manifests } = context;
    yield* registrations(context);
    yield* believed(context);
    for (const { document, root } of manifests.recognised('client-metadata')) {
      yield* ofGrants(root);
      const id = valueAt(root, 'client_id');
      const text = textOf(id);
      if (id && text !== undefined && /^https?:/.test(text)) yield* ofDocument(manifests, document, root, id, text);
      yield* ofRedirects(root);
    }
  },
});

const why =
  'The document is all that an authorization server knows of the client: it is fetched from its own address, and everybody can read it.';

// Who asks for tokens that last says that it will renew them, or a server gives none.
function* ofGrants(root: Tree): Iterable<Report> {
  const grants = valueAt(root, 'grant_types');
  const names = itemsOf(grants).map(textOf);
  const scopes = textOf(valueAt(root, 'scope'))?.split(/\s+/) ?? [];
  if (!grants || names.includes('refresh_token') || !names.includes('authorization_code')) return;
  if (!scopes.includes('offline_access')) return;
  yield {
    at: placeOf(grants),
    confidence: 'high',
    severity: 'info',
    message: 'The client wants to act while nobody is there, and does not say that it renews its tokens',
    why: 'A server that looks gives it no refresh token, and one that does not gives it an access token that lasts instead.',
    help: 'Add `refresh_token` to `grant_types`, or leave `offline_access` out.',
  };
}

// What a program sends to register. The SDK of the latest revision adds what it lacks.
function* registrations(context: RuleContext): Iterable<Report> {
  for (const form of context.forms(/^redirect_uris$/)) {
    if (form.carrier !== 'object' || !form.names.includes('client_name') || form.names.includes('client_id')) continue;
    if (form.option('application_type').state !== 'absent' || context.isTest(form.at.file)) continue;
    if (!context.says(form.at, /registration_?endpoint|\/register$/im, 'file')) continue;
    const { revision } = context.project(form.at.file);
    if (revision !== undefined || !context.isAgentPackage(form.at)) continue;
    yield {
      at: form.at,
      confidence: 'medium',
      severity: 'info',
      message: 'The client registers without saying what it is (`application_type`)',
      why: 'Without it a server takes the client for a web application and refuses redirects to this machine, or takes them from everybody.',
      help: "Say `application_type: 'native'` for a program of one machine, `'web'` for a server. Since 2026-07-28 a client must.",
    };
  }
}

// An authorization server that fetches the document of a client, and does not look whose it is.
function* believed(context: RuleContext): Iterable<Report> {
  for (const flow of context.flows({ from: ['peer-url'], to: ['url'] })) {
    const fn = flow.call && context.functionHolding(flow.call.id);
    if (!/client/.test(flow.source.note) || flow.isTail || !fn || context.isTest(flow.sink.file)) continue;
    const around = [fn, ...context.callersOf(fn)];
    if (around.some((each) => context.comparesNamed(each, /client_?id/i))) continue;
    yield {
      at: flow.sink,
      path: flow.steps,
      confidence: 'high',
      message: 'Nothing holds the document against the address from which it came',
      why: 'A document that names another client as itself is shown to people under that name, with redirects of its own.',
      help: 'Refuse the document unless its `client_id` is the address, text by text, and the redirect URI of the request is among its `redirect_uris`.',
    };
  }
}

function* ofDocument(manifests: Manifests, document: Document, root: Tree, id: Tree, text: string): Iterable<Report> {
  const address = addressOf(text);
  const path = text.replace(/^https?:\/\/[^/?#]*/, '');
  const flaw =
    address?.scheme === 'http' && address.leads !== 'nowhere-else'
      ? 'has no TLS'
      : path === '' || path === '/'
        ? 'has no path, so it names no document'
        : text.includes('#')
          ? 'has a fragment'
          : undefined;
  if (flaw !== undefined)
    yield {
      at: placeOf(id),
      confidence: 'high',
      message: `The address of this client ${flaw}`,
      why,
      help: 'Use the https URL under which this document is published.',
    };
  const secret = entryAt(root, 'client_secret');
  if (secret)
    yield {
      at: secret.at,
      confidence: 'high',
      message: 'A secret in a document that everybody can read is none',
      why,
      help: 'Take it out; prove the client by `private_key_jwt`, or not at all.',
    };
  const method = valueAt(root, 'token_endpoint_auth_method');
  if (method && textOf(method)?.startsWith('client_secret_')) {
    const edits = document.syntax === 'code' ? undefined : manifests.edits.replace(document, method, 'none');
    const fixes: Fix[] = edits ? [{ title: 'Say that it is a public client', safety: 'suggestion', edits }] : [];
    yield {
      at: placeOf(method),
      confidence: 'high',
      message: `\`${textOf(method) ?? ''}\` needs a secret that nobody ever gave this client`,
      why,
      help: 'Use `none` with PKCE, or `private_key_jwt` with `jwks_uri`.',
      fixes,
    };
  }
  for (const key of ['client_name', 'redirect_uris'])
    if (!valueAt(root, key) && !(root.kind === 'map' && root.isOpen))
      yield {
        at: placeOf(id),
        confidence: 'high',
        severity: 'warning',
        message: `\`${key}\` is missing, which the document must have`,
        why,
        help: `Add \`${key}\`.`,
      };
}

function* ofRedirects(root: Tree): Iterable<Report> {
  for (const item of itemsOf(valueAt(root, 'redirect_uris'))) {
    const text = textOf(item) ?? '';
    const address = addressOf(text);
    const isWild = /^https?:\/\/[^/]*\*|\*$/.test(text);
    if (!isWild && !(address?.scheme === 'http' && (address.leads === 'outside' || address.leads === 'inside')))
      continue;
    yield {
      at: placeOf(item),
      confidence: 'high',
      message: isWild ? 'Codes go wherever the pattern leads' : 'Codes travel in clear text to this address',
      why: 'Whoever gets the code of a person gets the token.',
      help: 'Name the exact https addresses, or those of this machine.',
    };
  }
}
