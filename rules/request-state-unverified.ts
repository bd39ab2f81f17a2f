import { type ApiCall, defineRule, type RuleContext } from '../server/sdk.ts';

const why =
  'State travels through the client and comes back as the client likes: whoever edits it skips a step, approves what nobody approved, or goes on with the state of somebody else.';

export const requestStateUnverified = defineRule({
  meta: {
    id: 'request-state-unverified',
    title: 'State that comes back from the client and is believed',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/patterns/mrtr#server-requirements',
      'cwe:345',
      'cwe:565',
      'cwe:294',
      'owasp-asi:03',
      'owasp-asi:06',
      'owasp-mcp:06',
      'norm:transports-13',
      'norm:transports-14',
      'norm:features-18',
    ],
  },
  *check(context) {
    const servers = context.calls('mcp-server').filter(({ at }) => !context.isTest(at.file));
    const isVerified = servers.length === 0 || servers.some((server) => server.option('verify').state !== 'absent');
    for (const made of context.calls('request-state')) {
      const { state, at } = made.option('state');
      // A revision before 2026-07-28 has no such state.
      if (state === 'absent' || !at || context.isTest(made.at.file) || isVerified) continue;
      yield {
        at,
        confidence: 'high',
        message: 'This state comes back from the client, and no server of the project verifies it',
        why,
        help: 'Seal it with `createRequestStateCodec` and give its `verify` to the server as `requestState.verify`.',
      };
    }
    for (const codec of context.calls('state-codec'))
      if (!context.isTest(codec.at.file)) yield* ofCodec(codec, context);
  },
});

function* ofCodec(codec: ApiCall, context: RuleContext) {
  const key = codec.option('key');
  if (key.at && key.texts && key.names.length === 0) {
    yield {
      at: key.at,
      confidence: 'high' as const,
      message: 'The key that seals the state stands in the code',
      why: 'Whoever reads the code seals state of their own.',
      help: 'Read at least 32 random bytes from a setting or a vault.',
    };
  }
  const isAuthenticated = context.endpoints().some((e) => e.protocol === 'mcp' && e.authentication() === 'always');
  if (codec.option('bind').state !== 'absent' || !isAuthenticated) return;
  yield {
    at: codec.at,
    severity: 'warning' as const,
    confidence: 'high' as const,
    message: 'The state is sealed but bound to nobody: another caller can send it',
    why,
    help: 'Give `bind`, a function of the method and of the client or user that was authenticated.',
  };
}
