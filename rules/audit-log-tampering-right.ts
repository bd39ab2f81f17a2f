import { allowedIds, defineRule, placeOf, scopeCatalog } from '../server/sdk.ts';

export const auditLogTamperingRight = defineRule({
  meta: {
    id: 'audit-log-tampering-right',
    title: 'Right to stop or delete the audit log',
    pillar: 'monitoring',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:269', 'cwe:778', 'owasp-asi:03', 'owasp-asi:10'],
  },
  *check({ manifests, config }) {
    const allowed = allowedIds(config);
    for (const { document, effect, hasPrincipal, isLimit, actions, conditions } of manifests.cloud.statements()) {
      if (effect !== 'Allow' || hasPrincipal || isLimit) continue;
      for (const action of actions.texts) {
        const entry = scopeCatalog()
          .lookup(action.value, 'aws-iam')
          .find((candidate) => candidate.effects.includes('conceal'));
        if (!entry || allowed.has(entry.id) || allowed.has(entry.name)) continue;
        // Whoever sets up infrastructure deletes log groups, too; nobody but an administrator ends a trail.
        const isTrail = entry.effects.includes('escalate');
        const edits = actions.texts.length > 1 ? manifests.edits.remove(document, action) : undefined;
        yield {
          at: placeOf(action),
          confidence: isTrail && conditions.length === 0 ? 'high' : 'medium',
          severity: isTrail ? 'error' : 'warning',
          message: `\`${action.value}\` is allowed: ${entry.why}`,
          why: 'What an agent did is known from the log alone. One that can stop or delete it can be steered so that nobody ever learns what happened.',
          help: 'Take the right out, and leave the log to an account that no agent reaches.',
          fixes: edits ? [{ title: `Take out \`${action.value}\``, safety: 'suggestion', edits }] : [],
        };
      }
    }
  },
});
