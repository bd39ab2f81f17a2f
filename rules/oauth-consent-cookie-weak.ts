import { type ApiCall, defineRule } from '../server/sdk.ts';

const guarding =
  /(oauth|auth|mcp|client)?[-_]?(state|nonce|consent|approved?|approvals?|pkce|verifier|csrf|transaction|txn)\b|consent|approved/i;
const login = /authorize|redirect_uri|redirectUri|oauth|callback/i;

export const oauthConsentCookieWeak = defineRule({
  meta: {
    id: 'oauth-consent-cookie-weak',
    title: 'Cookie of a login or a consent that others can set or read',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:practices-3',
      'mcp:2026-07-28/basic/security_best_practices#consent-cookie-security',
      'cwe:614',
      'cwe:1004',
      'cwe:1275',
      'owasp-asi:03',
      'owasp-mcp:07',
    ],
  },
  *check(context) {
    for (const call of context.calls('cookie')) {
      const name = call.option('name').texts?.[0];
      if (
        name === undefined ||
        !guarding.test(name) ||
        context.isTest(call.at.file) ||
        !context.says(call.at, login, 'file')
      )
        continue;
      const missing = lacking(call);
      const [first] = missing;
      if (!first) continue;
      const edits =
        missing.length > 1
          ? undefined
          : call.option(first.option).at
            ? context.edits.replaceOption(call, first.option, first.code)
            : context.edits.giveOption(call, first.option, first.code);
      yield {
        at: call.option(first.option).at ?? call.at,
        confidence:
          context.isAgentPackage(call.at) && (missing.length > 1 || first.option !== 'sameSite') ? 'high' : 'medium',
        message: `The cookie \`${name}\` is set without ${missing.map(({ option }) => `\`${option}\``).join(', ')}`,
        why: 'This cookie says that a login or a consent is the one that this browser began. Another site that sets it, or a script that reads it, finishes a login for somebody else.',
        help: "Set it with `secure`, `httpOnly`, `sameSite: 'lax'` and the path `/`, and let its name begin with `__Host-`.",
        fixes: edits ? [{ title: `Set \`${first.option}\``, safety: 'safe' as const, edits }] : [],
      };
    }
  },
});

function lacking(call: ApiCall): { option: string; code: string }[] {
  const wanted = [
    { option: 'httpOnly', code: 'true' },
    { option: 'secure', code: 'true' },
    { option: 'sameSite', code: "'lax'" },
  ];
  return wanted.filter(({ option }) => isOff(call, option));
}

function isOff(call: ApiCall, name: string): boolean {
  const { state, texts } = call.option(name);
  return state === 'absent' || (state === 'set' && texts?.length === 1 && texts[0] === 'false');
}
