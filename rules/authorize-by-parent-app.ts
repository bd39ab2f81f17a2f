import { type Comparison, defineRule } from '../server/sdk.ts';

export const authorizeByParentApp = defineRule({
  meta: {
    id: 'authorize-by-parent-app',
    title: 'Every agent of a blueprint let in',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['cwe:863', 'cwe:285', 'owasp-asi:03'],
  },
  *check({ manifests }) {
    const all = manifests.comparisons();
    for (const comparison of all) {
      const { at, name, document } = comparison;
      if (!isDecision(comparison)) continue;
      const others = all.filter((other) => other.document === document && other !== comparison);
      // What tells one agent from another, or what it may do, may decide beside it.
      if (others.some((other) => narrowing.test(other.name))) continue;
      yield {
        at,
        confidence: 'high',
        message: `\`${name}\` alone decides, so every agent of the blueprint passes, those made tomorrow included`,
        why: 'The claim says under which blueprint an agent was made. Microsoft documents it for logs: it does not tell one agent from another, says nothing of what they may do, and some tokens of agents lack it.',
        help: 'Decide by the agent (`azp`, or `appid` in version 1) and by its `roles` or `scp`, and log the blueprint.',
      };
    }
  },
});

const narrowing = /^(?:azp|appid|appId|oid|roles?|scp|scopes?|wids|groups|sub)$/;

function isDecision({ name, text, by }: Comparison): boolean {
  return name === 'xms_par_app_azp' && text !== '' && by !== 'startsWith';
}
