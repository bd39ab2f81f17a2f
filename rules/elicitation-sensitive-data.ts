import { defineRule } from '../server/sdk.ts';

const sensitive =
  /(^|_)(password|passwd|passphrase|pin|otp|totp|mfa_code|api_?key|access_token|auth_token|token|secret|client_secret|private_key|credentials?|cvv|cvc|card_number|credit_card|ssn|social_security(_number)?|seed_phrase|mnemonic)$/;
const inUrl = /[?&](access_token|token|api_?key|password|secret|session(_?id)?|email|jwt)=/i;

export const elicitationSensitiveData = defineRule({
  meta: {
    id: 'elicitation-sensitive-data',
    title: 'Form that asks a person for a secret through the client',
    pillar: 'monitoring',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/client/elicitation#security-considerations',
      'cwe:522',
      'cwe:598',
      'owasp-asi:09',
      'owasp-asi:03',
      'owasp-mcp:01',
      'owasp-llm:02',
      'norm:features-15',
      'norm:features-16',
      'norm:features-17',
    ],
  },
  *check({ calls }) {
    for (const call of calls('elicitation', 'raw-elicitation')) {
      for (const { name, at } of call.fields('fields') ?? []) {
        if (!sensitive.test(wordsOf(name))) continue;
        yield {
          at,
          confidence: 'high',
          message: `A person is asked for \`${name}\` in a form that the client shows`,
          why: 'What is written in a form goes through the client, its model and its logs; a server must not ask for secrets there.',
          help: "Ask by a URL (`mode: 'url'`) that leads to a page of this server, where the secret is given to nobody else.",
        };
      }
      for (const { text, at } of call.constants('url')) {
        const isPlain = /^http:\/\/(?!localhost|127\.|\[::1\])/.test(text);
        if (!isPlain && !inUrl.test(text)) continue;
        yield {
          at,
          confidence: 'high',
          message: isPlain
            ? 'A person is sent to a page without TLS'
            : 'The address that a person is sent to holds a credential',
          why: 'The address stands in histories, logs and with the client; whoever has it continues as that person.',
          help: 'Use https and an opaque id that only the session of this person can redeem.',
        };
      }
    }
  },
});

function wordsOf(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
}
