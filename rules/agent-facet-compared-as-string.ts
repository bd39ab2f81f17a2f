import { defineRule } from '../server/sdk.ts';

export const agentFacetComparedAsString = defineRule({
  meta: {
    id: 'agent-facet-compared-as-string',
    title: 'Facets of a token compared as one text',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:697', 'cwe:863', 'owasp-asi:03'],
  },
  *check({ edits, manifests }) {
    for (const { at, name, by, text } of manifests.comparisons()) {
      if (!/^xms_(?:act|sub|tnt)_fct$/.test(name) || text === undefined || !/^\d+(?: \d+)*$/.test(text)) continue;
      const isEqual = /^[!=]/.test(by);
      const found = edits.rewrite(at, asList);
      yield {
        at,
        confidence: 'high',
        message: isEqual
          ? `\`${name}\` is a list in one text, and may hold others beside \`${text}\``
          : `\`${by}('${text}')\` on the text of \`${name}\` also finds \`${text}\` inside a longer number`,
        why: 'The facets of a token are numbers with blanks between, in any order and with others beside them. A comparison with the whole text takes an agent for none, and one with a part of it takes another number for an agent.',
        help: `Split it first: \`.split(' ').includes('${text.split(' ')[0]}')\`.`,
        fixes: found ? [{ title: 'Split the facets first', safety: 'safe', edits: found }] : [],
      };
    }
  },
});

// A claim that is missing has no facets, and one that is a list already reads the same.
function asList(code: string): string {
  const equal = /^(.+?)\s*([!=])==?\s*(['"`])(\d+)\3$/s.exec(code);
  const turned = /^(['"`])(\d+)\1\s*([!=])==?\s*(.+)$/s.exec(code);
  const part = /^(.+?)\??\.(?:includes|startsWith|endsWith)\((['"`])(\d+)\2\)$/s.exec(code);
  if (equal) return listHas(equal[1], equal[3], equal[4], equal[2] === '!');
  if (turned) return listHas(turned[4], turned[1], turned[2], turned[3] === '!');
  return part ? listHas(part[1], part[2], part[3]) : code;
}

function listHas(claim = '', quote = "'", facet = '', isNot = false): string {
  return `${isNot ? '!' : ''}String(${claim}).split(${quote} ${quote}).includes(${quote}${facet}${quote})`;
}
