import {
  defineRule,
  type Document,
  type Fix,
  placeOf,
  type RuleContext,
  textAt,
  type TextTree,
  type Tree,
  valueAt,
} from '../server/sdk.ts';

export const inheritablePermissionsAll = defineRule({
  meta: {
    id: 'inheritable-permissions-all',
    title: 'Blueprint that hands every permission down',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:250', 'cwe:266', 'owasp-asi:03'],
  },
  *check(context) {
    for (const { document, root } of context.manifests.recognised('inheritable-permissions')) {
      for (const key of ['inheritableScopes', 'inheritableRoles']) {
        const found = everything(valueAt(root, key));
        if (!found) continue;
        yield {
          at: placeOf(found),
          confidence: 'high',
          message: `Every ${key === 'inheritableScopes' ? 'scope' : 'role'} of the blueprint is handed down to all of its agents`,
          why: 'What is granted to the blueprint later, for whichever agent, all of them have from then on, those too that read what strangers write.',
          help: 'Hand nothing down, and grant to the agent that needs it.',
          fixes: fixesOf(context, document, valueAt(root, key)),
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

// `kind` and the type of the object say the same in two words.
function fixesOf({ edits, manifests }: RuleContext, document: Document, tree: Tree | undefined): Fix[] {
  const found = [textAt(tree, 'kind'), textAt(tree, '@odata.type')].flatMap((text) => {
    if (!text?.value.includes('allAllowed')) return [];
    return document.syntax === 'code'
      ? (edits.rewrite(placeOf(text), nothing) ?? [])
      : (manifests.edits.replaceText(document, text, nothing(text.value)) ?? []);
  });
  return found.length > 0 ? [{ title: 'Hand nothing down', safety: 'suggestion', edits: found }] : [];
}

function nothing(all: string): string {
  return all.replace(/\ballAllowed\b/, 'none').replace('allAllowed', 'no');
}
