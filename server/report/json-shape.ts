/** The shape of the JSON report; whoever only writes one does without the library that shapes are made with. */
import { z } from 'zod';

const position = z.int().min(1);
const count = z.int().min(0);
const region = z.strictObject({
  file: z.string().describe('Relative to the root, with forward slashes.'),
  line: position.describe('1-based.'),
  column: position.describe('1-based, in UTF-16 units.'),
  endLine: position,
  endColumn: position.describe('Exclusive.'),
});
const step = region.extend({ note: z.string().describe('What happens to the value here.') });
/** What could not be done, and where. */
export const failureShape = z.strictObject({
  reason: z.string(),
  file: z.string().optional(),
  line: position.optional(),
  column: position.optional(),
  rule: z.string().optional(),
});

/** What a run looked at and what it does not show. */
export const summaryShape = z.strictObject({
  files: count.describe('Source files below the paths.'),
  parsedFiles: count.describe('Those that were worth parsing.'),
  skipped: z.array(z.strictObject({ reason: z.string(), count })).describe('What was left out, and why.'),
  hiddenOnTestPaths: count.describe(
    'Findings on test and fixture paths, and in sources on example paths, that are not shown.',
  ),
  hiddenBySeverity: count.describe('Findings below the asked severity.'),
  hiddenByConfidence: count.describe('Findings of the asked severity, but below the asked confidence.'),
});

/** A suppression that is wrong. */
export const problemShape = z.strictObject({
  id: z.enum(['suppression-without-reason', 'suppression-malformed', 'suppression-unknown-rule', 'unused-suppression']),
  severity: z.literal('warning'),
  at: region,
  message: z.string(),
  help: z.string(),
});

/** A finding as programs read it. */
export const findingShape = z.strictObject({
  rule: z.string(),
  pillar: z.enum(['identity', 'access', 'monitoring']),
  severity: z.enum(['error', 'warning', 'info']),
  confidence: z.enum(['high', 'medium', 'low']),
  at: region,
  message: z.string().describe('What is wrong.'),
  why: z.string().describe('Why it matters.'),
  help: z.string().describe('What to do.'),
  path: z.array(step).describe('From source to sink; empty for a finding at one place.'),
  related: z.array(step).describe('Other places that matter.'),
  fixes: z
    .array(z.strictObject({ title: z.string(), safety: z.enum(['safe', 'suggestion']) }))
    .describe('safe: --fix applies it; suggestion: a person must choose.'),
  fingerprint: z.string().describe('The same while the finding stays, also when lines move.'),
  isTest: z.boolean().describe('On a test, fixture or example path.'),
  url: z.string().describe('The page of the rule.'),
});

export type ReportedFinding = z.infer<typeof findingShape>;

/** The shape of the JSON report, version 1: fields may be added, none changes its meaning. */
export const reportShape = z
  .strictObject({
    version: z.literal(1),
    tool: z.strictObject({ name: z.literal('bailiwick'), version: z.string() }),
    findings: z.array(findingShape),
    suppressed: z
      .array(z.strictObject({ rule: z.string(), at: region, reason: z.string() }))
      .describe('Findings that a comment silences, with its reason.'),
    problems: z.array(problemShape).describe('Suppressions that are wrong; they count as warnings.'),
    failures: z.array(failureShape).describe('What could not be done; with any of them the exit code is 2.'),
    warnings: z.array(failureShape).describe('Worth saying, but no reason to fail.'),
    summary: summaryShape,
  })
  .describe('Report of bailiwick check --format json.');

export type JsonReport = z.infer<typeof reportShape>;
export type ReportedProblem = z.infer<typeof problemShape>;
