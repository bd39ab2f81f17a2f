import { defineRule, type Fix } from '../server/sdk.ts';

export const unmaskedSecretInput = defineRule({
  meta: {
    id: 'unmasked-secret-input',
    title: 'Secret that is typed in for everybody to see',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:549', 'cwe:522', 'owasp-asi:03', 'owasp-mcp:01'],
  },
  *check({ manifests }) {
    for (const { document, name, at, root, isMasked, secretAs, mask } of manifests.inputs()) {
      if (isMasked || secretAs === undefined) continue;
      const edits = manifests.edits.set(document, root, mask.key, mask.value);
      const fixes: Fix[] = edits ? [{ title: 'Hide what is typed', safety: 'safe', edits }] : [];
      yield {
        at,
        // Of smithery only the name tells what it is.
        confidence: mask.key === 'format' ? 'medium' : 'high',
        message: `\`${name}\` ends as \`${secretAs}\`, and what is typed stands on the screen`,
        why: 'Shared screens and recordings show it, and products keep what is not marked as a secret in plain settings.',
        help: `Set \`${mask.key}\` to ${typeof mask.value === 'string' ? `\`${mask.value}\`` : 'true'}.`,
        fixes,
      };
    }
  },
});
