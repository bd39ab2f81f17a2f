import { type ApiCall, defineRule, type Fix, type RuleContext, type UnsafeOption } from '../server/sdk.ts';

const why =
  'Whoever stands between this program and the server reads the tokens that are sent and writes what the agent reads.';
const help =
  'Give the certificate of the authority by `ca` or NODE_EXTRA_CA_CERTS where the server has one of its own.';

export const tlsVerificationDisabled = defineRule({
  meta: {
    id: 'tls-verification-disabled',
    title: 'Certificate of a server that nobody looks at',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:295', 'owasp-asi:07', 'owasp-mcp:07', 'norm:a2a-2', 'norm:tenets-1'],
  },
  *check(context) {
    for (const call of context.calls('tls-client')) {
      for (const option of call.unsafe()) {
        yield {
          at: option.at ?? call.at,
          confidence: option.isCertain && context.isAgentPackage(call.at) ? 'high' : 'medium',
          message: 'The certificate of the server is not looked at',
          why,
          help,
          fixes: fixesOf(call, option, context),
        };
      }
    }
    for (const { name, text, at } of context.settingsWritten()) {
      if (name !== 'NODE_TLS_REJECT_UNAUTHORIZED' || text !== '0') continue;
      yield {
        at,
        confidence: context.isAgentPackage(at) ? 'high' : 'medium',
        message: 'No certificate of any server is looked at in this process',
        why,
        help,
      };
    }
  },
});

function fixesOf(call: ApiCall, { name, safe }: UnsafeOption, { edits }: RuleContext): Fix[] {
  const found = safe === undefined ? undefined : edits.replaceOption(call, name, safe);
  return found ? [{ title: 'Look at the certificate', safety: 'safe', edits: found }] : [];
}
