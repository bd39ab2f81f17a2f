/** Findings for a comment on a pull request. */
import type { Failure, Finding } from '../finding.ts';
import { documentationUrl } from '../rule.ts';
import type { SuppressionProblem } from '../suppress.ts';
import { printable } from './printable.ts';
import { counted, failurePlace, type ReportInput, toRegion } from './report.ts';

const pillars = ['identity', 'access', 'monitoring'] as const;

/** The report as Markdown that ends with a newline. */
export function markdownReport(input: ReportInput): string {
  const { findings, problems, failures, summary } = input.result;
  const found = [
    ...(findings.length > 0 ? [counted(findings.length, 'finding')] : []),
    ...(problems.length > 0 ? [counted(problems.length, 'wrong suppression')] : []),
  ];
  const out = [`## Bailiwick: ${found.join(', ') || 'nothing found'}`, ''];
  for (const pillar of pillars) {
    const own = findings.filter((finding) => finding.pillar === pillar);
    if (own.length > 0) out.push(`### ${pillar}`, '', ...own.flatMap((finding) => block(input, finding)));
  }
  if (problems.length > 0) out.push('### suppressions', '', ...problems.map((each) => problemItem(input, each)), '');
  if (failures.length > 0) out.push('### failed', '', ...failures.map(failureItem), '');
  out.push(`${counted(summary.files, 'file')}, ${summary.parsedFiles} read closely.`);
  return `${out.join('\n')}\n`;
}

function block(input: ReportInput, finding: Finding): string[] {
  const { file, line } = toRegion(input, finding.at);
  const way = finding.path.map(
    (step, index) => `${index + 1}. ${prose(step.note)}: ${code(`${step.file}:${toRegion(input, step).line}`)}`,
  );
  return [
    `**${finding.severity}** [${finding.rule}](${documentationUrl(finding.rule)}) ${code(`${file}:${line}`)}  `,
    `${prose(finding.message)}. ${prose(finding.help)}`,
    '',
    ...(way.length > 0 ? ['<details><summary>the way of the value</summary>', '', ...way, '', '</details>', ''] : []),
  ];
}

function problemItem(input: ReportInput, { id, at, message, help }: SuppressionProblem): string {
  return `- **warning** ${id} ${code(`${at.file}:${toRegion(input, at).line}`)} ${prose(message)} ${prose(help)}`;
}

function failureItem(failure: Failure): string {
  const where = failurePlace(failure);
  return `- ${where && `${code(where)} `}${failure.rule ? `${failure.rule}: ` : ''}${prose(failure.reason)}`;
}

/** One line that keeps its code spans and starts nothing else: no HTML, link, image or emphasis. */
function prose(text: string): string {
  const parts = oneLine(text).split(/(`[^`]+`)/);
  return parts.map((part, index) => (index % 2 === 1 ? part : escaped(part))).join('');
}

function escaped(text: string): string {
  return text
    .replace(/[\\[\]*_~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('`', '&#96;');
}

function code(text: string): string {
  return `\`${oneLine(text).replaceAll('`', "'")}\``;
}

function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' '));
}
