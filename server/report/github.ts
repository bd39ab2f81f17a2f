/** Workflow commands that GitHub Actions shows as annotations. */
import type { Severity } from '../finding.ts';
import { failurePlace, type ReportInput, toRegion } from './report.ts';

const commands: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' };

/** One command a line, for findings and failures. */
export function githubReport(input: ReportInput): string {
  const findings = input.result.findings.map((finding) => {
    const { file, line, column, endLine, endColumn } = toRegion(input, finding.at);
    const way = finding.path.map(
      (step, index) => `${index + 1}. ${step.note} (${step.file}:${toRegion(input, step).line})`,
    );
    const text = [finding.message, ...way, finding.help].join('\n');
    const properties = {
      file,
      line,
      col: column,
      endLine,
      ...(endLine === line ? { endColumn } : {}),
      title: finding.rule,
    };
    return command(commands[finding.severity], properties, text);
  });
  const failures = input.result.failures.map((failure) =>
    command('error', { title: 'bailiwick failed' }, `${failurePlace(failure)} ${failure.reason}`.trim()),
  );
  return [...findings, ...failures].map((line) => `${line}\n`).join('');
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
