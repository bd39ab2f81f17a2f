/** Writes the report of a run to where it is wanted. */
import { createColors } from 'picocolors';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { reasonOf } from '../input/attempt.ts';
import { maskLines } from '../masks.ts';
import { githubReport } from '../report/github.ts';
import { jsonReport } from '../report/json.ts';
import { markdownReport } from '../report/markdown.ts';
import { countBySeverity, failureText, type ReportInput } from '../report/report.ts';
import { sarifReport } from '../report/sarif.ts';
import { textReport } from '../report/text.ts';
import type { Analysis } from './analyse.ts';
import type { CheckOptions } from './arguments.ts';
import { complaint } from './complaint.ts';
import { metas } from './metas.ts';
import { pageOf } from './pages.ts';

/** Prints the report or writes its file; returns the exit code of the run. */
export function writeReport({ root, lines, result }: Analysis, options: CheckOptions, version: string): number {
  const input: ReportInput = {
    result,
    rules: metas,
    page: pageOf,
    lines: (file) =>
      maskLines(
        lines(file),
        result.masks.filter((mask) => mask.file === file),
      ),
    version,
    root,
  };
  const text = render(input, options);
  if (options.output === undefined) process.stdout.write(text);
  else {
    try {
      writeFileSync(resolve(process.cwd(), options.output), text);
    } catch (error) {
      process.stderr.write(complaint(`${options.output}: cannot be written (${reasonOf(error)})`));
      return 2;
    }
  }
  if (result.failures.length > 0) {
    const isTold = options.format === 'text' && options.output === undefined;
    if (!isTold) process.stderr.write(result.failures.map((failure) => complaint(failureText(failure))).join(''));
    return 2;
  }
  const { error, warning } = countBySeverity(result);
  return error > 0 || warning > (options.maxWarnings ?? 0) ? 1 : 0;
}

function render(input: ReportInput, options: CheckOptions): string {
  switch (options.format) {
    case 'json':
      return jsonReport(input);
    case 'sarif':
      return sarifReport(input);
    case 'github':
      return githubReport(input);
    case 'markdown':
      return markdownReport(input);
    case 'text': {
      // A file or a pipe gets plain text, and so does whoever set NO_COLOR (no-color.org).
      const isColored =
        options.color && options.output === undefined && process.stdout.isTTY && !process.env['NO_COLOR'];
      return textReport(input, {
        colors: createColors(isColored),
        isQuiet: options.quiet === true,
        showStats: options.stats === true,
      });
    }
  }
}
