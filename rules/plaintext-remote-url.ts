import {
  addressOf,
  defineRule,
  type Document,
  type Fix,
  type Manifests,
  type McpServer,
  type TextTree,
  valueAt,
  entriesOf,
} from '../server/sdk.ts';

export const plaintextRemoteUrl = defineRule({
  meta: {
    id: 'plaintext-remote-url',
    title: 'Remote endpoint without TLS',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/security_best_practices',
      'cwe:319',
      'owasp-asi:07',
      'owasp-mcp:01',
      'owasp-mcp:07',
      'norm:a2a-1',
      'norm:tenets-1',
    ],
  },
  *check({ manifests, config }) {
    for (const { text, document, server, isModel } of urls(manifests)) {
      const address = addressOf(text.value, config.internalHosts ?? []);
      if (!address || !/^(?:http|ws)$/.test(address.scheme)) continue;
      if (address.leads !== 'outside' && address.leads !== 'inside') continue;
      const isPublic = address.leads === 'outside';
      const what = server ? `the server${server.name ? ` \`${server.name}\`` : ''}` : 'this endpoint';
      const carries = server !== undefined && server.headers.length > 0;
      yield {
        at: text,
        confidence: isPublic ? 'high' : 'medium',
        severity: isPublic ? 'error' : 'info',
        message: `Everything between the agent and ${what} travels in clear text`,
        why: isModel
          ? 'Whoever sits on the way reads what the model is told, with the key for it, and can answer in its place.'
          : carries
            ? 'Whoever sits on the way reads the credential in the headers, and can change what the tools say to the model.'
            : 'Whoever sits on the way reads what the tools are given and can change what they say to the model.',
        help: 'Use https, and let the server redirect or refuse plain http.',
        fixes: secure(manifests, document, text),
      };
    }
  },
});

interface Endpoint {
  text: TextTree;
  /** What is asked there answers as the model, and is given its key. */
  isModel?: boolean;
  document: Document;
  server?: McpServer;
}

function urls(manifests: Manifests): Endpoint[] {
  const ofServers = manifests.servers().flatMap((server) =>
    [...(server.url ? [server.url] : []), ...bridged(server)].map((text) => ({
      text,
      document: server.document,
      server,
    })),
  );
  const ofCards = manifests.cards().flatMap(({ urls: own, document }) => own.map((text) => ({ text, document })));
  const ofOthers = manifests.recognised('agent-description').flatMap(({ root, document }) =>
    entriesOf(valueAt(root, 'endpoints')).flatMap(({ value }) => {
      const text = value.kind === 'text' ? value : valueAt(value, 'url');
      return text?.kind === 'text' ? [{ text, document }] : [];
    }),
  );
  const ofModels = manifests
    .switches('endpoint')
    .flatMap(({ value, document }) => (value.kind === 'text' ? [{ text: value, document, isModel: true }] : []));
  return [...ofServers, ...ofCards, ...ofOthers, ...ofModels, ...manifests.pluginAddresses()];
}

/** The address to which a bridge hands everything on; `mcp-remote` takes one in clear text only when it is told to. */
function bridged({ launch, args }: McpServer): TextTree[] {
  const name = launch?.package?.name ?? '';
  if (!/^(?:mcp-remote|mcp-proxy|supergateway)$/.test(name)) return [];
  if (name === 'mcp-remote' && !args.some(({ value }) => value === '--allow-http')) return [];
  return args.filter(({ value }) => /^(?:http|ws):\/\//.test(value));
}

function secure(manifests: Manifests, document: Document, text: TextTree): Fix[] {
  const [scheme = ''] = /^\w+/.exec(text.value) ?? [];
  const port = /^\w+:\/\/[^/]*:\d+/.test(text.value);
  if (port || document.syntax === 'code') return [];
  const edits = manifests.edits.replaceText(document, text, `${scheme}s`, 0, scheme.length);
  return edits ? [{ title: `Use ${scheme}s`, safety: 'suggestion', edits }] : [];
}
