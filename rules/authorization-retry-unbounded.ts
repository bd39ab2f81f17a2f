import { defineRule, type RuleContext } from '../server/sdk.ts';

const endless = /^(Infinity|MAX_SAFE_INTEGER|MAX_VALUE|POSITIVE_INFINITY)$/;
// More often than a person agrees to the same thing.
const most = 10;
const authorizing =
  /^_?(auth|authorize|authenticate|re_?auth\w*|step_?up\w*|finish_?auth|start_?authorization|(run|do|perform|start|begin|handle|complete)_?(auth|oauth|login|step_?up|authorization)\w*|log_?in|sign_?in|redirect_?to_?authorization|(refresh|renew|get|fetch|acquire|exchange)\w*(token|credential|authorization|auth)s?)$/i;

export const authorizationRetryUnbounded = defineRule({
  meta: {
    id: 'authorization-retry-unbounded',
    title: 'Client that asks for more rights again and again',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    scope: 'agents',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:authorization-19',
      'mcp:2026-07-28/basic/authorization#step-up-authorization-flow',
      'cwe:834',
      'cwe:674',
      'owasp-asi:08',
      'owasp-llm:10',
    ],
  },
  *check(context) {
    yield* bySetting(context);
    for (const { at, fn, status } of context.refusedRetries()) {
      if (context.isTest(at.file) || !context.callsNamed(fn, authorizing)) continue;
      yield {
        at,
        confidence: 'high',
        message: `After \`${status}\` this asks for access and tries again, as often as it is refused`,
        why,
        help: 'Hand on how often it was tried, and give up after the second time with the answer of the server.',
      };
    }
  },
});

const why =
  'A server that refuses whatever it is shown, because it is broken or because it wants to, makes the client ask for tokens without end, and a person agree to more each time, until they agree without looking.';

function* bySetting({ calls, edits, isTest }: RuleContext) {
  for (const call of calls('step-up')) {
    const { texts = [], names, at } = call.option('retries');
    const isEndless = [...names, ...texts].some((name) => endless.test(name) || Number(name) > most);
    if (!isEndless || isTest(call.at.file)) continue;
    const found = edits.replaceOption(call, 'retries', '1');
    yield {
      at: at ?? call.at,
      confidence: 'high' as const,
      message: 'This client asks for more rights as often as the server wants',
      why,
      help: `Keep what the SDK takes, once, or at most ${most} times.`,
      fixes: found ? [{ title: 'Ask once', safety: 'safe' as const, edits: found }] : [],
    };
  }
}
