/** The two files of a rule that is not written yet; its tests fail until they are filled in. */
import { exportedName } from './rule-files.ts';

/** The source of a rule that finds nothing worth telling; run it through the formatter. */
export function ruleText(rule: string): string {
  return `import { defineRule } from '../server/sdk.ts';

export const ${exportedName(rule)} = defineRule({
  meta: {
    id: '${rule}',
    title: '',
    pillar: 'identity',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [],
  },
  *check({ flows }) {
    for (const flow of flows({ from: ['inbound-token'], to: [] })) {
      yield { at: flow.sink, path: flow.steps, confidence: flow.confidence, message: '', why: '', help: '' };
    }
  },
});
`;
}

/** A page with the two kinds of cases, both empty. */
export function pageText(): string {
  const fence = '```';
  return `
What is wrong, why it matters, what to do.

## Found

### the mistake in one function

${fence}ts bad
${fence}

## Silent

### the right way

${fence}ts good
${fence}
`;
}
