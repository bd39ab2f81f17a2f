import {
  defineRule,
  type Document,
  entriesOf,
  entryAt,
  itemsOf,
  type Manifests,
  oneOrMore,
  placeOf,
  type Report,
  textOf,
  type Tree,
  valueAt,
  walk,
} from '../server/sdk.ts';

export const openapiWeakSecurity = defineRule({
  meta: {
    id: 'openapi-weak-security',
    title: 'API of an agent that asks callers for little',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:oauth-7',
      'norm:oauth-8',
      'rfc:9700#2.1.2',
      'rfc:6750',
      'cwe:306',
      'cwe:598',
      'cwe:522',
      'owasp-asi:03',
      'owasp-mcp:07',
    ],
  },
  *check({ manifests }) {
    const used = referenced(manifests);
    for (const { document, root } of manifests.recognised('openapi')) {
      if (!used.some((end) => document.file === end || document.file.endsWith(`/${end}`))) continue;
      yield* ofSchemes(root);
      yield* ofOperations(document, root);
    }
  },
});

const why = 'The agent calls this API with what is written here, for everybody who talks to it.';

/** Ends of paths of the descriptions that plugins and agents of the workspace name. */
function referenced(manifests: Manifests): string[] {
  return manifests.recognised('plugin', 'declarative-agent', 'langgraph').flatMap(({ root }) =>
    [...walk(root)].flatMap(({ tree, entry }) => {
      const text = textOf(tree);
      const isNamed = entry !== undefined && /^(?:url|file|api_description|openapi)$/i.test(entry.key);
      return isNamed && text !== undefined && /^(?!https?:)[\w./-]+\.(?:json|ya?ml)$/i.test(text)
        ? [text.replace(/^(?:\.{1,2}\/)+/, '')]
        : [];
    }),
  );
}

function* ofSchemes(root: Tree): Iterable<Report> {
  const schemes = valueAt(root, 'components.securitySchemes') ?? valueAt(root, 'securityDefinitions');
  for (const { key: name, value: scheme } of entriesOf(schemes)) {
    const place = entryAt(scheme, 'in');
    if (textOf(valueAt(scheme, 'type')) === 'apiKey' && place && textOf(place.value) === 'query')
      yield {
        at: placeOf(place.value),
        confidence: 'high',
        message: `The key of \`${name}\` travels in the address`,
        why: 'Addresses stand in the logs of every server and proxy on the way.',
        help: 'Take the key in a header.',
      };
    const basic = entryAt(scheme, 'scheme');
    if (basic && /^basic$/i.test(textOf(basic.value) ?? ''))
      yield {
        at: placeOf(basic.value),
        confidence: 'high',
        message: `\`${name}\` takes a password with every request`,
        why,
        help: 'Take a token that was issued for this agent and ends soon.',
      };
    for (const flow of entriesOf(valueAt(scheme, 'flows')))
      if (/^(?:implicit|password)$/.test(flow.key))
        yield {
          at: flow.at,
          confidence: 'high',
          message: `The ${flow.key} flow of \`${name}\` is no longer to be used`,
          why,
          help: 'Use the authorization code with PKCE, or client credentials.',
        };
  }
}

function* ofOperations({ file }: Document, root: Tree): Iterable<Report> {
  const general = asks(valueAt(root, 'security'));
  for (const { key: path, value: item } of entriesOf(valueAt(root, 'paths')))
    for (const { key: method, at, value: operation } of entriesOf(item)) {
      if (!/^(?:put|patch|delete|post)$/i.test(method)) continue;
      const own = entryAt(operation, 'security');
      if (own ? asks(own.value) : general) continue;
      // A search is posted, too.
      const isSearch =
        /^post$/i.test(method) &&
        /search|query|find|list|lookup|login|token|chat/i.test(
          `${path} ${textOf(valueAt(operation, 'operationId')) ?? ''}`,
        );
      if (isSearch) continue;
      yield {
        at: { file, start: at.start, end: at.end },
        confidence: own || valueAt(root, 'components.securitySchemes') ? 'high' : 'medium',
        message: `\`${method} ${path}\` changes something, and nothing says that callers must prove who they are`,
        why,
        help: 'Name a scheme in `security`, of the operation or of all.',
      };
    }
}

// `security: []` and an empty alternative let everybody in.
function asks(security: Tree | undefined): boolean {
  const ways = oneOrMore(security);
  return ways.length > 0 && ways.every((way) => entriesOf(way).length > 0) && itemsOf(security).length > 0;
}
