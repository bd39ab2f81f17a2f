import { defineRule } from '../server/sdk.ts';

const principal = /\b(?:sub|subject|user|userId|owner|ownerId|principal|clientId|tenant|account|email|oid)\b/i;

export const stateHandleNotBound = defineRule({
  meta: {
    id: 'state-handle-not-bound',
    title: 'State of one caller under a name that any caller may say',
    pillar: 'access',
    severity: 'warning',
    confidence: 'low',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/tools#state-handles',
      'cwe:639',
      'cwe:862',
      'owasp-asi:03',
      'owasp-mcp:07',
      'owasp-mcp:10',
      'norm:practices-12',
      'norm:practices-14',
      'norm:features-3',
    ],
  },
  *check(context) {
    const isGated = context.endpoints().some((door) => door.protocol !== 'http' && door.authentication() === 'always');
    if (!isGated) return;
    for (const flow of context.flows({ from: ['tool-argument'], to: ['lookup-key'] })) {
      const around = context.roleAround(flow.sink);
      if (flow.isPart || context.isTest(flow.sink.file) || (around && context.mentions(around.fn, principal))) continue;
      yield {
        at: flow.sink,
        path: flow.steps,
        confidence: 'low',
        message: 'What is kept here is found by a name that the model says, whoever is calling',
        why: 'A handle is a name and no permission: a caller who learns or guesses it reads and changes what belongs to another.',
        help: 'Keep it under the caller as well, or compare the owner on every call.',
      };
    }
  },
});
