/** Findings for a person at a terminal: what is wrong, the code, the path step by step, why, and what to do. */
import type { Colors } from 'picocolors/types';
import type { Finding, Severity, Step } from '../finding.ts';
import { documentationUrl } from '../rule.ts';
import { codeFrame, printable } from './code-frame.ts';
import { failurePlace, type ReportInput, toRegion } from './report.ts';

export interface TextOptions {
  colors: Colors;
  isQuiet: boolean;
  showStats: boolean;
}

const maxOtherSources = 5;

/** The whole report as text that ends with a newline. */
export function textReport(input: ReportInput, options: TextOptions): string {
  const { result } = input;
  const blocks = options.isQuiet ? [] : result.findings.map((finding) => findingBlock(input, finding, options.colors));
  const problems = result.problems.map(({ at, id, message, help }) => {
    const { line, column } = toRegion(input, at);
    return `${options.colors.yellow(`warning[${id}]`)} ${message}\n  --> ${at.file}:${line}:${column}\n  help: ${help}\n`;
  });
  const notes = result.warnings.map(
    (note) => `${options.colors.yellow('note')}: ${failurePlace(note)}: ${note.reason}\n`,
  );
  const failures = result.failures.map(
    (failure) =>
      `${options.colors.red('failed')}: ${[failurePlace(failure), failure.rule].filter(Boolean).join(' ')}: ${failure.reason}\n`,
  );
  return [...blocks, ...(options.isQuiet ? [] : [...problems, ...notes]), ...failures, summary(input, options)].join(
    '\n',
  );
}

function findingBlock(input: ReportInput, finding: Finding, colors: Colors): string {
  const region = toRegion(input, finding.at);
  const out = [
    `${paint(colors, finding.severity)(colors.bold(`${finding.severity}[${finding.rule}]`))} ${colors.bold(printable(finding.message))}`,
  ];
  out.push(...frameLines(input, finding.at, colors, '-->', finding.severity));
  if (finding.path.length > 0) {
    out.push('', colors.bold('  the way of the value:'));
    finding.path.forEach((step, index) => out.push(...stepLines(input, step, `${index + 1}.`, colors)));
  }
  finding.related.slice(0, maxOtherSources).forEach((step) => out.push(...stepLines(input, step, 'see', colors)));
  const more = finding.related.length - maxOtherSources;
  if (more > 0) out.push(colors.dim(`  and ${more} more places`));
  out.push('', `  ${colors.cyan('why')}:  ${finding.why}`, `  ${colors.cyan('help')}: ${finding.help}`);
  const fix = finding.fixes[0];
  if (fix)
    out.push(
      `  ${colors.cyan('fix')}:  ${fix.title} (${fix.safety === 'safe' ? '--fix applies it' : 'offered in the editor'})`,
    );
  out.push(`  ${colors.dim(`${region.file} · ${documentationUrl(finding.rule)}`)}`, '');
  return out.join('\n');
}

function frameLines(
  input: ReportInput,
  place: Step | Finding['at'],
  colors: Colors,
  arrow: string,
  severity: Severity,
): string[] {
  const region = toRegion(input, place);
  const { source, marks } = codeFrame(input.lines(place.file), region);
  const number = String(region.line);
  const gutter = ' '.repeat(number.length);
  return [
    `${gutter} ${colors.blue(arrow)} ${printable(place.file)}:${region.line}:${region.column}`,
    `${gutter}  ${colors.blue('|')}`,
    `${colors.blue(number)}  ${colors.blue('|')} ${source}`,
    `${gutter}  ${colors.blue('|')} ${paint(colors, severity)(marks)}`,
  ];
}

function stepLines(input: ReportInput, step: Step, label: string, colors: Colors): string[] {
  const region = toRegion(input, step);
  const { source, marks } = codeFrame(input.lines(step.file), region);
  const pad = label.padStart(5);
  return [
    `${pad} ${colors.bold(printable(step.note))}  ${colors.dim(`${printable(step.file)}:${region.line}:${region.column}`)}`,
    `      ${colors.blue('|')} ${source}`,
    `      ${colors.blue('|')} ${colors.dim(marks)}`,
  ];
}

function paint(colors: Colors, severity: Severity): (text: string) => string {
  return severity === 'error' ? colors.red : severity === 'warning' ? colors.yellow : colors.blue;
}

function summary({ result }: ReportInput, { colors, showStats }: TextOptions): string {
  const { summary: counts, stats } = result;
  const bySeverity = (severity: Severity): number => result.findings.filter((f) => f.severity === severity).length;
  const parts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const n = bySeverity(severity);
    return n > 0 ? [paint(colors, severity)(`${n} ${severity}${n > 1 && severity !== 'info' ? 's' : ''}`)] : [];
  });
  const out = [
    `${parts.length > 0 ? parts.join(', ') : colors.green('nothing found')} in ${counts.files} files (${counts.parsedFiles} read closely)`,
  ];
  if (counts.skipped.length > 0)
    out.push(colors.dim(`left out: ${counts.skipped.map(({ reason, count }) => `${count} ${reason}`).join(', ')}`));
  if (counts.hiddenOnTestPaths > 0)
    out.push(colors.dim(`${counts.hiddenOnTestPaths} on test and example paths not shown (--include-tests)`));
  if (counts.hiddenByLevel > 0)
    out.push(colors.dim(`${counts.hiddenByLevel} less certain or less severe not shown (--pedantic)`));
  if (result.suppressed.length > 0) out.push(colors.dim(`${result.suppressed.length} suppressed by comments`));
  if (result.failures.length > 0) out.push(colors.red(`${result.failures.length} failed; the result is incomplete`));
  if (showStats) {
    const ms = (value: number): string => `${value.toFixed(0)} ms`;
    out.push(
      `select ${ms(stats.selectMs)}, read and parse ${ms(stats.parseMs)} (${stats.parsedBytes} characters), link ${ms(stats.linkMs)}, rules ${ms(stats.rulesMs)}`,
    );
  }
  return `${out.join('\n')}\n`;
}
