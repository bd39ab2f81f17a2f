import {
  allowedIds,
  defineRule,
  type Fix,
  type Manifests,
  narrower,
  type PermissionGrant,
  scopeCatalog,
} from '../server/sdk.ts';

export const broadPermissionGrant = defineRule({
  meta: {
    id: 'broad-permission-grant',
    title: 'Permission that reaches a whole tenant',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:250', 'cwe:272', 'owasp-asi:03', 'owasp-llm:06'],
  },
  *check({ manifests, config }) {
    const allowed = allowedIds(config);
    const all = manifests.cloud.permissions();
    const granted = new Set(all.map(inItsDocument));
    for (const grant of all) {
      const { entry, kind, shown, at } = grant;
      // What an agent is refused has a rule of its own.
      const isRefused = grant.isAgent && entry.agentBlocked === true;
      if (isRefused || !scopeCatalog().isBroad(entry) || allowed.has(entry.id) || allowed.has(entry.name)) continue;
      const isSure = entry.verified !== false && kind !== 'unknown';
      const instead = entry.instead ?? [];
      yield {
        at,
        confidence: isSure ? 'high' : 'medium',
        severity: entry.tier === 5 && isSure ? 'error' : 'warning',
        message: `${named(shown, entry.name)} as ${entry.kind === 'application' ? 'an application' : 'a delegated'} permission: ${entry.why}`,
        why:
          entry.kind === 'application'
            ? 'An application permission has no user behind it: whatever steers the agent acts on the whole tenant with it.'
            : 'The agent can do with it whatever its user can, in the whole tenant, and so can whoever steers the agent.',
        help:
          instead.length > 0
            ? `Grant ${instead.map((name) => `\`${name}\``).join(' or ')} instead, or name the reason in \`allow\`.`
            : 'Grant what the single task needs, or name the reason in `allow`.',
        fixes: fixes(manifests, grant, granted),
      };
    }
  },
});

function named(shown: string, name: string): string {
  return shown === name ? `\`${name}\`` : `\`${shown}\` is \`${name}\``;
}

const inItsDocument = ({ document, kind, shown }: PermissionGrant): string => `${document.file}|${kind}|${shown}`;

function fixes(manifests: Manifests, grant: PermissionGrant, granted: ReadonlySet<string>): Fix[] {
  const { document, text, from, to, entry, shown } = grant;
  if (!text) return [];
  return narrower(entry, shown).flatMap(({ entry: other, written }) => {
    // What is granted there already need not be granted again.
    if (granted.has(inItsDocument({ ...grant, shown: written }))) return [];
    const edits = manifests.edits.replaceText(document, text, written, from, to);
    return edits ? [{ title: `Grant \`${other.name}\` instead`, safety: 'suggestion' as const, edits }] : [];
  });
}
