import { defineRule } from '../server/sdk.ts';

// Longer than somebody waits for an answer, in milliseconds.
const patience = 60 * 60 * 1000;
// More turns than a task of a person takes.
const most = 100;
const endless = /^(Infinity|MAX_SAFE_INTEGER|MAX_VALUE|POSITIVE_INFINITY)$/;

export const unboundedAgentLoop = defineRule({
  meta: {
    id: 'unbounded-agent-loop',
    title: 'Agent that may go on without end',
    pillar: 'monitoring',
    severity: 'info',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'cwe:770',
      'cwe:835',
      'owasp-asi:08',
      'owasp-asi:10',
      'owasp-llm:10',
      'norm:features-23',
      'norm:features-8',
    ],
  },
  *check({ calls, isTest }) {
    for (const call of calls('client-call')) {
      const { texts = [], names, at } = call.option('timeout');
      const isEndless =
        names.some((name) => endless.test(name)) || texts.some((text) => endless.test(text) || Number(text) > patience);
      const isPutOff = call.option('keptAlive').texts?.includes('true') && call.option('total').state === 'absent';
      if ((!isEndless && !isPutOff) || isTest(call.at.file)) continue;
      yield {
        at: (isEndless ? at : call.option('keptAlive').at) ?? call.at,
        confidence: isEndless ? 'high' : 'medium',
        message: isEndless
          ? 'This call waits for its server for ever'
          : 'A server that reports progress puts the end of this call off for ever',
        why: 'A server that is broken, or was taken over, holds the agent and all that it has open for as long as it likes.',
        help: 'Keep the time of the SDK, a minute, or give one that the work takes, and `maxTotalTimeout` where progress counts.',
      };
    }
    for (const call of calls('agent-loop')) {
      const { texts = [], names, at } = call.option('limit');
      const isEndless = [...names, ...texts].some((name) => endless.test(name));
      const limits = texts.map(Number).filter((limit) => limit > most);
      if (!isEndless && (limits.length === 0 || limits.length < texts.length)) continue;
      yield {
        at: at ?? call.at,
        confidence: 'high',
        message: isEndless
          ? 'Nothing ends this agent but itself'
          : `This agent may go on for ${Math.min(...limits)} turns`,
        why: 'An agent that was led astray, or that runs in circles, goes on calling tools and paying for its model until somebody looks.',
        help: `Let it stop after as many turns as its task takes, at most ${most}, and hand over to a person then.`,
      };
    }
  },
});
