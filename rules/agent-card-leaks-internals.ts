import { addressOf, defineRule } from '../server/sdk.ts';

export const agentCardLeaksInternals = defineRule({
  meta: {
    id: 'agent-card-leaks-internals',
    title: 'Agent card that shows the inside of a network',
    pillar: 'access',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'never',
    since: 'next',
    references: ['norm:a2a-22', 'cwe:200', 'cwe:540', 'owasp-asi:07', 'owasp-mcp:10'],
  },
  *check({ manifests, config, isTest }) {
    for (const { urls, links, document } of manifests.cards()) {
      const all = [...urls, ...links].map((text) => ({ text, address: addressOf(text.value, config.internalHosts) }));
      const isPublished = all.some(({ address }) => address?.leads === 'outside');
      if (!isPublished || isTest(document.file)) continue;
      for (const { text, address } of all) {
        // One word is a name of a container; a card that also has public addresses was made to be read outside.
        if (address?.leads !== 'inside') continue;
        yield {
          at: text,
          confidence: 'high',
          message: `\`${address.host}\` means something only inside, and this card is read outside`,
          why: 'A public card tells everybody how the network behind it is built, and callers cannot reach the address.',
          help: 'Publish addresses that callers can reach, and give inner ones in the longer card for callers who have proved who they are.',
        };
      }
    }
  },
});
