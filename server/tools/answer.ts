/** The answer of a lint: what stands in the JSON report, with the paths that an agent may name, and no secrets. */
import { z } from 'zod';
import type { Finding } from '../finding.ts';
import type { LintResult, Summary } from '../lint.ts';
import { reportedFinding, reportedProblem } from '../report/json.ts';
import { failureShape, findingShape, problemShape, type ReportedFinding, summaryShape } from '../report/json-shape.ts';
import { masked } from '../report/masked.ts';
import type { ToolHost, ToolWorkspace } from './host.ts';
import { shownFailure, shownPath } from './locate.ts';

export const answerShape = z.strictObject({
  status: z
    .enum(['clean', 'findings', 'failed'])
    .describe('failed: something could not be read or a rule failed, so nothing found does not mean clean.'),
  findings: z.array(findingShape),
  omitted: z.int().min(0).describe('Findings beyond the limit.'),
  problems: z.array(problemShape).describe('Suppressions that are wrong.'),
  suppressed: z.int().min(0).describe('Findings that a comment silences.'),
  failures: z.array(failureShape).describe('What could not be done.'),
  warnings: z.array(failureShape).describe('Worth knowing, such as a syntax error in a file.'),
  summary: summaryShape,
});

export type Answer = z.infer<typeof answerShape>;

/** What was found in one workspace. */
export interface Linted {
  workspace: ToolWorkspace;
  result: LintResult;
}

/** One answer for all workspaces; the counts of files add up. */
export function toAnswer(host: ToolHost, linted: readonly Linted[], limit: number): Answer {
  const gather = <T>(each: (one: Linted) => readonly T[]): T[] => linted.flatMap(each);
  const findings = gather(({ workspace, result }) =>
    result.findings.map((finding) => shownFinding(host, workspace, finding)),
  );
  const problems = gather(({ workspace, result }) =>
    result.problems.map((problem) => {
      const reported = reportedProblem(workspace.session(), problem);
      return { ...reported, at: { ...reported.at, file: shownPath(host, workspace, reported.at.file) } };
    }),
  );
  const failures = gather(({ workspace, result }) =>
    result.failures.map((failure) => shownFailure(host, workspace, failure)),
  );
  const isClean = findings.length === 0 && problems.length === 0;
  return {
    status: failures.length > 0 ? 'failed' : isClean ? 'clean' : 'findings',
    findings: findings.slice(0, limit),
    omitted: Math.max(0, findings.length - limit),
    problems,
    suppressed: gather(({ result }) => result.suppressed).length,
    failures,
    warnings: gather(({ workspace, result }) =>
      result.warnings.map((warning) => shownFailure(host, workspace, warning)),
    ),
    summary: linted.map(({ result }) => result.summary).reduce(sum),
  };
}

/** The finding with lines, shown paths and masked texts. */
export function shownFinding(host: ToolHost, workspace: ToolWorkspace, finding: Finding): ReportedFinding {
  const reported = reportedFinding(workspace.session(), finding);
  const at = <T extends { file: string }>(place: T): T => ({
    ...place,
    file: shownPath(host, workspace, place.file),
  });
  const step = (each: ReportedFinding['path'][number]) => ({ ...at(each), note: masked(each.note) });
  return {
    ...reported,
    at: at(reported.at),
    message: masked(reported.message),
    why: masked(reported.why),
    help: masked(reported.help),
    path: reported.path.map(step),
    related: reported.related.map(step),
    fixes: reported.fixes.map((fix) => ({ ...fix, title: masked(fix.title) })),
  };
}

function sum(a: Summary, b: Summary): Summary {
  const counts = new Map(a.skipped.map(({ reason, count }) => [reason, count]));
  for (const { reason, count } of b.skipped) counts.set(reason, (counts.get(reason) ?? 0) + count);
  return {
    files: a.files + b.files,
    parsedFiles: a.parsedFiles + b.parsedFiles,
    skipped: [...counts].map(([reason, count]) => ({ reason, count })),
    hiddenOnTestPaths: a.hiddenOnTestPaths + b.hiddenOnTestPaths,
    hiddenBySeverity: a.hiddenBySeverity + b.hiddenBySeverity,
    hiddenByConfidence: a.hiddenByConfidence + b.hiddenByConfidence,
  };
}
