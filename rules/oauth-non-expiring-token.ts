import { type ApiCall, defineRule, type RuleContext } from '../server/sdk.ts';

const other =
  /webhook|invite|reset|unsubscribe|client_?assertion|assertion|dpop|logout|state|test|app_?jwt|licen[cs]e|push|email|verif|magic|csrf|share|download/i;

export const oauthNonExpiringToken = defineRule({
  meta: {
    id: 'oauth-non-expiring-token',
    title: 'Token that is issued without an end',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:authorization-29',
      'norm:authorization-30',
      'norm:oauth-11',
      'mcp:2026-07-28/basic/authorization/security-considerations#token-theft',
      'rfc:9700#2.2.2',
      'rfc:9068#2.2',
      'cwe:613',
      'owasp-asi:03',
      'owasp-mcp:01',
      'owasp-mcp:02',
    ],
  },
  *check(context) {
    for (const call of context.calls('token-minting')) {
      if (call.option('expiry').state !== 'absent' || context.isTest(call.at.file) || isEndedLater(call, context))
        continue;
      const purpose = purposeOf(call, context);
      if (purpose === 'other') continue;
      // As a claim the end is a number of seconds, which nobody can write down beforehand.
      const isClaim = call.row.options['expiry']?.[0]?.includes('[exp]') === true;
      const edits = isClaim ? undefined : context.edits.giveOption(call, 'expiry', "'15m'");
      yield {
        at: call.at,
        confidence: purpose === 'access' ? 'high' : 'medium',
        message: 'This token has no `exp`: it is good for as long as the key lives',
        why: 'A token that gets into a log, a history or the memory of a model opens the server until somebody changes the key, and that ends all others too.',
        help: 'Let access tokens end after minutes, and renew them by refresh tokens that are rotated.',
        fixes: edits ? [{ title: 'Let it end after 15 minutes', safety: 'suggestion', edits }] : [],
      };
    }
    for (const flow of context.flows({ from: ['presented-refresh-token'], to: ['issued-refresh-token'] })) {
      // Where the server behind gives none anew, the old one goes on: that is for the server behind to say.
      const isFallback = /\?\?|\|\|/.test(context.edits.textOf(flow.sink));
      if (isFallback || context.isTest(flow.sink.file)) continue;
      yield {
        at: flow.bare.at(-1) ?? flow.sink,
        path: flow.steps,
        confidence: context.isAgentPackage(flow.sink) ? flow.confidence : 'medium',
        message: 'The refresh token that was used is given out again',
        why: 'A refresh token of a client without a secret that was stolen once is good for ever: nobody notices that two use it.',
        help: 'Give a new one with every use, end the old one, and end all of a family when an old one comes back.',
      };
    }
  },
});

// `new SignJWT(claims).setExpirationTime('15m')`
function isEndedLater(call: ApiCall, context: RuleContext): boolean {
  const { within, at } = call;
  // An end of its own, which the program compares by itself.
  if (call.makers('claims').some((name) => /^(exp($|[_A-Z])|expir|EXP)/.test(name))) return true;
  const ending = /^(setExpirationTime|exp|expiresIn)$/;
  if (within) return context.callsNamed(within, ending) || context.mentions(within, /^exp$/);
  return context.says(at, /^(setExpirationTime|exp|expiresIn)$/m, 'file');
}

function purposeOf(call: ApiCall, context: RuleContext): 'access' | 'other' | undefined {
  const { within, at } = call;
  const name = within?.name ?? '';
  // A proof of possession (RFC 9449) says when it was made, and has no end.
  const isProof = call.fields('claims')?.some((field) => field.name === 'htm') === true;
  if (isProof || other.test(name)) return 'other';
  if (context.isAgentPackage(at)) return 'access';
  return undefined;
}
