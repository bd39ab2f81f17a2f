import { defineRule } from '../server/sdk.ts';

export const agentFacetComparedAsString = defineRule({
  meta: {
    id: 'agent-facet-compared-as-string',
    title: 'Facets of a token compared as one text',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: ['cwe:697', 'cwe:863', 'owasp-asi:03'],
  },
  *check({ manifests }) {
    for (const { at, name, by, text } of manifests.comparisons()) {
      if (!/^xms_(?:act|sub|tnt)_fct$/.test(name) || text === undefined || !/^\d+(?: \d+)*$/.test(text)) continue;
      const isEqual = /^[!=]/.test(by);
      yield {
        at,
        confidence: 'high',
        message: isEqual
          ? `\`${name}\` is a list in one text, and may hold others beside \`${text}\``
          : `\`${by}('${text}')\` on the text of \`${name}\` also finds \`${text}\` inside a longer number`,
        why: 'The facets of a token are numbers with blanks between, in any order and with others beside them. A comparison with the whole text takes an agent for none, and one with a part of it takes another number for an agent.',
        help: `Split it first: \`.split(' ').includes('${text.split(' ')[0]}')\`.`,
      };
    }
  },
});
