import { type ApiCall, defineRule, type RuleContext } from '../server/sdk.ts';

// Who may look at a token that has run out: to renew it, to end its session, or to compare the time by hand.
const onPurpose = /refresh|renew|rotate|logout|revoke|sign_?out|expired|blacklist|denylist|allow_?expired/i;

export const jwtExpiryNotEnforced = defineRule({
  meta: {
    id: 'jwt-expiry-not-enforced',
    title: 'Token that is accepted after it has run out',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:rfc-12',
      'mcp:2026-07-28/basic/authorization#token-handling',
      'rfc:9068#4',
      'rfc:7519#4.1.4',
      'cwe:613',
      'owasp-asi:03',
      'owasp-mcp:01',
      'norm:authorization-5',
      'norm:rfc-14',
    ],
  },
  *check(context) {
    for (const call of context.calls('token-check')) {
      for (const option of call.unsafe().filter(({ name }) => name === 'expiry')) {
        if (context.isTest(call.at.file) || isOnPurpose(call, context)) continue;
        const edits = context.edits.dropOption(call, 'expiry');
        yield {
          at: option.at ?? call.at,
          confidence: option.isCertain ? 'high' : 'medium',
          message: `With \`${option.value}\` here a token is accepted after it has run out`,
          why: 'A token that leaked, from a log, a laptop or a backup, opens the server for as long as the key lives; nothing that the issuer does ends it.',
          help: 'Leave the check of `exp` on. Who needs a grace of seconds says so by the tolerance of the clock; an endpoint that renews takes refresh tokens.',
          fixes: edits ? [{ title: 'Check the expiry', safety: 'safe', edits }] : [],
        };
      }
    }
    yield* byHand(context);
  },
});

// The signature is checked by hand, and nobody around it speaks of a time.
function* byHand(context: RuleContext) {
  for (const { at, holders } of context.handVerifications()) {
    if (holders.some((fn) => onPurpose.test(fn.name) || context.mentions(fn, /^(exp|expir\w*|max_?age|iat)$/i)))
      continue;
    if (!context.isAgentPackage(at) || !holders.some((fn) => context.isVerifier(fn))) continue;
    yield {
      at,
      confidence: 'high' as const,
      message: 'The signature of this token is checked, but not whether it has run out',
      why: 'A token that leaked, from a log, a laptop or a backup, opens the server for as long as the key lives; nothing that the issuer does ends it.',
      help: 'Refuse a token whose `exp` is missing or past, with `aud` and `iss` compared too; a library such as jose does all three.',
    };
  }
}

function isOnPurpose(call: ApiCall, context: RuleContext): boolean {
  const { within } = call;
  if (within && (onPurpose.test(within.name) || context.guardsNamed(within, /^(exp|expires?_?(at|in)?|expiry)\b/i)))
    return true;
  return context
    .verifications('token-verification')
    .some((v) => v.call.id === call.call.id && context.claimUses(v, ['exp']).some(({ kind }) => kind === 'guards'));
}
