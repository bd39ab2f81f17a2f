/** Findings for programs: one versioned document, described by `reportShape` and the JSON Schema made from it. */
import { z } from 'zod';
import type { Finding, Step } from '../finding.ts';
import { documentationUrl } from '../rule.ts';
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
const failure = z.strictObject({
  reason: z.string(),
  file: z.string().optional(),
  line: position.optional(),
  column: position.optional(),
  rule: z.string().optional(),
});

/** The shape of the JSON report, version 1: fields may be added, none changes its meaning. */
export const reportShape = z
  .strictObject({
    version: z.literal(1),
    tool: z.strictObject({ name: z.literal('bailiwick'), version: z.string() }),
    findings: z.array(
      z.strictObject({
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
      }),
    ),
    suppressed: z
      .array(z.strictObject({ rule: z.string(), at: region, reason: z.string() }))
      .describe('Findings that a comment silences, with its reason.'),
    problems: z
      .array(
        z.strictObject({
          id: z.enum([
            'suppression-without-reason',
            'suppression-malformed',
            'suppression-unknown-rule',
            'unused-suppression',
          ]),
          severity: z.literal('warning'),
          at: region,
          message: z.string(),
          help: z.string(),
        }),
      )
      .describe('Suppressions that are wrong; they count as warnings.'),
    failures: z.array(failure).describe('What could not be done; with any of them the exit code is 2.'),
    warnings: z.array(failure).describe('Worth saying, but no reason to fail.'),
    summary: z.strictObject({
      files: count.describe('Source files below the paths.'),
      parsedFiles: count.describe('Those that were worth parsing.'),
      skipped: z.array(z.strictObject({ reason: z.string(), count })).describe('What was left out, and why.'),
      hiddenOnTestPaths: count.describe('Findings on test, fixture and example paths that are not shown.'),
      hiddenBySeverity: count.describe('Findings below the asked severity.'),
      hiddenByConfidence: count.describe('Findings of the asked severity, but below the asked confidence.'),
    }),
  })
  .describe('Report of bailiwick check --format json.');

/** The report as JSON text that ends with a newline; it holds no times, so equal input gives equal bytes. */
export function jsonReport(input: ReportInput): string {
  const { result } = input;
  const toStep = (s: Step) => ({ ...toRegion(input, s), note: s.note });
  const document: z.infer<typeof reportShape> = {
    version: 1,
    tool: { name: 'bailiwick', version: input.version },
    findings: result.findings.map((f: Finding) => ({
      rule: f.rule,
      pillar: f.pillar,
      severity: f.severity,
      confidence: f.confidence,
      at: toRegion(input, f.at),
      message: f.message,
      why: f.why,
      help: f.help,
      path: f.path.map(toStep),
      related: f.related.map(toStep),
      fixes: f.fixes.map(({ title, safety }) => ({ title, safety })),
      fingerprint: f.fingerprint,
      isTest: f.isTest,
      url: documentationUrl(f.rule),
    })),
    suppressed: result.suppressed.map(({ finding, reason }) => ({
      rule: finding.rule,
      at: toRegion(input, finding.at),
      reason,
    })),
    problems: result.problems.map(({ id, severity, at, message, help }) => ({
      id,
      severity,
      at: toRegion(input, at),
      message,
      help,
    })),
    failures: result.failures,
    warnings: result.warnings,
    summary: result.summary,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
