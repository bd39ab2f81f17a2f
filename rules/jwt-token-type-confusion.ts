import { defineRule } from '../server/sdk.ts';

// A token of a workload that is issued for the service that it goes to: its audience says so.
const ofService = /^(fetch|get|mint|generate|create)_?(Id|Identity)_?Token(Client)?$/i;

export const jwtTokenTypeConfusion = defineRule({
  meta: {
    id: 'jwt-token-type-confusion',
    title: 'ID token sent as an access token',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    scope: 'agents',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:rfc-19',
      'rfc:9068#2.1',
      'rfc:8725#3.11',
      'rfc:8725#3.12',
      'cwe:843',
      'cwe:345',
      'owasp-asi:03',
      'owasp-mcp:07',
      'norm:rfc-8',
    ],
  },
  *check(context) {
    for (const { at, names, within, inside } of context.bearers()) {
      if (!names.some((name) => /^(id_?token|identity_?token)$/i.test(name)) || context.isTest(at.file)) continue;
      if ([inside, within].some((fn) => fn && context.callsNamed(fn, ofService))) continue;
      yield {
        at,
        confidence: 'high',
        message: 'An ID token is sent as the bearer of a request',
        why: 'An ID token says to a client who has signed in. It carries no scope, its audience is the client, and a server that accepts it accepts everything that any client has ever been told.',
        help: 'Ask for an access token for the server, and send that.',
      };
    }
  },
});
