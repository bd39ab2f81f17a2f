/** Findings for a comment on a pull request. */
import type { Finding } from '../finding.ts';
import { documentationUrl } from '../rule.ts';
import { failurePlace, type ReportInput, toRegion } from './report.ts';

const pillars = ['identity', 'access', 'monitoring'] as const;

/** The report as Markdown that ends with a newline. */
export function markdownReport(input: ReportInput): string {
  const { findings, failures, summary } = input.result;
  const out = [
    `## Bailiwick: ${findings.length === 0 ? 'nothing found' : `${findings.length} finding${findings.length > 1 ? 's' : ''}`}`,
    '',
  ];
  for (const pillar of pillars) {
    const own = findings.filter((finding) => finding.pillar === pillar);
    if (own.length > 0) out.push(`### ${pillar}`, '', ...own.flatMap((finding) => block(input, finding)));
  }
  if (failures.length > 0)
    out.push('### failed', '', ...failures.map((f) => `- ${code(failurePlace(f))} ${f.reason}`), '');
  out.push(`${summary.files} files, ${summary.parsedFiles} read closely.`);
  return `${out.join('\n')}\n`;
}

function block(input: ReportInput, finding: Finding): string[] {
  const { file, line } = toRegion(input, finding.at);
  const way = finding.path.map(
    (step, index) => `${index + 1}. ${step.note}: ${code(`${step.file}:${toRegion(input, step).line}`)}`,
  );
  return [
    `**${finding.severity}** [${finding.rule}](${documentationUrl(finding.rule)}) ${code(`${file}:${line}`)}  `,
    `${finding.message}. ${finding.help}`,
    '',
    ...(way.length > 0 ? ['<details><summary>the way of the value</summary>', '', ...way, '', '</details>', ''] : []),
  ];
}

function code(text: string): string {
  return text ? `\`${text.replaceAll('`', "'")}\`` : '';
}
