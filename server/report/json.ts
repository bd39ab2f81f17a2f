/** Findings for programs: one versioned document, described by `reportShape` and the JSON Schema made from it. */
import { z } from 'zod';
import type { Finding, Step } from '../finding.ts';
import { documentationUrl } from '../rule.ts';
import { type ReportInput, toRegion } from './report.ts';

const region = z.strictObject({
  file: z.string().describe('Relative to the root, with forward slashes.'),
  line: z.int().describe('1-based.'),
  column: z.int().describe('1-based, in UTF-16 units.'),
  endLine: z.int(),
  endColumn: z.int().describe('Exclusive.'),
});
const step = region.extend({ note: z.string().describe('What happens to the value here.') });
const failure = z.strictObject({
  reason: z.string(),
  file: z.string().optional(),
  line: z.int().optional(),
  column: z.int().optional(),
  rule: z.string().optional(),
});

/** The shape of the JSON report, version 1: fields may be added, none changes its meaning. */
export const reportShape = z.strictObject({
  version: z.literal(1),
  tool: z.strictObject({ name: z.literal('bailiwick'), version: z.string() }),
  findings: z.array(
    z.strictObject({
      rule: z.string(),
      pillar: z.enum(['identity', 'access', 'monitoring']),
      severity: z.enum(['error', 'warning', 'info']),
      confidence: z.enum(['high', 'medium', 'low']),
      at: region,
      message: z.string(),
      why: z.string(),
      help: z.string(),
      path: z.array(step).describe('From source to sink; empty for a finding at one place.'),
      related: z.array(step),
      fixes: z.array(z.strictObject({ title: z.string(), safety: z.enum(['safe', 'suggestion']) })),
      fingerprint: z.string().describe('The same while the finding stays, also when lines move.'),
      isTest: z.boolean().describe('On a test, fixture or example path.'),
      url: z.string(),
    }),
  ),
  suppressed: z.array(z.strictObject({ rule: z.string(), at: region, reason: z.string() })),
  problems: z.array(z.strictObject({ id: z.string(), at: region, message: z.string() })),
  failures: z.array(failure),
  warnings: z.array(failure),
  summary: z.strictObject({
    files: z.int(),
    parsedFiles: z.int(),
    skipped: z.array(z.strictObject({ reason: z.string(), count: z.int() })),
    hiddenOnTestPaths: z.int(),
    hiddenByLevel: z.int(),
  }),
});

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
    problems: result.problems.map(({ id, at, message }) => ({ id, at: toRegion(input, at), message })),
    failures: result.failures,
    warnings: result.warnings,
    summary: result.summary,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
