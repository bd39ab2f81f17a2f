import { defineRule, type Fix } from '../server/sdk.ts';

export const containerEscapeRisk = defineRule({
  meta: {
    id: 'container-escape-risk',
    title: 'Agent whose container reaches its host',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/security_best_practices',
      'cwe:250',
      'cwe:668',
      'cwe:284',
      'owasp-asi:05',
      'owasp-asi:10',
      'owasp-mcp:05',
      'norm:practices-16',
    ],
  },
  *check({ manifests }) {
    for (const { name, document, isAgent, escapes } of manifests.containers()) {
      if (!isAgent) continue;
      for (const { at, shown, effect, confidence, member } of escapes) {
        const edits = member && manifests.edits.remove(document, member);
        // Without it the container may no longer do what it is for: a person judges that.
        const fixes: Fix[] = edits ? [{ title: 'Take it out', safety: 'suggestion', edits }] : [];
        yield {
          at,
          confidence,
          message: `\`${shown}\`${name ? ` of \`${name}\`` : ''} ${effect}`,
          why: 'A container keeps an agent that was talked into something from the rest of the machine; with this it keeps nothing.',
          help: 'Take it out, drop all capabilities, mount single directories for reading, and give back only what a tool cannot do without.',
          fixes,
        };
      }
    }
  },
});
