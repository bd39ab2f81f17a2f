import { defineRule, type Form, type RuleContext } from '../server/sdk.ts';

const ofIdTokens = /ID token of Google/;
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
    yield* issued(context);
    for (const { at, names, within, inside } of context.bearers()) {
      if (!names.some((name) => idToken.test(name)) || context.isTest(at.file)) continue;
      if (isOfService({ inside, within }, context) || context.says(at, takesIdTokens, 'file')) continue;
      yield {
        at,
        confidence: 'high',
        message: 'An ID token is sent as the bearer of a request',
        why: 'An ID token says to a client who has signed in. It carries no scope, its audience is the client, and a server that accepts it accepts everything that any client has ever been told.',
        help: 'Ask for an access token for the server, and send that.',
      };
    }
    yield* accepted(context);
  },
});

// Firebase has no other token: its ID tokens have the project as their audience, and its services ask for them.
const takesIdTokens = /firebase|securetoken|identitytoolkit/i;

const idToken = /^(id_?token|identity_?token)$/i;

// What this server issues is its own, whatever it took over from the login.
const issuing = /^(issue|sign|mint)_?(access)?_?token$/i;

// A proxy before a login that answers its clients with what the login told it about the user.
function* issued(context: RuleContext) {
  for (const form of context.forms(/^access_token$/)) {
    const [first = '', ...others] = form.makers('access_token').filter((name) => /token$/i.test(name));
    const isOther = others.some((name) => /^access_?token$/i.test(name)) && !idToken.test(first);
    if (!form.names.includes('token_type') || ![first, ...others].some((name) => idToken.test(name)) || isOther)
      continue;
    if (context.isTest(form.at.file) || isOfService(form, context) || [first, ...others].some((n) => issuing.test(n)))
      continue;
    yield {
      at: form.option('access_token').at ?? form.at,
      confidence: 'high' as const,
      message: 'An ID token is handed out as an access token',
      why: 'An ID token says to one client who has signed in. Its audience is that client and it carries no scope: what takes it takes every token that the login has ever told to the client, and whoever issues it cannot narrow, rotate or revoke it.',
      help: 'Issue an access token of this server, with this server as its audience, and keep that of the login here.',
    };
  }
}

function isOfService({ inside, within }: Pick<Form, 'inside' | 'within'>, { callsNamed }: RuleContext): boolean {
  return [inside, within].some((fn) => fn !== undefined && callsNamed(fn, ofService));
}

// An endpoint of an agent that lets in whoever shows who has signed in somewhere.
function* accepted(context: RuleContext) {
  const doors = context.endpoints().filter(({ protocol }) => protocol !== 'http');
  for (const v of context.verifications('token-verification')) {
    if (!ofIdTokens.test(v.row.note ?? '') || context.isTest(v.at.file)) continue;
    const judging = new Set(
      [v.within, v.inside].flatMap((fn) => (fn ? [fn, ...context.callersOf(fn)] : [])).map(({ id }) => id),
    );
    const isOfRole = context.functions('token-verifier').some(({ fn }) => judging.has(fn.id));
    const isPresented = context
      .headerReads()
      .some(
        ({ name, inside, within }) =>
          name === 'authorization' && [inside, within].some((fn) => fn && judging.has(fn.id)),
      );
    const door = doors.find(
      ({ gates, handlers }) =>
        gates.some(({ fn }) => fn !== undefined && judging.has(fn.id)) || handlers.some(({ id }) => judging.has(id)),
    );
    if (!isOfRole && !(isPresented && door)) continue;
    yield {
      at: v.at,
      confidence: 'high' as const,
      message: 'An ID token is taken as the credential of this endpoint',
      why: 'An ID token says to a client who has signed in there. It was issued for that client and not for this server, carries no scope, and whatever the client shows it to can use it here.',
      help: 'Ask for access tokens whose audience is this server, and verify these.',
      ...(door ? { related: [{ ...door.at, note: 'the endpoint behind it' }] } : {}),
    };
  }
}
