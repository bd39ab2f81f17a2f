import { defineRule } from '../server/sdk.ts';

export const missingRateLimit = defineRule({
  meta: {
    id: 'missing-rate-limit',
    title: 'Agent endpoint beside the rate limit of the project',
    pillar: 'monitoring',
    severity: 'info',
    confidence: 'medium',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/tools#security-considerations',
      'cwe:770',
      'owasp-asi:08',
      'owasp-mcp:07',
      'owasp-llm:10',
      'norm:features-4',
      'norm:a2a-20',
    ],
  },
  *check(context) {
    // Who limits nothing may have a gateway that does; who limits some routes says that nothing else does.
    const all = context.endpoints();
    if (!all.some(({ gates }) => gates.some(({ kind }) => kind === 'rate-limit'))) return;
    const reported = new Set<string>();
    for (const endpoint of all) {
      const isLimited = endpoint.gates.some(({ kind }) => kind === 'rate-limit');
      if (endpoint.protocol === 'http' || !endpoint.isWhole || isLimited || reported.has(endpoint.at.file)) continue;
      reported.add(endpoint.at.file);
      yield {
        at: endpoint.at,
        confidence: 'medium',
        message: 'Other routes of this project have a rate limit, this one has none',
        why: 'A model in a loop calls tools as fast as it gets answers: it spends money, fills quotas and locks accounts before anybody looks.',
        help: 'Put the limit in front of this route, too, counted for each caller.',
      };
    }
  },
});
