import { defineRule, placeOf, textAt, type TextTree, type Tree, valueAt } from '../server/sdk.ts';

export const inheritablePermissionsAll = defineRule({
  meta: {
    id: 'inheritable-permissions-all',
    title: 'Blueprint that hands every permission down',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['cwe:250', 'cwe:266', 'owasp-asi:03'],
  },
  *check({ manifests }) {
    for (const { root } of manifests.recognised('inheritable-permissions')) {
      for (const key of ['inheritableScopes', 'inheritableRoles']) {
        const found = everything(valueAt(root, key));
        if (!found) continue;
        yield {
          at: placeOf(found),
          confidence: 'high',
          message: `Every ${key === 'inheritableScopes' ? 'scope' : 'role'} of the blueprint is handed down to all of its agents`,
          why: 'What is granted to the blueprint later, for whichever agent, all of them have from then on, those too that read what strangers write.',
          help: 'Hand nothing down, and grant to the agent that needs it.',
        };
      }
    }
  },
});

/** The text that says so: the kind, or the type of the object. */
function everything(tree: Tree | undefined): TextTree | undefined {
  const kind = textAt(tree, 'kind');
  if (kind) return kind.value === 'allAllowed' ? kind : undefined;
  const type = textAt(tree, '@odata.type');
  return type && /\.allAllowed(?:Scopes|Roles)$/.test(type.value) ? type : undefined;
}
