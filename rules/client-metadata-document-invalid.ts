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
      'norm:authorization-23',
      'norm:authorization-32',
      'cwe:345',
      'cwe:601',
      'owasp-asi:03',
      'owasp-mcp:07',
    ],
  },
  *check({ manifests }) {
    for (const { document, root } of manifests.recognised('client-metadata')) {
      const id = valueAt(root, 'client_id');
      const text = textOf(id);
      if (id && text !== undefined && /^https?:/.test(text)) yield* ofDocument(manifests, document, root, id, text);
      yield* ofRedirects(root);
    }
  },
});

const why =
  'The document is all that an authorization server knows of the client: it is fetched from its own address, and everybody can read it.';

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
