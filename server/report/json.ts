/** Findings for programs: one versioned document, described by `reportShape` and the JSON Schema made from it. */
import type { Finding, Step } from '../finding.ts';
import { documentationUrl } from '../rule.ts';
import type { SuppressionProblem } from '../suppress.ts';
import type { JsonReport, ReportedFinding, ReportedProblem } from './json-shape.ts';
import { type ReportInput, toRegion } from './report.ts';

/** The report as JSON text that ends with a newline; it holds no times, so equal input gives equal bytes. */
export function jsonReport(input: ReportInput): string {
  const { result } = input;
  const document: JsonReport = {
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
): ReportedProblem {
  return { id, severity, at: toRegion(input, at), message, help };
}
