import { defineRule, type Endpoint } from '../server/sdk.ts';

export const mcpEndpointWithoutAuth = defineRule({
  meta: {
    id: 'mcp-endpoint-without-auth',
    title: 'MCP endpoint that asks nobody who is calling',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/transports#security-warning',
      'mcp:2026-07-28/basic/authorization#token-handling',
      'cwe:306',
      'owasp-asi:03',
      'owasp-mcp:07',
      'owasp-mcp:09',
      'norm:features-13',
      'norm:authorization-1',
      'norm:practices-11',
      'norm:practices-17',
      'norm:transports-3',
      'norm:tenets-4',
    ],
  },
  *check(context) {
    if (context.config.authTerminatedUpstream) return;
    for (const { at } of context.manifests.openGateways())
      yield {
        at,
        confidence: 'high',
        message: 'Everybody who reaches this gateway can call the tools behind it',
        why: 'It has no authorizer, and calls what stands behind it with a role of its own, so the tools run for anybody.',
        help: 'Let it ask for a token of your identity provider with this gateway as audience (`CUSTOM_JWT`), or for a signed request (`AWS_IAM`).',
      };
    const open = context.endpoints().filter((endpoint) => endpoint.protocol === 'mcp' && isOpen(endpoint));
    if (open.length === 0 || context.readsOnly()) return;
    for (const endpoint of firstOfEach(open)) {
      const isLocal = endpoint.bound() === 'loopback';
      yield {
        at: endpoint.at,
        confidence: 'high',
        ...(isLocal ? { severity: 'info' as const } : {}),
        message: isLocal
          ? 'Every program on this machine can call the tools of this MCP server'
          : 'Everybody who reaches this MCP endpoint can call its tools',
        why: 'No middleware, wrapper or handler on the way looks at a credential, so the tools run for anybody with the rights of this server.',
        help: 'Put a bearer gate in front of the route, speak stdio when only one local client is meant, or say `authTerminatedUpstream: true` in .bailiwick.yaml when a gateway does it.',
        related: [...endpoint.serving.map(({ at }) => at), ...(endpoint.spoken ? [endpoint.spoken] : [])]
          .slice(0, 1)
          .map((at) => ({ ...at, note: 'MCP is served here' })),
      };
    }
  },
});

function isOpen({ gates, isWhole }: Endpoint): boolean {
  return isWhole && !gates.some((gate) => gate.kind === 'auth');
}

// GET, POST and DELETE of one path are one door.
function firstOfEach(endpoints: Endpoint[]): Endpoint[] {
  const doors = new Map<string, Endpoint>();
  for (const endpoint of endpoints) {
    const key = `${endpoint.at.file}|${endpoint.path ?? endpoint.at.start}`;
    if (!doors.has(key)) doors.set(key, endpoint);
  }
  return [...doors.values()];
}
