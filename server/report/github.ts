/** Workflow commands that GitHub Actions shows as annotations. */
import type { Place, Severity } from '../finding.ts';
import { failureText, type ReportInput, toRegion } from './report.ts';

const commands: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' };

/** One command a line, for findings, suppressions that are wrong, and failures. */
export function githubReport(input: ReportInput): string {
  const findings = input.result.findings.map((finding) => {
    const way = finding.path.map(
      (step, index) => `${index + 1}. ${step.note} (${step.file}:${toRegion(input, step).line})`,
    );
    const text = [finding.message, ...way, finding.help].join('\n');
    return command(commands[finding.severity], { ...place(input, finding.at), title: finding.rule }, text);
  });
  const problems = input.result.problems.map(({ id, severity, at, message, help }) =>
    command(commands[severity], { ...place(input, at), title: id }, `${message}\n${help}`),
  );
  const failures = input.result.failures.map((failure) =>
    command('error', { title: 'bailiwick failed' }, failureText(failure)),
  );
  return [...findings, ...problems, ...failures].map((line) => `${line}\n`).join('');
}

function place(input: ReportInput, at: Place): Record<string, string | number> {
  const { file, line, column, endLine, endColumn } = toRegion(input, at);
  // GitHub ignores the columns of a place that ends on another line when both are given.
  return { file, line, col: column, endLine, ...(endLine === line ? { endColumn } : {}) };
}

function command(name: string, properties: Record<string, string | number>, message: string): string {
  const list = Object.entries(properties).map(
    ([key, value]) => `${key}=${escape(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`,
  );
  return `::${name} ${list.join(',')}::${escape(message)}`;
}

function escape(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
