/** What every report gets: the result of a run, and how to turn its offsets into lines. */
import type { Place } from '../finding.ts';
import type { LintResult } from '../lint.ts';
import type { RuleMeta } from '../rule.ts';
import type { Lines } from '../input/lines.ts';

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
export function failurePlace(failure: { file?: string; line?: number; column?: number }): string {
  return [failure.file, failure.line, failure.column].filter((part) => part !== undefined).join(':');
}
