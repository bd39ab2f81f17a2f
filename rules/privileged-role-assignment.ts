import {
  allowedIds,
  defineRule,
  type Fix,
  type Manifests,
  narrower,
  type RoleGrant,
  type Severity,
} from '../server/sdk.ts';

export const privilegedRoleAssignment = defineRule({
  meta: {
    id: 'privileged-role-assignment',
    title: 'Administrator role for a program',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:250', 'cwe:269', 'owasp-asi:03', 'owasp-llm:06'],
  },
  *check({ manifests, config }) {
    const allowed = allowedIds(config);
    for (const grant of manifests.cloud.roles()) {
      const { entry, shown, at, reach } = grant;
      const found = weigh(grant);
      if (!found || allowed.has(entry.id) || allowed.has(entry.name)) continue;
      const name = shown === entry.name ? `\`${entry.name}\`` : `\`${shown}\` is \`${entry.name}\`, and`;
      yield {
        at,
        confidence: found.isSure ? 'high' : 'medium',
        severity: found.severity,
        message: `${name} is given on ${places[reach]}: ${entry.why}`,
        why: 'A role belongs to whoever steers the program: a prompt, a tool result or a stolen token has all of it.',
        help: `Give ${entry.instead?.length ? entry.instead.join(' or ') : 'a role for the one task'}, on the one resource that is used, or let a person activate the role each time.`,
        fixes: fixesOf(manifests, grant),
      };
    }
    for (const { at, shown } of manifests.cloud.clusterRights())
      yield {
        at,
        confidence: 'high',
        severity: 'error',
        message:
          shown === '*'
            ? 'This role may do everything with everything in the cluster'
            : `\`${shown}\` is given on the whole cluster: does everything with everything`,
        why: 'What the agent or a tool of it is talked into is done to every namespace, secrets and other roles included.',
        help: 'Name the resources and verbs that its tools need, with get, list and watch where it only reads, in the namespaces that it looks after.',
      };
  },
});

const places: Record<RoleGrant['reach'], string> = {
  tenant: 'the whole tenant',
  'management-group': 'a group of subscriptions or projects',
  subscription: 'the whole subscription or project',
  'resource-group': 'a resource group',
  resource: 'a resource',
  unknown: 'a scope that is set elsewhere',
};

/** Undefined for what is no administrator's role so far; a role for one job on one resource is what is wanted. */
function weigh(grant: RoleGrant): { severity: Severity; isSure: boolean } | undefined {
  const { entry, reach } = grant;
  if (entry.tier < 4 || grant.isEligible || grant.isConditioned) return undefined;
  const isVerified = entry.verified !== false;
  const isTop = entry.tier === 5;
  if (reach === 'tenant' || reach === 'management-group' || reach === 'subscription') {
    // Of the roles that cannot hand out rights only those that are for everything are an administrator's.
    const isForAll = isTop || entry.sourceLevel === 'privileged' || entry.sourceLevel === 'basic';
    return { severity: isTop && isVerified ? 'error' : 'warning', isSure: isForAll && !grant.isForPeople };
  }
  if (reach === 'resource') return isTop ? { severity: 'warning', isSure: false } : undefined;
  return { severity: 'warning', isSure: isTop && reach === 'resource-group' && !grant.isForPeople };
}

function fixesOf({ edits }: Manifests, { document, text, from, to, entry, shown }: RoleGrant): Fix[] {
  if (!text) return [];
  return narrower(entry, shown).flatMap(({ entry: other, written }) => {
    const found = edits.replaceText(document, text, written, from, to);
    return found ? [{ title: `Give \`${other.name}\` instead`, safety: 'suggestion' as const, edits: found }] : [];
  });
}
