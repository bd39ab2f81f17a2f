/** `explain_rule`: why a rule is there, with examples. */
import { z } from 'zod';
import { documentationUrl } from '../rule.ts';
import { findRule } from './options.ts';
import { defineTool } from './tool.ts';

export const explainRule = defineTool({
  name: 'explain_rule',
  title: 'Explain a rule',
  description:
    'The page of a rule: what it finds, why it matters, code that is wrong and code that is right. Call it when the help of a finding is not enough to mend the code. Without a rule it lists all rules. Reads only.',
  input: z.strictObject({
    rule: z.string().optional().describe('Id of the rule, as findings name it.'),
  }),
  output: z.strictObject({
    rules: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        pillar: z.enum(['identity', 'access', 'monitoring']),
        severity: z.enum(['error', 'warning', 'info']),
        fixable: z.enum(['never', 'sometimes', 'always']),
        url: z.string(),
        markdown: z.string().optional().describe('Its page, when the rule was asked for.'),
      }),
    ),
  }),
  isReadOnly: true,
  run(host, { rule }) {
    const chosen = rule === undefined ? host.rules : [findRule(host, rule)];
    return {
      rules: chosen.map(({ meta: { id, title, pillar, severity, fixable } }) => ({
        id,
        title,
        pillar,
        severity,
        fixable,
        url: documentationUrl(id),
        ...(rule === undefined ? {} : { markdown: host.page(id).trim() }),
      })),
    };
  },
  text: ({ rules }) =>
    rules
      .map(({ id, title, pillar, severity, url, markdown }) =>
        markdown === undefined ? `${id} (${pillar}, ${severity}): ${title}` : `${markdown}\n\n${url}`,
      )
      .join('\n'),
});
