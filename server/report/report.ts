/** What every report gets: the result of a run, and how to turn its offsets into lines. */
import type { Failure, Place, Severity } from '../finding.ts';
import type { Lines } from '../input/lines.ts';
import type { LintResult } from '../lint.ts';
import type { RuleMeta } from '../rule.ts';

export interface ReportInput {
  result: LintResult;
  rules: readonly RuleMeta[];
  /** Markdown of a rule's page, '' when there is none. */
  page(rule: string): string;
  lines(file: string): Lines;
  version: string;
  /** Absolute path of the root that all places are relative to. */
  root: string;
}

/** A place in lines and columns, 1-based; the end column is exclusive. */
export interface Region {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** The region of a place. */
export function toRegion({ lines }: Pick<ReportInput, 'lines'>, place: Place): Region {
  const table = lines(place.file);
  const start = table.at(place.start);
  const end = table.at(place.end);
  return { file: place.file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** `file:line:column` of a failure, as far as it is known. */
export function failurePlace({ file, line, column }: Failure): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

/** A failure as one sentence: where, in which rule, and why. */
export function failureText(failure: Failure): string {
  const where = [failurePlace(failure), failure.rule].filter(Boolean).join(' ');
  return where ? `${where}: ${failure.reason}` : failure.reason;
}

/** How much of each severity a run brought; suppressions that are wrong are warnings, because they fail a run as such. */
export function countBySeverity({ findings, problems }: LintResult): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of [...findings, ...problems]) counts[severity]++;
  return counts;
}

/** `1 file`, `2 files`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
