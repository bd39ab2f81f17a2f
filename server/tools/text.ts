/** Answers of the tools as text for a model: one fact a line, safe to print. */
import type { Failure } from '../finding.ts';
import type { ReportedFinding } from '../report/json-shape.ts';
import { printable } from '../report/printable.ts';
import { counted, failureText } from '../report/report.ts';
import type { Answer } from './answer.ts';

const maxRelated = 5;

/** The findings, what is wrong besides, and a last line that sums up. */
export function answerText(answer: Answer): string {
  const { findings, problems, failures, warnings, omitted, suppressed, summary } = answer;
  const blocks = [
    ...failures.map((failure) => failureLine('failed', failure)),
    ...findings.map(findingText),
    ...problems.map(({ id, at, message, help }) => `warning ${id} ${place(at)} ${printable(`${message} ${help}`)}`),
    ...warnings.map((warning) => failureLine('note', warning)),
  ];
  const total = findings.length + omitted;
  const hidden = [
    ...(omitted > 0 ? [`${omitted} of them not shown; ask with a higher limit or for fewer paths`] : []),
    ...(suppressed > 0 ? [`${suppressed} silenced by comments`] : []),
    ...(summary.hiddenByConfidence > 0 ? [`${summary.hiddenByConfidence} of lower confidence not shown`] : []),
    ...(summary.hiddenBySeverity > 0 ? [`${summary.hiddenBySeverity} of lower severity not shown`] : []),
    ...(summary.hiddenOnTestPaths > 0 ? [`${summary.hiddenOnTestPaths} on test paths not shown`] : []),
  ];
  const found = total === 0 ? 'No findings' : counted(total, 'finding');
  const looked = `${counted(summary.files, 'file')} in the workspace, ${summary.parsedFiles} read closely`;
  return [...blocks, `${[found, ...hidden].join('; ')}. ${looked}.`].join('\n\n');
}

/** One finding with its path and its fixes. */
export function findingText(finding: ReportedFinding): string {
  const { severity, rule, at, message, why, help, path, related, fixes, fingerprint } = finding;
  const more = related.length - maxRelated;
  return [
    `${severity} ${rule} ${place(at)} ${printable(message)}`,
    ...path.map((step, index) => `  ${index + 1}. ${place(step)} ${printable(step.note)}`),
    ...related.slice(0, maxRelated).map((step) => `  see ${place(step)} ${printable(step.note)}`),
    ...(more > 0 ? [`  and ${counted(more, 'more place')}`] : []),
    `  why: ${printable(why)}`,
    `  help: ${printable(help)}`,
    ...fixes.map(({ title, safety }) => `  fix (${safety}): ${printable(title)}`),
    `  finding: ${fingerprint}`,
  ].join('\n');
}

/** A failure behind a word that says what it is. */
export function failureLine(word: string, failure: Failure): string {
  return `${word} ${printable(failureText(failure))}`;
}

/** `file:line:column`. */
export function place({ file, line, column }: { file: string; line: number; column: number }): string {
  return `${printable(file)}:${line}:${column}`;
}
