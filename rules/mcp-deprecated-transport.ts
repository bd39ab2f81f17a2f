import { defineRule, type MapTree, placeOf, type Tree, valueAt } from '../server/sdk.ts';

const why =
  'HTTP with server-sent events was replaced by Streamable HTTP in 2025-03-26, keeps a session for each stream, carries the session id in a URL, and gets no more mending; the WebSocket transport never was part of the protocol.';

export const mcpDeprecatedTransport = defineRule({
  meta: {
    id: 'mcp-deprecated-transport',
    title: 'Transport that the protocol gave up',
    pillar: 'access',
    severity: 'info',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/transports#backwards-compatibility',
      'cwe:1104',
      'owasp-asi:07',
      'owasp-mcp:07',
      'norm:transports-6',
      'norm:registry-7',
    ],
  },
  *check(context) {
    for (const { transport, root, name, isDisabled } of context.manifests.servers()) {
      const entry =
        transport === 'sse' || transport === 'ws' || transport === 'websocket' ? transportOf(root) : undefined;
      if (!entry || isDisabled) continue;
      yield {
        at: placeOf(entry),
        // A client speaks what the server offers.
        confidence: 'medium',
        message: `The server${name === '' ? '' : ` \`${name}\``} is spoken to over a transport that the protocol gave up`,
        why,
        help: 'Ask whoever runs the server for its address of Streamable HTTP.',
      };
    }
    for (const [old, current] of [
      ['old-transport', ['mcp-transport', 'mcp-handler']],
      ['old-client-transport', ['client-transport']],
    ] as const) {
      const used = context.calls(old).filter(({ at }) => !context.isTest(at.file));
      const olds = new Set(used.map(({ call }) => call.id));
      // Beside the transport that counts it is there for old peers.
      const isFallback = context
        .calls(...current)
        .some((call) => !olds.has(call.call.id) && /Streamable|createMcpHandler|MCPClient$/.test(call.name));
      const [first] = used;
      if (!first || isFallback) continue;
      yield {
        at: first.at,
        confidence: 'high',
        message: `This project speaks only a transport that ${context.project(first.at.file).revision === '2026-07-28' ? 'its revision of the protocol asks not to adopt' : 'the protocol gave up'}`,
        why,
        help: 'Serve, or call, Streamable HTTP, and keep the old transport only beside it.',
      };
    }
  },
});

function transportOf(server: MapTree): Tree | undefined {
  return valueAt(server, 'type') ?? valueAt(server, 'transport') ?? valueAt(server, 'transportType');
}
