/** Findings for programs: one versioned document, described by `reportShape` and the JSON Schema made from it. */
import { z } from 'zod';
import type { Finding, Step } from '../finding.ts';
import { documentationUrl } from '../rule.ts';
import type { SuppressionProblem } from '../suppress.ts';
import { type ReportInput, toRegion } from './report.ts';

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
  hiddenOnTestPaths: count.describe('Findings on test, fixture and example paths that are not shown.'),
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

/** The report as JSON text that ends with a newline; it holds no times, so equal input gives equal bytes. */
export function jsonReport(input: ReportInput): string {
  const { result } = input;
  const document: z.infer<typeof reportShape> = {
    version: 1,
    tool: { name: 'bailiwick', version: input.version },
    findings: result.findings.map((finding) => reportedFinding(input, finding)),
    suppressed: result.suppressed.map(({ finding, reason }) => ({
      rule: finding.rule,
      at: toRegion(input, finding.at),
      reason,
    })),
    problems: result.problems.map((problem) => reportedProblem(input, problem)),
    failures: result.failures,
    warnings: result.warnings,
    summary: result.summary,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The finding with lines and columns. */
export function reportedFinding(input: Pick<ReportInput, 'lines'>, finding: Finding): ReportedFinding {
  const toStep = (step: Step) => ({ ...toRegion(input, step), note: step.note });
  return {
    rule: finding.rule,
    pillar: finding.pillar,
    severity: finding.severity,
    confidence: finding.confidence,
    at: toRegion(input, finding.at),
    message: finding.message,
    why: finding.why,
    help: finding.help,
    path: finding.path.map(toStep),
    related: finding.related.map(toStep),
    fixes: finding.fixes.map(({ title, safety }) => ({ title, safety })),
    fingerprint: finding.fingerprint,
    isTest: finding.isTest,
    url: documentationUrl(finding.rule),
  };
}

/** The wrong suppression with lines and columns. */
export function reportedProblem(
  input: Pick<ReportInput, 'lines'>,
  { id, severity, at, message, help }: SuppressionProblem,
): z.infer<typeof problemShape> {
  return { id, severity, at: toRegion(input, at), message, help };
}
