import { defineRule } from '../server/sdk.ts';

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
    references: ['cwe:770', 'cwe:835', 'owasp-asi:08', 'owasp-asi:10', 'owasp-llm:10', 'norm:features-23'],
  },
  *check({ calls }) {
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
