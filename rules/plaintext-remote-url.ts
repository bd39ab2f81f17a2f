import { defineRule, type Fix, type Manifests, type McpServer, type TextTree } from '../server/sdk.ts';

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
    for (const { text, server } of urls(manifests)) {
      const found = plaintext(text.value, config.internalHosts ?? []);
      if (!found) continue;
      const what = server ? `the server${server.name ? ` \`${server.name}\`` : ''}` : 'this endpoint';
      const carries = server !== undefined && server.headers.length > 0;
      yield {
        at: text,
        confidence: found === 'public' ? 'high' : 'medium',
        severity: found === 'public' ? 'error' : 'info',
        message: `Everything between the agent and ${what} travels in clear text`,
        why: carries
          ? 'Whoever sits on the way reads the credential in the headers, and can change what the tools say to the model.'
          : 'Whoever sits on the way reads what the tools are given and can change what they say to the model.',
        help: 'Use https, and let the server redirect or refuse plain http.',
        fixes: secure(manifests, server, text),
      };
    }
  },
});

interface Address {
  text: TextTree;
  server?: McpServer;
}

function urls(manifests: Manifests): Address[] {
  return manifests.servers().flatMap((server) => (server.url ? [{ text: server.url, server }] : []));
}

const plain = /^(?:http|ws):\/\/(?:[^@/\s]*@)?(\[[\da-f:]+\]|[^/:?#\s]+)/i;
const loopback = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|host\.docker\.internal)$/i;
const inside =
  /^(?:10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|169\.254(?:\.\d+){2}|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.\d+){2}|\[f[cde][\da-f:]+\]|.*\.(?:local|internal|lan|home|corp|intranet|svc|cluster\.local|test|home\.arpa|ts\.net)|[\w-]+)$/i;

/** Where a plain address leads: to the public network or, as far as a name can tell, to an inner one. */
function plaintext(url: string, internalHosts: readonly string[]): 'public' | 'inner' | undefined {
  const host = plain.exec(url)?.[1];
  // A host that a template fills can be anything.
  if (
    host === undefined ||
    /[${}<>%]/.test(host) ||
    loopback.test(host) ||
    /^(?:.*\.)?example\.(?:com|org|net)$/i.test(host)
  )
    return undefined;
  const isOwn = internalHosts.some((suffix) => host === suffix || host.endsWith(`.${suffix}`));
  return isOwn || inside.test(host) ? 'inner' : 'public';
}

function secure(manifests: Manifests, server: McpServer | undefined, text: TextTree): Fix[] {
  const [scheme = ''] = /^\w+/.exec(text.value) ?? [];
  const port = /^\w+:\/\/[^/]*:\d+/.test(text.value);
  if (!server || port) return [];
  const edits = manifests.edits.replaceText(server.document, text, `${scheme}s`, 0, scheme.length);
  return edits ? [{ title: `Use ${scheme}s`, safety: 'suggestion', edits }] : [];
}
