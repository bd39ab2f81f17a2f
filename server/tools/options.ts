/** The options of a lint that a caller may give; what is not given comes from the configuration, as for the command. */
import { z } from 'zod';
import type { LintOptions } from '../lint.ts';
import { didYouMean } from '../similar.ts';
import { ToolError, type ToolHost } from './host.ts';

export const lintShape = {
  rules: z.array(z.string()).optional().describe('Ids of the rules to run; all that are on when left out.'),
  severity: z.enum(['error', 'warning', 'info']).optional().describe('Show only findings at least so severe.'),
  confidence: z
    .enum(['high', 'medium', 'low'])
    .optional()
    .describe('Show only findings at least so sure; high unless told.'),
  pedantic: z.boolean().optional().describe('Show findings of every confidence, and run pedantic rules.'),
  includeTests: z.boolean().optional().describe('Show findings on test, fixture and example paths too.'),
};

type Asked = Partial<z.output<z.ZodObject<typeof lintShape>>>;

/** What `lint` is told; a `ToolError` when there is no such rule. */
export function lintOptions(host: ToolHost, asked: Asked): LintOptions {
  asked.rules?.forEach((id) => findRule(host, id));
  return {
    rules: host.rules,
    ...(asked.rules ? { only: asked.rules } : {}),
    ...(asked.severity ? { severity: asked.severity } : {}),
    ...(asked.confidence ? { confidence: asked.confidence } : {}),
    ...(asked.pedantic ? { isPedantic: true } : {}),
    ...(asked.includeTests ? { includeTests: true } : {}),
  };
}

/** The rule of the id, or a `ToolError` with what was probably meant. */
export function findRule({ rules }: ToolHost, id: string): ToolHost['rules'][number] {
  const ids = rules.map(({ meta }) => meta.id);
  const rule = rules.find(({ meta }) => meta.id === id);
  if (rule) return rule;
  const meant = didYouMean(id, ids);
  throw new ToolError(
    `There is no rule "${id}"; ${meant ? `did you mean "${meant}"?` : `there are ${ids.join(', ')}.`}`,
  );
}
