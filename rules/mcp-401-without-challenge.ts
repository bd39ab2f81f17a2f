import { defineRule, type Endpoint, type FunctionRef, type RuleContext } from '../server/sdk.ts';

export const mcp401WithoutChallenge = defineRule({
  meta: {
    id: 'mcp-401-without-challenge',
    title: 'Refusal from which clients cannot learn where to get a token',
    pillar: 'access',
    severity: 'info',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:authorization-8',
      'norm:authorization-6',
      'mcp:2026-07-28/basic/authorization#protected-resource-metadata-discovery-requirements',
      'rfc:9728#5.1',
      'rfc:6750#3',
      'cwe:1188',
      'owasp-mcp:07',
    ],
  },
  *check(context) {
    const told = new Set<number>();
    for (const door of context.endpoints()) {
      if (door.protocol !== 'mcp' || context.isTest(door.at.file) || isDiscoverable(door, context)) continue;
      // In the first revision with OAuth the server was its own authorization server, at a fixed address.
      if (context.project(door.at.file).isBefore('2025-06-18')) continue;
      for (const { kind, fn } of door.gates) {
        if (kind !== 'auth' || !fn || told.has(fn.id) || !isOfCaller(fn, context)) continue;
        told.add(fn.id);
        yield {
          at: fn.at,
          confidence: 'high',
          message: 'Clients that are refused here do not learn where to get a token',
          why: 'A client of MCP finds the authorization server by the challenge of the refusal, or by the metadata at the well-known address. With neither, people paste tokens that last into their settings.',
          help: 'Answer with `WWW-Authenticate: Bearer resource_metadata="…"`, and serve `/.well-known/oauth-protected-resource`.',
        };
      }
    }
  },
});

// Who takes a key of its own has no authorization server to name; a token of another service is none of the caller's.
function isOfCaller(fn: FunctionRef, context: RuleContext): boolean {
  return context.verificationsWithin(fn).some((verification) => context.receivesInboundToken(verification));
}

const offered = /www-authenticate|oauth-protected-resource|resource_metadata|resourceMetadata|protectedResource/i;

// By the challenge or by the document, in this package or by what a library serves.
function isDiscoverable(door: Endpoint, context: RuleContext): boolean {
  if (context.says(door.at, offered)) return true;
  return (
    context.verifications('resource-metadata', 'endpoint-gate').some(({ at }) => context.isSamePackage(at, door.at)) ||
    context.calls('oauth-server').some(({ at }) => context.isSamePackage(at, door.at))
  );
}
