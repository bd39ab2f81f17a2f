import { type ApiCall, defineRule, type Fix, type McpServer, type Report, type RuleContext } from '../server/sdk.ts';

export const mcpBindAllInterfaces = defineRule({
  meta: {
    id: 'mcp-bind-all-interfaces',
    title: 'MCP server without authentication that listens on every interface',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/transports#security-warning',
      'cwe:1327',
      'cwe:668',
      'owasp-asi:07',
      'owasp-mcp:07',
      'owasp-mcp:09',
      'norm:practices-17',
      'norm:transports-2',
    ],
  },
  *check(context) {
    for (const server of context.manifests.servers()) yield* ofServer(server);
    if (context.config.authTerminatedUpstream || context.readsOnly()) return;
    const reported = new Set<number>();
    for (const endpoint of context.endpoints()) {
      if (endpoint.protocol !== 'mcp' || !endpoint.isWhole || endpoint.authentication() !== 'never') continue;
      if (endpoint.bound() !== 'everywhere') continue;
      for (const listen of endpoint.listens()) {
        if (reported.has(listen.call.id) || isChosen(listen)) continue;
        reported.add(listen.call.id);
        const host = listen.option('host');
        yield {
          at: host.at?.file === listen.at.file ? host.at : listen.at,
          confidence: 'high',
          message:
            host.state === 'absent'
              ? 'Without a host this listens on every interface, and nobody who calls the MCP server is asked who they are'
              : 'This listens on every interface, and nobody who calls the MCP server is asked who they are',
          why: 'Everybody in the same network, a café or a cluster, can call the tools with the rights of this process.',
          help: 'Listen on 127.0.0.1 where one local client is meant; where others are, ask for a bearer token and check the host.',
          related: [{ ...endpoint.at, note: 'the MCP endpoint' }],
          fixes: fixesOf(listen, context),
        };
      }
    }
  },
});

/** A client that starts the server by its command is the only one that should reach it. */
function* ofServer({ args, name, url }: McpServer): Iterable<Report> {
  for (const [index, text] of args.entries()) {
    const flag = args[index - 1]?.value ?? '';
    const isHost =
      (/^--?(?:host(?:name)?|bind(?:-address)?|listen|address)$/.test(flag) &&
        /^(?:0\.0\.0\.0|::|\*)$/.test(text.value)) ||
      /^--?(?:host(?:name)?|bind(?:-address)?|listen|address)=(?:0\.0\.0\.0|::)(?::\d+)?$/.test(text.value);
    if (!isHost) continue;
    yield {
      at: text,
      // Whether it asks who calls no manifest says.
      confidence: 'medium',
      message: `${name === '' ? 'This server' : `The server \`${name}\``} is started for one client and listens on every interface`,
      why: 'Everybody in the same network, a café or a cluster, can call the tools with the rights of this process.',
      help: url ? 'Listen on 127.0.0.1.' : 'Let it speak over stdio, or listen on 127.0.0.1.',
    };
  }
}

// A host that the project leaves to a setting and does not say itself.
function isChosen(listen: ApiCall): boolean {
  const { state, texts = [] } = listen.option('host');
  return state !== 'absent' && (state !== 'set' || texts.length === 0);
}

function fixesOf(listen: ApiCall, { edits }: RuleContext): Fix[] {
  const isAbsent = listen.option('host').state === 'absent';
  // A port of the environment is a text, which TypeScript takes for a pipe alone, and a pipe has no host.
  const isTyped = /\.[cm]?tsx?$/.test(listen.at.file);
  if (isAbsent && isTyped && listen.option('port').names.some((name) => name === name.toUpperCase())) return [];
  const found = isAbsent
    ? edits.giveOption(listen, 'host', "'127.0.0.1'")
    : edits.replaceOption(listen, 'host', "'127.0.0.1'");
  return found ? [{ title: 'Listen on 127.0.0.1 only', safety: 'suggestion', edits: found }] : [];
}
