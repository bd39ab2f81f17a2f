import { defineRule } from '../server/sdk.ts';

export const tokenExchangeUnderspecified = defineRule({
  meta: {
    id: 'token-exchange-underspecified',
    title: 'Token exchanged for one that is good everywhere',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'rfc:8693#2.1',
      'rfc:8693#1.1',
      'rfc:8707#2.2',
      'cwe:863',
      'cwe:269',
      'owasp-asi:03',
      'owasp-mcp:02',
      'norm:rfc-2',
      'norm:rfc-3',
    ],
  },
  *check(context) {
    for (const form of context.forms(/^(grant_type|subject_token)$/)) {
      if (
        !form.option('grant_type').texts?.some((text) => text.endsWith(':token-exchange')) ||
        context.isTest(form.at.file)
      )
        continue;
      const missing = ['subject_token', 'subject_token_type'].filter((name) => form.option(name).state === 'absent');
      if (missing.length > 0 && form.carrier !== 'text')
        yield {
          at: form.at,
          confidence: 'high',
          message: `This exchange has no ${missing.map((name) => `\`${name}\``).join(' and no ')}`,
          why: 'Without the token of the user, or what it is, the server guesses for whom the new one is: it refuses, or gives one in the name of the client alone.',
          help: 'Send `subject_token` with its `subject_token_type`, and `actor_token` for the agent that acts.',
        };
      if (['resource', 'audience', 'scope'].some((name) => form.option(name).state !== 'absent')) continue;
      yield {
        at: form.at,
        confidence: 'high',
        message: 'This exchange says neither for which service the new token is nor what it may do',
        why: 'The new token has all the rights of the old one and the audience that the server chooses: the next service can use it at every other one.',
        help: 'Send `resource` or `audience` with the one service that is called, `scope` with what the call needs, and `actor_token` for the agent that acts.',
      };
    }
  },
});
