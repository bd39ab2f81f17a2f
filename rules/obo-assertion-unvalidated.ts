import { type ApiCall, defineRule, type RuleContext } from '../server/sdk.ts';

export const oboAssertionUnvalidated = defineRule({
  meta: {
    id: 'obo-assertion-unvalidated',
    title: "Caller's token exchanged before it was verified",
    pillar: 'identity',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/authorization#token-handling',
      'rfc:8693#2.1',
      'cwe:863',
      'cwe:441',
      'owasp-asi:03',
      'owasp-mcp:07',
    ],
  },
  *check(context) {
    const told = new Set<number>();
    for (const call of context.calls('on-behalf-of')) {
      const assertion = call.option('assertion');
      if (context.isTest(call.at.file) || assertion.state === 'absent') continue;
      if (call.makers('assertion').some((name) => /^id_?token$/i.test(name))) {
        yield {
          at: assertion.at ?? call.at,
          confidence: 'high',
          message: 'An ID token is exchanged on behalf of the user',
          why,
          help,
        };
      } else if (isFromRequest(call) && !isVerified(call, context)) {
        told.add(call.call.id);
        yield {
          at: assertion.at ?? call.at,
          confidence: 'medium',
          message: "The caller's token is exchanged, and nothing here has verified it",
          why,
          help,
        };
      }
    }
    yield* handedOn(told, context);
  },
});

const why =
  'The authorization server refuses assertions for another audience, but until it is asked the server has acted on a token that anybody may have written: it has chosen a tenant, a cache entry, a log line by its claims.';
const help = 'Verify the token with issuer and audience before it is exchanged, and exchange access tokens only.';

// A token that reaches the exchange through functions of the project.
function* handedOn(told: ReadonlySet<number>, context: RuleContext) {
  const calls = new Map(context.calls('on-behalf-of').map((call) => [call.call.id, call]));
  for (const flow of context.flows({ from: ['inbound-token'], to: ['assertion'] })) {
    const call = flow.call && calls.get(flow.call.id);
    if (!call || told.has(call.call.id) || isFromRequest(call) || context.isTest(flow.sink.file)) continue;
    const holders = [flow.source, flow.sink].flatMap((at) => context.roleAround(at)?.fn ?? []);
    if (isVerified(call, context) || holders.some((fn) => context.verificationsWithin(fn).length > 0)) continue;
    yield {
      at: flow.sink,
      path: flow.steps,
      confidence: 'medium' as const,
      message: "The caller's token is exchanged, and nothing on its way has verified it",
      why,
      help,
    };
  }
}

function isFromRequest(call: ApiCall): boolean {
  return call.makers('assertion').some((name) => /^(authorization|headers|bearer|authInfo)$/i.test(name));
}

function isVerified(call: ApiCall, context: RuleContext): boolean {
  const { within } = call;
  if (context.isVerifiedBefore(call.call)) return true;
  if (
    within &&
    (context.verificationsWithin(within).length > 0 ||
      context.callersVerify(within) ||
      context.callersCall(within, /verify|validate|authenticate|requireBearerAuth/i))
  )
    return true;
  // A gate before the endpoints of the package has seen the token.
  return (
    context.verifications('endpoint-gate', 'token-verification').some((v) => context.isSamePackage(v.at, call.at)) ||
    context.calls('auth-gate').some((gate) => context.isSamePackage(gate.at, call.at))
  );
}
