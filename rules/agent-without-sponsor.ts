import { defineRule, entryAt, placeOf, textAt, type Tree } from '../server/sdk.ts';

export const agentWithoutSponsor = defineRule({
  meta: {
    id: 'agent-without-sponsor',
    title: 'Agent that nobody answers for',
    pillar: 'monitoring',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['cwe:778', 'owasp-asi:03', 'owasp-asi:10'],
  },
  *check({ manifests }) {
    for (const { document, root } of manifests.recognised('agent-object')) {
      if (root.kind !== 'map' || root.isOpen || hasSponsor(root) || !isMade(root)) continue;
      const at = entryAt(root, '@odata.type') ?? entryAt(root, 'agentIdentityBlueprintId');
      if (!at) continue;
      yield {
        at: document.syntax === 'code' ? at.at : placeOf(at.value),
        confidence: 'high',
        message: 'The agent is made without a sponsor',
        why: 'A sponsor is the person who decides whether the agent is still needed and is asked when something goes wrong. Without one nobody is: its rights stay when its purpose is gone, and Microsoft Entra refuses the object for most callers.',
        help: 'Name a person or a group: `"sponsors@odata.bind": ["https://graph.microsoft.com/v1.0/users/…"]`.',
      };
    }
  },
});

function hasSponsor(root: Tree): boolean {
  return ['sponsors@odata.bind', 'sponsors'].some(
    (key) => root.kind === 'map' && root.entries.some((e) => e.key === key),
  );
}

/** What is made has a name; an answer of the API, or a change of it, has an id or none. */
function isMade(root: Tree): boolean {
  return entryAt(root, 'displayName') !== undefined && textAt(root, 'id') === undefined;
}
