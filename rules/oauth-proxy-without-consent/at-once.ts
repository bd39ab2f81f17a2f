/** An authorization endpoint of the program's own that answers whoever opens it with a code. */
import type { Form, FunctionRef, Report, RuleContext } from '../../server/sdk.ts';

// Whatever may find out who is there, or ask: a page, a session, a password, another server.
const asking =
  /user|session|cookie|log_?in|sign_?in|auth(?!ori[sz]ation_?code|_?code)|verif|passw|pin\b|consent|approv|confirm|render|html|view|page|send_?file|owner|identity|account|whoami|check|allow|require|guard|protect|fetch|prompt/i;
const knowing = /cookie|session|password|passcode|secret|authorization|currentUser|email|consent|approv|html/i;
const ofRequests = ['client_id', 'client_secret', 'grant_type', 'error'];

/** Reports of handlers of `GET /authorize` that send the browser back with a code, and ask for nothing in between. */
export function* atOnce(context: RuleContext): Iterable<Report> {
  for (const door of context.endpoints()) {
    if (door.method !== 'get' || !/\/authorize\/?$/.test(door.path ?? '') || context.isTest(door.at.file)) continue;
    const [handler] = door.handlers;
    if (!handler || door.handlers.length > 1 || !door.isWhole || door.authentication() !== 'never') continue;
    if (door.gates.some(({ fn }) => fn && isAsking(fn, context))) continue;
    if (!readsRedirect(handler, context) || isAsking(handler, context)) continue;
    const answer = context
      .forms(/^code$/)
      .find((form) => isCode(form) && [form.inside?.id, form.within?.id].includes(handler.id));
    if (!answer) continue;
    yield {
      at: answer.at,
      confidence: 'high' as const,
      message: 'Whoever opens this address gets a code: nobody signs in, and nobody is asked',
      why: 'The code is good for a token of this server. Any client, and any page that sends a browser here, gets in with the rights of whoever the code stands for.',
      help: 'Have the person sign in, show them which client asks for what and where the code will go, and give the code only after they agreed.',
      related: [{ ...door.at, note: 'the client asks here' }],
    };
  }
}

const isCode = ({ names }: Form): boolean => !ofRequests.some((name) => names.includes(name));

function readsRedirect({ id }: FunctionRef, { queryReads }: RuleContext): boolean {
  return queryReads().some(
    ({ name, inside, within }) => name === 'redirect_uri' && [inside?.id, within?.id].includes(id),
  );
}

function isAsking(fn: FunctionRef, context: RuleContext): boolean {
  return context.callsNamed(fn, asking) || context.mentions(fn, knowing, 'members');
}
