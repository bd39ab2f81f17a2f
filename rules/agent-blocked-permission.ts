import { allowedIds, defineRule, narrower, type PermissionGrant, scopeCatalog } from '../server/sdk.ts';

export const agentBlockedPermission = defineRule({
  meta: {
    id: 'agent-blocked-permission',
    title: 'Permission that Microsoft refuses to agents',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:250', 'cwe:269', 'owasp-asi:03', 'owasp-mcp:02', 'owasp-llm:06'],
  },
  *check({ manifests, config }) {
    const allowed = allowedIds(config);
    const grants = manifests.cloud.permissions();
    for (const grant of grants) {
      const { document, entry, shown, at, text, from, to } = grant;
      if (!grant.isAgent || !isRefused(grant) || allowed.has(entry.id) || allowed.has(entry.name)) continue;
      // Programs that provision agents hold such permissions themselves, and the right to make agents beside them.
      const isProvisioning = grants.some(
        (other) => other.document === document && /^AgentId(?:entity|User)/.test(other.entry.name),
      );
      const isSure = entry.verified !== false && !isProvisioning;
      yield {
        at,
        confidence: isSure ? 'high' : 'medium',
        severity: isProvisioning ? 'info' : isSure ? 'error' : 'warning',
        message: `${shown === entry.name ? `\`${shown}\`` : `\`${shown}\` is \`${entry.name}\`, and`} is refused to agent identities as ${entry.kind === 'application' ? 'an application' : 'a delegated'} permission`,
        why: `It ${entry.why}. The grant fails when it is made, or the agent gets an ordinary application and with it what agents are meant not to have.`,
        help: entry.instead?.length
          ? `Grant ${entry.instead.map((name) => `\`${name}\``).join(' or ')} to the agent.`
          : 'Grant the narrower permission that the single task needs.',
        fixes: text
          ? narrower(entry, shown).flatMap(({ entry: other, written }) => {
              const edits = manifests.edits.replaceText(document, text, written, from, to);
              return edits ? [{ title: `Grant \`${other.name}\` instead`, safety: 'suggestion', edits }] : [];
            })
          : [],
      };
    }
  },
});

/** Refused as what it is granted as; where that is not said, refused as both. */
function isRefused({ entry, kind }: PermissionGrant): boolean {
  if (kind !== 'unknown') return entry.agentBlocked === true;
  return scopeCatalog()
    .lookup(entry.name, entry.provider)
    .every((other) => other.agentBlocked === true);
}
