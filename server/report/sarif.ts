/** SARIF 2.1.0 (OASIS), as GitHub code scanning and other viewers read it. */
import type {
  CodeFlow,
  Fix,
  Location,
  Log,
  Message,
  Notification,
  Region as SarifRegion,
  ReportingDescriptor,
  Result,
} from 'sarif';
import { pathToFileURL } from 'node:url';
import type { Failure, Finding, Place, Severity, Step } from '../finding.ts';
import { documentationUrl, type RuleMeta } from '../rule.ts';
import type { SuppressionProblem } from '../suppress.ts';
import { type ReportInput, toRegion } from './report.ts';

const levels: Record<Severity, Result.level> = { error: 'error', warning: 'warning', info: 'note' };
// GitHub turns these into critical, high, medium and low.
const scores: Record<Severity, string> = { error: '8.5', warning: '5.5', info: '2.0' };
const problemTitles: Record<SuppressionProblem['id'], string> = {
  'suppression-malformed': 'Suppression that cannot be read',
  'suppression-unknown-rule': 'Suppression of a rule that does not exist',
  'suppression-without-reason': 'Suppression without a reason',
  'unused-suppression': 'Suppression that nothing needs',
};

/** The report as SARIF text that ends with a newline. */
export function sarifReport(input: ReportInput): string {
  const { result } = input;
  // Suppressions that are wrong are results as well: viewers show no notifications, and the exit code counts both.
  const problems = result.problems.map(({ id }) => id);
  const descriptors = [
    ...input.rules.map((meta) => ruleDescriptor(meta, input.page(meta.id))),
    ...[...new Set(problems)].sort().map(problemDescriptor),
  ];
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Bailiwick',
            informationUri: 'https://github.com/bailiwick/bailiwick',
            semanticVersion: input.version,
            rules: descriptors,
          },
        },
        columnKind: 'utf16CodeUnits',
        ...(input.root ? { originalUriBaseIds: { SRCROOT: { uri: `${pathToFileURL(input.root).href}/` } } } : {}),
        invocations: [
          {
            executionSuccessful: result.failures.length === 0,
            toolExecutionNotifications: [
              ...result.failures.map((failure) => toNotification(failure, 'error')),
              ...result.warnings.map((warning) => toNotification(warning, 'note')),
            ],
          },
        ],
        results: [
          ...result.findings.map((finding) => toResult(input, finding)),
          ...result.suppressed.map(({ finding, reason }) => ({
            ...toResult(input, finding),
            suppressions: [{ kind: 'inSource' as const, justification: reason }],
          })),
          ...result.problems.map((problem) => ({
            ruleId: problem.id,
            ruleIndex: descriptors.findIndex(({ id }) => id === problem.id),
            level: levels[problem.severity],
            message: toMessage(`${problem.message} ${problem.help}`),
            locations: [toLocation(input, problem.at)],
          })),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleDescriptor(meta: RuleMeta, page: string): ReportingDescriptor {
  const cwe = meta.references.flatMap((reference) =>
    reference.startsWith('cwe:') ? [`external/cwe/cwe-${reference.slice(4).padStart(3, '0')}`] : [],
  );
  return {
    id: meta.id,
    name: pascalCase(meta.id),
    shortDescription: { text: meta.title },
    fullDescription: { text: `${meta.title}.` },
    help: {
      text: `${meta.title}. See ${documentationUrl(meta.id)}`,
      markdown: page || `[${meta.title}](${documentationUrl(meta.id)})`,
    },
    helpUri: documentationUrl(meta.id),
    defaultConfiguration: { level: levels[meta.severity] },
    properties: {
      tags: ['security', meta.pillar, ...cwe],
      precision: meta.confidence === 'high' ? 'high' : meta.confidence,
      'problem.severity': meta.severity === 'info' ? 'recommendation' : meta.severity,
      'security-severity': scores[meta.severity],
    },
  };
}

function problemDescriptor(id: SuppressionProblem['id']): ReportingDescriptor {
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: problemTitles[id] },
    defaultConfiguration: { level: levels.warning },
  };
}

function pascalCase(id: string): string {
  return id.replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase());
}

/** Braces are doubled, because SARIF has placeholders in them (section 3.11.5). */
function toMessage(text: string): Message {
  return { text: text.replace(/[{}]/g, '$&$&') };
}

function toNotification({ reason, file, line, rule }: Failure, level: Notification.level): Notification {
  const message = toMessage(rule ? `${rule}: ${reason}` : reason);
  if (!file) return { level, message };
  const region = line ? { region: { startLine: line } } : {};
  return { level, message, locations: [{ physicalLocation: { artifactLocation: artifact(file), ...region } }] };
}

function toResult(input: ReportInput, finding: Finding): Result {
  const flows: CodeFlow[] =
    finding.path.length > 0
      ? [{ threadFlows: [{ locations: finding.path.map((step) => ({ location: annotated(input, step) })) }] }]
      : [];
  return {
    ruleId: finding.rule,
    ruleIndex: input.rules.findIndex((meta) => meta.id === finding.rule),
    level: levels[finding.severity],
    message: toMessage(`${finding.message}. ${finding.why} ${finding.help}`),
    locations: [toLocation(input, finding.at)],
    ...(flows.length > 0 ? { codeFlows: flows } : {}),
    ...(finding.related.length > 0
      ? { relatedLocations: finding.related.map((step, index) => ({ id: index + 1, ...annotated(input, step) })) }
      : {}),
    ...(finding.fixes.length > 0 ? { fixes: finding.fixes.map((fix) => toFix(input, fix)) } : {}),
    partialFingerprints: { 'bailiwick/v1': finding.fingerprint },
    properties: { pillar: finding.pillar, confidence: finding.confidence, isTest: finding.isTest },
  };
}

function toFix(input: ReportInput, fix: Finding['fixes'][number]): Fix {
  const files = [...new Set(fix.edits.map((edit) => edit.file))];
  return {
    description: toMessage(fix.title),
    artifactChanges: files.map((file) => ({
      artifactLocation: artifact(file),
      replacements: fix.edits
        .filter((edit) => edit.file === file)
        .map((edit) => ({ deletedRegion: regionOf(input, edit), insertedContent: { text: edit.text } })),
    })),
  };
}

function annotated(input: ReportInput, step: Step): Location {
  return { ...toLocation(input, step), message: toMessage(step.note) };
}

function toLocation(input: ReportInput, place: Place): Location {
  return { physicalLocation: { artifactLocation: artifact(place.file), region: regionOf(input, place) } };
}

function artifact(file: string) {
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT' };
}

function regionOf(input: ReportInput, place: Place): SarifRegion {
  const { line, column, endLine, endColumn } = toRegion(input, place);
  return { startLine: line, startColumn: column, endLine, endColumn };
}
