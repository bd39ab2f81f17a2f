/** What is told of a lint: the files whose diagnostics differ from those that were told before. */
import { createHash } from 'node:crypto';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { join } from 'node:path';
import type { Failure } from '../../finding.ts';
import { createLines } from '../../input/lines.ts';
import { isWithin } from '../../input/repository.ts';
import type { Analysis } from './analysis.ts';
import { clean } from '../messages.ts';
import { diagnosticsByPath, source } from './diagnostics.ts';
import { marksOf } from './marks.ts';
import type { FileDiagnostics, LintAnswer } from '../messages.ts';
import { toPosition } from '../positions.ts';
import type { Workspace } from '../../workspace.ts';
import type { Project } from './project.ts';

/** Diagnostics of files by URI, as they were told last. */
export type Told = Map<string, string>;

/** The answer to a lint, and what is told from now on; files of the folders inside this one are left to those. */
export function lintAnswer(
  project: Project,
  analysis: Analysis,
  foldersInside: readonly string[],
  told: Told | undefined,
): { answer: LintAnswer; told: Told } {
  const isOwn = (path: string): boolean => !foldersInside.some((folder) => isWithin(folder, join(analysis.root, path)));
  const files = new Map<string, Diagnostic[]>();
  for (const [path, items] of diagnosticsByPath(analysis)) if (isOwn(path)) files.set(analysis.uri(path), items);
  for (const [uri, items] of configDiagnostics(project, analysis))
    files.set(uri, [...(files.get(uri) ?? []), ...items]);

  const now: Told = new Map();
  const changed: FileDiagnostics[] = [];
  for (const [uri, items] of files) {
    const resultId = idOf(items);
    now.set(uri, resultId);
    if (told?.get(uri) !== resultId) changed.push({ uri, resultId, items });
  }
  for (const uri of told?.keys() ?? []) if (!now.has(uri)) changed.push({ uri, resultId: clean, items: [] });
  const { workspace } = analysis.session;
  const findings = analysis.result.findings.filter(({ at }) => isOwn(at.file));
  return {
    told: now,
    answer: {
      project: project.order.key,
      isFirst: told === undefined,
      isWhole: analysis.isWhole,
      ...(analysis.about ? { about: Array.from(analysis.about, analysis.uri) } : {}),
      changed,
      marks: marksOfOpen(analysis),
      counts: {
        findings: findings.length,
        errors: findings.filter(({ severity }) => severity === 'error').length,
        files: countOf(workspace, isOwn, foldersInside.length > 0),
      },
      failures: failuresOf(project, analysis),
      tooLarge: tooLarge(analysis),
      reads: [...project.config.texts().keys()],
    },
  };
}

function countOf({ files, documents }: Workspace, isOwn: (path: string) => boolean, hasOthers: boolean): number {
  if (!hasOthers) return files.length + documents.length;
  return [...files, ...documents].filter(({ path }) => isOwn(path)).length;
}

function marksOfOpen(analysis: Analysis): LintAnswer['marks'] {
  return analysis.open.map((path) => ({
    uri: analysis.uri(path),
    version: analysis.version(path) ?? 0,
    marks: marksOf(analysis, path),
  }));
}

function idOf(items: readonly Diagnostic[]): string {
  return createHash('sha256').update(JSON.stringify(items)).digest('base64url').slice(0, 22);
}

function configDiagnostics(project: Project, { client }: Analysis): Map<string, Diagnostic[]> {
  const byUri = new Map<string, Diagnostic[]>();
  for (const failure of project.config.failures()) add(failure, DiagnosticSeverity.Error);
  for (const warning of project.config.warnings()) add(warning, DiagnosticSeverity.Warning);
  return byUri;

  function add({ file = '', line = 1, column = 1, reason }: Failure, severity: DiagnosticSeverity): void {
    const lines = createLines(project.config.texts().get(file) ?? '');
    const at = toPosition(lines, lines.offset(line, column), client.encoding);
    const item: Diagnostic = {
      range: { start: at, end: at },
      severity,
      code: 'configuration',
      source,
      message: reason,
    };
    const uri = project.uriOf(file);
    byUri.set(uri, [...(byUri.get(uri) ?? []), item]);
  }
}

function failuresOf(project: Project, analysis: Analysis): LintAnswer['failures'] {
  const ofConfig = project.config.failures().map((failure) => plain(failure, project.uriOf(failure.file)));
  const ofLint = analysis.result.failures.map((failure) =>
    plain(failure, failure.file === undefined ? undefined : analysis.uri(failure.file)),
  );
  return [...ofConfig, ...ofLint];
}

function plain({ rule, reason, line, column }: Failure, uri: string | undefined): LintAnswer['failures'][number] {
  return {
    reason: rule === undefined ? reason : `${rule}: ${reason}`,
    ...(uri === undefined ? {} : { uri }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}

function tooLarge(analysis: Analysis): string[] {
  const { workspace, notes } = analysis.session;
  return [...workspace.skipped, ...notes.skipped]
    .filter(({ path, reason }) => reason === 'larger than 1 MiB' && analysis.version(path) !== null)
    .map(({ path }) => analysis.uri(path));
}
