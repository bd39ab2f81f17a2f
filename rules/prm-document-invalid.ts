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

export const prmDocumentInvalid = defineRule({
  meta: {
    id: 'prm-document-invalid',
    title: 'Metadata of a protected resource that clients must refuse',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:authorization-7',
      'norm:rfc-5',
      'norm:oauth-13',
      'rfc:9728#2',
      'cwe:346',
      'cwe:319',
      'owasp-asi:03',
      'owasp-mcp:07',
    ],
  },
  *check({ manifests }) {
    for (const { document, root } of manifests.recognised('protected-resource')) {
      if (root.kind !== 'map' || root.isOpen) continue;
      yield* ofResource(root);
      yield* ofServers(root);
      yield* ofMethods(manifests, document, root);
    }
  },
});

const why =
  'Clients read here for whom a token must be meant and where to ask for it. What is wrong here is wrong in every token.';

function* ofResource(root: Tree): Iterable<Report> {
  const resource = valueAt(root, 'resource');
  const text = textOf(resource);
  if (!resource || text === undefined) return;
  const address = addressOf(text);
  const flaw =
    address?.scheme === 'http' && address.leads === 'outside'
      ? 'has no TLS'
      : text.includes('#')
        ? 'has a fragment'
        : !address && !/[${}<]/.test(text) && /^(?!urn:|api:)[\w./-]*$/.test(text)
          ? 'is no absolute URL'
          : undefined;
  if (flaw === undefined) return;
  yield {
    at: placeOf(resource),
    confidence: 'high',
    message: `The identifier of this resource ${flaw}`,
    why,
    help: 'Name the https URL of the server, without a fragment: the audience of its tokens.',
  };
}

function* ofServers(root: Tree): Iterable<Report> {
  const entry = entryAt(root, 'authorization_servers');
  if (entry?.value.kind === 'list' && entry.value.items.length === 0)
    yield {
      at: { file: entry.at.file, start: entry.at.start, end: entry.value.end },
      confidence: 'high',
      message: 'No authorization server is named, so clients cannot get a token',
      why,
      help: 'Name the issuer of your authorization server.',
    };
  for (const item of itemsOf(entry?.value)) {
    const address = addressOf(textOf(item) ?? '');
    if (address?.scheme !== 'http' || address.leads !== 'outside') continue;
    yield {
      at: placeOf(item),
      confidence: 'high',
      message: 'Clients are sent to an authorization server without TLS',
      why: 'Whoever sits on the way gives out metadata and tokens of its own.',
      help: 'Use https.',
    };
  }
}

function* ofMethods({ edits }: Manifests, document: Document, root: Tree): Iterable<Report> {
  for (const item of itemsOf(valueAt(root, 'bearer_methods_supported'))) {
    if (textOf(item) !== 'query') continue;
    const changed = document.syntax === 'code' ? undefined : edits.remove(document, item);
    const fixes: Fix[] = changed ? [{ title: 'Take it out', safety: 'suggestion', edits: changed }] : [];
    yield {
      at: placeOf(item),
      confidence: 'high',
      severity: 'warning',
      message: 'Clients may send the token in the address',
      why: 'Addresses stand in the logs of every server and proxy on the way; MCP forbids it.',
      help: 'Take tokens in the Authorization header only.',
      fixes,
    };
  }
}
