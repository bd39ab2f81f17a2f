/** Findings, wrong suppressions and failures as diagnostics of the file that they stand in. */
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from 'vscode-languageserver';
import type { Failure, Finding, Place, Severity, Step } from '../../finding.ts';
import { printable } from '../../report/printable.ts';
import { documentationUrl } from '../../rule.ts';
import type { SuppressionProblem } from '../../suppress.ts';
import type { Analysis } from './analysis.ts';
import { toPosition } from '../positions.ts';
import { rangeOf } from '../actions/workspace-edit.ts';

/** What a diagnostic of a finding carries for code actions. */
export interface DiagnosticData {
  fingerprint: string;
  rule: string;
  fixes: { title: string; safety: 'safe' | 'suggestion' }[];
}

export const source = 'bailiwick';

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** The diagnostics of one file, in the order of their places. */
export function diagnosticsOf(analysis: Analysis, path: string): Diagnostic[] {
  return diagnosticsByPath(analysis).get(path) ?? [];
}

/** The diagnostics of all files that have any. */
export function diagnosticsByPath(analysis: Analysis): Map<string, Diagnostic[]> {
  const { findings, problems, failures, warnings } = analysis.result;
  const byPath = new Map<string, Diagnostic[]>();
  const add = (path: string | undefined, diagnostic: Diagnostic): void => {
    if (path === undefined) return;
    const known = byPath.get(path);
    if (known) known.push(diagnostic);
    else byPath.set(path, [diagnostic]);
  };
  for (const finding of findings) add(finding.at.file, ofFinding(analysis, finding));
  for (const problem of problems) add(problem.at.file, ofProblem(analysis, problem));
  for (const failure of failures)
    add(failure.file, ofFailure(analysis, failure, 'not-analysed', DiagnosticSeverity.Warning));
  // A hint, because a file is half written most of the time that one types.
  for (const warning of warnings)
    add(warning.file, ofFailure(analysis, warning, 'partly-analysed', DiagnosticSeverity.Hint));
  for (const list of byPath.values()) list.sort(inOrder);
  return byPath;
}

function ofFinding(analysis: Analysis, finding: Finding): Diagnostic {
  const { message, why, help, rule, fingerprint, fixes, path, related } = finding;
  const steps = [...path, ...related];
  const { relatedInformation } = analysis.client;
  const told = relatedInformation ? [] : steps.map((step) => `${placeText(analysis, step)}: ${printable(step.note)}`);
  const data: DiagnosticData = { fingerprint, rule, fixes: fixes.map(({ title, safety }) => ({ title, safety })) };
  return {
    range: rangeOf(analysis, finding.at),
    severity: severities[finding.severity],
    code: rule,
    codeDescription: { href: documentationUrl(rule) },
    source,
    message: [printable(message), `Why: ${printable(why)}`, `Help: ${printable(help)}`, ...told].join('\n'),
    ...(relatedInformation && steps.length > 0
      ? { relatedInformation: steps.map((step) => informationOf(analysis, step)) }
      : {}),
    data,
  };
}

function ofProblem(analysis: Analysis, { id, at, message, help }: SuppressionProblem): Diagnostic {
  return {
    range: rangeOf(analysis, at),
    severity: DiagnosticSeverity.Warning,
    code: id,
    source,
    message: `${printable(message)}\nHelp: ${printable(help)}`,
    ...(id === 'unused-suppression' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
}

function ofFailure(analysis: Analysis, failure: Failure, code: string, severity: DiagnosticSeverity): Diagnostic {
  const { file = '', line = 1, column = 1 } = failure;
  const lines = analysis.session.lines(file);
  const at = toPosition(lines, lines.offset(line, column), analysis.client.encoding);
  return { range: { start: at, end: at }, severity, code, source, message: failureSentence(failure) };
}

function failureSentence({ rule, reason }: Failure): string {
  return printable(rule === undefined ? `Bailiwick: ${reason}` : `${rule}: ${reason}`);
}

function informationOf(analysis: Analysis, step: Step): DiagnosticRelatedInformation {
  return {
    location: { uri: analysis.uri(step.file), range: rangeOf(analysis, step) },
    message: printable(step.note),
  };
}

function placeText(analysis: Analysis, { file, start }: Place): string {
  const { line, column } = analysis.session.lines(file).at(start);
  return `${printable(file)}:${line}:${column}`;
}

function inOrder(a: Diagnostic, b: Diagnostic): number {
  return a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character;
}
