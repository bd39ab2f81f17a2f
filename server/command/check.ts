/** `bailiwick check`: one run from paths to a report. */
import { createColors } from 'picocolors';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import { loadConfig } from '../config.ts';
import type { Confidence, Failure, Severity } from '../finding.ts';
import { applyFixes } from '../fix.ts';
import { encode } from '../input/encoding.ts';
import { readSource } from '../input/read.ts';
import { lint, type LintResult } from '../lint.ts';
import type { Model } from '../models/model.ts';
import { githubReport } from '../report/github.ts';
import { jsonReport } from '../report/json.ts';
import { markdownReport } from '../report/markdown.ts';
import type { ReportInput } from '../report/report.ts';
import { sarifReport } from '../report/sarif.ts';
import { textReport } from '../report/text.ts';
import { createSession, type Session } from '../session.ts';
import { didYouMean } from '../similar.ts';
import { diskWorkspace } from '../workspace.ts';
import { pageOf } from './rules.ts';
import { withProgress } from './progress.ts';

export interface CheckOptions {
  format: 'text' | 'json' | 'sarif' | 'github' | 'markdown';
  output?: string;
  rule?: string[];
  severity?: Severity;
  confidence?: Confidence;
  pedantic?: boolean;
  includeTests?: boolean;
  config?: string;
  fix?: boolean;
  maxWarnings?: number;
  quiet?: boolean;
  color: boolean;
  stats?: boolean;
}

const maxFixRounds = 10;
const ids = rules.map((rule) => rule.meta.id);

/** Runs the linter and writes the report; returns the exit code (0 clean, 1 findings, 2 could not run or failed). */
export async function check(paths: string[], options: CheckOptions, version: string): Promise<number> {
  const cwd = process.cwd();
  const problems = wrongArguments(paths, options, cwd);
  const loaded = loadConfig(options.config ?? paths[0] ?? '.', { rules: ids, cwd });
  problems.push(...loaded.failures.map(describe));
  if (problems.length > 0) {
    process.stderr.write(problems.map((problem) => `bailiwick: ${problem}\n`).join(''));
    return 2;
  }
  const run = (): { session: Session; result: LintResult } => {
    const workspace = diskWorkspace(paths, {
      cwd,
      ignore: loaded.config.ignore ?? [],
      ...(loaded.file === undefined ? {} : { ignoreBase: dirname(loaded.file) }),
    });
    // The generated file was validated when it was written; its literals are wider than the model's types.
    const all = [...(models as unknown as Model[]), ...loaded.models];
    const session = createSession({ workspace, config: loaded.config, models: all });
    return { session, result: lint(session, lintOptions(options)) };
  };
  let { session, result } = await withProgress(options, run);
  if (options.fix) {
    for (let round = 0; round < maxFixRounds && applySafe(session, result) > 0; round++) ({ session, result } = run());
  }
  return report(session, result, options, version);
}

function wrongArguments(paths: string[], options: CheckOptions, cwd: string): string[] {
  const wrong = (options.rule ?? [])
    .filter((id) => !ids.includes(id))
    .map(
      (id) =>
        `there is no rule "${id}"; ${didYouMean(id, ids) ? `did you mean "${didYouMean(id, ids)}"?` : '`bailiwick rules` lists them'}`,
    );
  if (options.maxWarnings !== undefined && !(Number.isInteger(options.maxWarnings) && options.maxWarnings >= 0)) {
    wrong.push('--max-warnings takes a whole number of at least 0');
  }
  wrong.push(
    ...paths
      .filter((path) => !existsSync(resolve(cwd, path)))
      .map((path) => `${path}: there is no such file or directory`),
  );
  if (options.config !== undefined && !existsSync(resolve(cwd, options.config)))
    wrong.push(`${options.config}: there is no such configuration file`);
  return wrong;
}

function describe({ file, line, column, reason }: Failure): string {
  return `${[file, line, column].filter((part) => part !== undefined).join(':')}: ${reason}`;
}

function lintOptions(options: CheckOptions) {
  return {
    rules,
    ...(options.rule ? { only: options.rule } : {}),
    ...(options.severity ? { severity: options.severity } : {}),
    ...(options.confidence ? { confidence: options.confidence } : {}),
    ...(options.pedantic ? { isPedantic: true } : {}),
    ...(options.includeTests ? { includeTests: true } : {}),
  };
}

function applySafe(session: Session, result: LintResult): number {
  const fixes = result.findings.flatMap((finding) => finding.fixes.filter((fix) => fix.safety === 'safe').slice(0, 1));
  const { texts, applied } = applyFixes(fixes, (file) => session.text(file));
  for (const [path, text] of texts) {
    const file = session.workspace.files.find((candidate) => candidate.path === path);
    const source = file && readSource(file);
    // A file that did not decode cleanly would lose bytes: it is left as it is.
    if (!file || source?.kind !== 'source' || source.isLossy) continue;
    const aside = `${file.absolute}.bailiwick-tmp`;
    writeFileSync(aside, encode(text, source));
    renameSync(aside, file.absolute);
  }
  return applied;
}

function report(session: Session, result: LintResult, options: CheckOptions, version: string): number {
  const input: ReportInput = {
    result,
    rules: rules.map((rule) => rule.meta),
    page: pageOf,
    lines: (file) => session.lines(file),
    version,
    root: session.workspace.root,
  };
  const text = render(input, options);
  if (options.output === undefined) process.stdout.write(text);
  else {
    try {
      writeFileSync(resolve(process.cwd(), options.output), text);
    } catch (error) {
      process.stderr.write(
        `bailiwick: ${options.output}: cannot be written (${error instanceof Error ? error.message : String(error)})\n`,
      );
      return 2;
    }
  }
  if (result.failures.length > 0) {
    if (options.format !== 'text' || options.output !== undefined)
      process.stderr.write(result.failures.map((f) => `bailiwick: ${describe(f)}\n`).join(''));
    return 2;
  }
  const count = (severity: Severity): number =>
    result.findings.filter((finding) => finding.severity === severity).length;
  const warnings = count('warning') + result.problems.length;
  return count('error') > 0 || warnings > (options.maxWarnings ?? 0) ? 1 : 0;
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
