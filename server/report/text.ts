/** Findings for a person at a terminal: what is wrong, the code, the path step by step, why, and what to do. */
import type { Colors } from 'picocolors/types';
import type { Finding, Place, Severity, Step } from '../finding.ts';
import { documentationUrl } from '../rule.ts';
import type { Stats } from '../session.ts';
import type { SuppressionProblem } from '../suppress.ts';
import { codeFrame } from './code-frame.ts';
import { printable } from './printable.ts';
import { countBySeverity, counted, failureText, type ReportInput, toRegion } from './report.ts';

export interface TextOptions {
  colors: Colors;
  isQuiet: boolean;
  showStats: boolean;
}

const maxOtherSources = 5;

/** The whole report as text that ends with a newline. */
export function textReport(input: ReportInput, options: TextOptions): string {
  const { result } = input;
  const { colors } = options;
  const details = [
    ...result.findings.map((finding) => findingBlock(input, finding, colors)),
    ...result.problems.map((problem) => problemBlock(input, problem, colors)),
    ...result.warnings.map((note) => `${colors.yellow('note')}: ${printable(failureText(note))}\n`),
  ];
  const failures = result.failures.map((failure) => `${colors.red('failed')}: ${printable(failureText(failure))}\n`);
  return [...(options.isQuiet ? [] : details), ...failures, summary(input, options)].join('\n');
}

function problemBlock(input: ReportInput, { id, at, message, help }: SuppressionProblem, colors: Colors): string {
  const { line, column } = toRegion(input, at);
  return [
    `${colors.yellow(`warning[${id}]`)} ${printable(message)}`,
    `  --> ${printable(at.file)}:${line}:${column}`,
    `  help: ${printable(help)}\n`,
  ].join('\n');
}

function findingBlock(input: ReportInput, finding: Finding, colors: Colors): string {
  const heading = paint(colors, finding.severity)(colors.bold(`${finding.severity}[${finding.rule}]`));
  const out = [`${heading} ${colors.bold(printable(finding.message))}`];
  out.push(...frameLines(input, finding.at, colors, finding.severity));
  if (finding.path.length > 0) {
    out.push('', colors.bold('  the way of the value:'));
    finding.path.forEach((step, index) => out.push(...stepLines(input, step, `${index + 1}.`, colors)));
  }
  finding.related.slice(0, maxOtherSources).forEach((step) => out.push(...stepLines(input, step, 'see', colors)));
  const more = finding.related.length - maxOtherSources;
  if (more > 0) out.push(colors.dim(`  and ${counted(more, 'more place')}`));
  out.push('', `  ${colors.cyan('why')}:  ${printable(finding.why)}`);
  out.push(`  ${colors.cyan('help')}: ${printable(finding.help)}`);
  const [fix] = finding.fixes;
  if (fix) {
    const who = fix.safety === 'safe' ? '--fix applies it' : 'offered in the editor';
    out.push(`  ${colors.cyan('fix')}:  ${printable(fix.title)} (${who})`);
  }
  out.push(`  ${colors.dim(`${printable(finding.at.file)} · ${documentationUrl(finding.rule)}`)}`, '');
  return out.join('\n');
}

function frameLines(input: ReportInput, place: Place, colors: Colors, severity: Severity): string[] {
  const region = toRegion(input, place);
  const { source, marks } = codeFrame(input.lines(place.file), region);
  const number = String(region.line);
  const gutter = ' '.repeat(number.length);
  return [
    `${gutter} ${colors.blue('-->')} ${printable(place.file)}:${region.line}:${region.column}`,
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
  const found = countBySeverity(result);
  const parts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const number = found[severity];
    if (number === 0) return [];
    return [paint(colors, severity)(severity === 'info' ? `${number} info` : counted(number, severity))];
  });
  const left = counts.skipped.map(({ reason, count }) => `${count} ${reason}`).join(', ');
  const out = [
    `${parts.join(', ') || colors.green('nothing found')} in ${counted(counts.files, 'file')} (${counts.parsedFiles} read closely)`,
  ];
  const add = (count: number, words: string): void => {
    if (count > 0) out.push(colors.dim(words));
  };
  add(counts.skipped.length, `left out: ${left}`);
  add(counts.hiddenOnTestPaths, `${counts.hiddenOnTestPaths} on test and example paths not shown (--include-tests)`);
  add(counts.hiddenBySeverity, `${counts.hiddenBySeverity} less severe not shown (--severity info)`);
  add(counts.hiddenByConfidence, `${counts.hiddenByConfidence} less certain not shown (--confidence low)`);
  add(result.suppressed.length, `${result.suppressed.length} suppressed by comments`);
  if (result.failures.length > 0) out.push(colors.red(`${result.failures.length} failed; the result is incomplete`));
  if (showStats) out.push(timeLine(stats));
  return `${out.join('\n')}\n`;
}

/** The phases and their sum; whole numbers that add up, because it is the ends of the phases that are rounded. */
function timeLine(stats: Stats): string {
  let end = 0;
  const part = (name: string, ms: number): string => {
    const start = Math.round(end);
    end += ms;
    return `${name} ${Math.round(end) - start} ms`;
  };
  const parts = [
    part('start', stats.startMs),
    part('find files', stats.walkMs),
    part('compare with earlier runs', stats.cacheMs),
    part('read manifests', stats.manifestsMs),
    part('compile models', stats.catalogMs),
    part('select', stats.selectMs),
    `${part('read and parse', stats.parseMs)} (${stats.parsedCharacters} characters)`,
    part('link', stats.linkMs),
    part('rules', stats.rulesMs),
    part('findings', stats.findingsMs),
    ...(stats.fixMs > 0 ? [part('fix', stats.fixMs)] : []),
  ];
  return `${parts.join(', ')}; ${Math.round(end)} ms in all`;
}
