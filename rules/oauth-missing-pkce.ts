import { defineRule, type Form, type RuleContext } from '../server/sdk.ts';

export const oauthMissingPkce = defineRule({
  meta: {
    id: 'oauth-missing-pkce',
    title: 'Authorization code that nothing ties to its client',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:authorization-33',
      'norm:oauth-5',
      'norm:oauth-6',
      'mcp:2026-07-28/basic/authorization/security-considerations#authorization-code-protection',
      'rfc:9700#2.1.1',
      'cwe:345',
      'cwe:352',
      'owasp-asi:03',
      'owasp-mcp:07',
      'norm:oauth-3',
    ],
  },
  *check(context) {
    for (const form of context.forms(/^(response_type|code_challenge_method)$/)) {
      if (context.isTest(form.at.file)) continue;
      const method = form.option('code_challenge_method');
      if (method.texts?.includes('plain')) {
        yield {
          at: method.at ?? form.at,
          confidence: 'high',
          message: 'The challenge is the verifier itself (`plain`)',
          why,
          help,
        };
      } else if (isUnprotected(form)) {
        yield {
          at: form.at,
          confidence: confidenceOf(form, context),
          message: 'This authorization request has no `code_challenge`',
          why,
          help,
        };
      }
    }
    for (const call of context.calls('oauth-request')) {
      if (!call.row.options['verifier'] || call.option('verifier').state !== 'absent') continue;
      yield { at: call.at, confidence: 'medium', message: 'The code is redeemed without a verifier', why, help };
    }
    for (const call of context.calls('oauth-server')) {
      for (const option of call.unsafe().filter(({ name }) => name === 'pkce')) {
        const edits = option.at
          ? context.edits.replaceOption(call, 'pkce', 'false')
          : context.edits.giveOption(call, 'pkce', 'false');
        yield {
          at: option.at ?? call.at,
          confidence: option.at ? ('high' as const) : ('medium' as const),
          message: option.at
            ? 'Challenges that are the verifier itself (`plain`) are accepted'
            : 'Challenges that are the verifier itself (`plain`) are accepted, as is the default',
          why,
          help,
          fixes: edits ? [{ title: 'Accept S256 only', safety: 'safe' as const, edits }] : [],
        };
      }
    }
  },
});

const why =
  'Whoever gets hold of the code, on its way through the browser, a log or another app that answers to the redirect URI, can redeem it: nothing shows that the client that redeems is the one that asked.';
const help =
  'Send `code_challenge` with `code_challenge_method=S256` in the request, and `code_verifier` when the code is redeemed.';

function isUnprotected(form: Form): boolean {
  if (form.carrier === 'object' || !form.names.includes('client_id')) return false;
  if (form.option('response_type').texts?.every((text) => text === 'code') !== true) return false;
  return (
    form.option('code_challenge').state === 'absent' &&
    form.option('request').state === 'absent' &&
    form.option('request_uri').state === 'absent'
  );
}

// A confidential client of a provider with a fixed address has its secret; who finds the server must expect PKCE there.
function confidenceOf(form: Form, context: RuleContext): 'high' | 'medium' {
  const { names } = form.destination();
  if (!context.isAgentPackage(form.at)) return 'medium';
  if (isPublic(form, context)) return 'high';
  return names.some((name) => /^(authorization_endpoint|authorizationEndpoint)$/.test(name)) ? 'high' : 'medium';
}

// Who redeems the code without a secret has nothing else by which it could show that it asked.
function isPublic(form: Form, context: RuleContext): boolean {
  const own = context.redemptions().filter((one) => one.form && one.form.at.file === form.at.file);
  const isBare = own.every(({ form: sent }) => {
    const names = ['client_secret', 'client_assertion', 'code_verifier'];
    return sent !== undefined && names.every((name) => sent.option(name).state === 'absent');
  });
  return own.length > 0 && isBare && !context.says(form.at, /client_?secret|\bbasic\b|code_?verifier/i, 'file');
}
