/** The one function behind the command, the editor and the tests: rules over a session, findings as plain data. */
import { createHash } from 'node:crypto';
import { Aborted } from './aborted.ts';
import { type Config, ruleSetting } from './config.ts';
import type { RuleContext } from './context.ts';
import type { Confidence, Failure, Finding, Place, Report, Severity, Step } from './finding.ts';
import { countSkips, type SkipReason } from './input/inventory.ts';
import { maskLines } from './masks.ts';
import type { Rule } from './rule.ts';
import type { Session, Stats } from './session.ts';
import { applySuppressions, type Suppressed, type SuppressionProblem } from './suppress.ts';

export interface LintOptions {
  rules: readonly Rule[];
  /** Only these rules, pedantic ones included. */
  only?: readonly string[];
  /** Show only findings at least so severe. */
  severity?: Severity;
  /** Show only findings at least so sure; `high` unless told. */
  confidence?: Confidence;
  /** Show findings of every confidence, and run pedantic rules. */
  isPedantic?: boolean;
  /** Show findings on test, fixture and example paths too. */
  includeTests?: boolean;
}

export interface Summary {
  files: number;
  parsedFiles: number;
  skipped: { reason: SkipReason; count: number }[];
  /** Findings on test, fixture and example paths that are not shown. */
  hiddenOnTestPaths: number;
  /** Findings below the asked severity that are not shown. */
  hiddenBySeverity: number;
  /** Findings of the asked severity, but below the asked confidence, that are not shown. */
  hiddenByConfidence: number;
}

export interface LintResult {
  /** Sorted by file, offset, rule and message. */
  findings: Finding[];
  suppressed: Suppressed[];
  problems: SuppressionProblem[];
  /** Places whose text no report may show, those of findings that are not shown included. */
  masks: Place[];
  failures: Failure[];
  /** Worth saying, but no reason to fail. */
  warnings: Failure[];
  summary: Summary;
  stats: Stats;
}

const severities: Severity[] = ['info', 'warning', 'error'];
const confidences: Confidence[] = ['low', 'medium', 'high'];

/** Runs the rules; one bad file or one throwing rule becomes a failure and never stops the run. `Aborted` alone gets out. */
export function lint(session: Session, options: LintOptions): LintResult {
  const { workspace, config, watch } = session;
  const settings = new Map(
    options.rules.map((rule) => [rule.meta.id, ruleSetting(config, rule.meta, isWanted(rule, options))]),
  );
  const active = options.rules.filter(
    (rule) => settings.get(rule.meta.id)?.isOn && (!options.only || options.only.includes(rule.meta.id)),
  );
  const failures: Failure[] = [];
  const all: Finding[] = [];
  // Where there is nothing, nothing is found.
  const isEmpty = workspace.files.length + workspace.documents.length === 0;
  for (const rule of isEmpty ? [] : active) {
    const severity = settings.get(rule.meta.id)?.severity ?? rule.meta.severity;
    try {
      watch.time('rules', () => {
        const program = session.program();
        for (const report of rule.check(program))
          all.push(toFinding(session, rule, severity, meant(report, rule, program)));
      });
    } catch (error) {
      if (error instanceof Aborted) throw error;
      failures.push({
        rule: rule.meta.id,
        reason: `the rule failed: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
  }
  return watch.time('findings', () => {
    const masks = all.flatMap((finding) => finding.masks);
    const { kept, suppressed, problems } = suppress(session, numbered(session, unique(all), masks), options, active);
    const includeTests = options.includeTests ?? config.includeTests ?? false;
    const severe = kept.filter((finding) => isSevere(finding, options, config));
    const sure = severe.filter((finding) => isSure(finding, options, config, settings.get(finding.rule)?.confidence));
    const findings = sure.filter((finding) => includeTests || !finding.isTest);
    return {
      findings,
      suppressed,
      problems,
      masks,
      failures: [...workspace.failures, ...failures, ...session.notes.failures],
      warnings: [...session.notes.warnings],
      summary: {
        files: workspace.files.length + workspace.documents.length,
        parsedFiles: session.stats().parsedFiles,
        skipped: countSkips([...workspace.skipped, ...session.notes.skipped]),
        hiddenOnTestPaths: sure.length - findings.length,
        hiddenBySeverity: kept.length - severe.length,
        hiddenByConfidence: severe.length - sure.length,
      },
      stats: session.stats(),
    };
  });
}

function isWanted(rule: Rule, options: LintOptions): boolean {
  return options.isPedantic === true || (options.only?.includes(rule.meta.id) ?? false);
}

// What is a mistake in any program is this linter's business where there are agents; elsewhere others are asked for it.
function meant(report: Report, { meta }: Rule, program: RuleContext): Report {
  const isMeant = meta.scope !== 'agents' || report.confidence !== 'high' || program.hasAgents();
  return isMeant ? report : { ...report, confidence: 'medium' };
}

function toFinding(session: Session, rule: Rule, configured: Severity, report: Report): Finding {
  const { at } = report;
  // A report may lower the rule's severity, never raise it above what is configured.
  const severity =
    report.severity && severities.indexOf(report.severity) < severities.indexOf(configured)
      ? report.severity
      : configured;
  return {
    rule: rule.meta.id,
    pillar: rule.meta.pillar,
    severity,
    confidence: report.confidence,
    at: placeOf(at),
    message: report.message,
    why: report.why,
    help: report.help,
    // Copies: what a rule reported may be what the program remembers.
    path: (report.path ?? []).map((step) => ({ ...placeOf(step), note: step.note })),
    related: (report.related ?? []).map((step) => ({ ...placeOf(step), note: step.note })),
    fixes: [...(report.fixes ?? [])],
    ...(report.tokenReaches === undefined ? {} : { tokenReaches: report.tokenReaches }),
    masks: (report.masks ?? []).map(placeOf),
    fingerprint: '',
    isTest: session.isTest(at.file) || (report.path ?? []).some((step) => session.isTest(step.file)),
  };
}

// What a rule gives as a place may be a whole tree of a manifest.
function placeOf({ file, start, end }: Place): Place {
  return { file, start, end };
}

// The same finding from two sides of the analysis is one finding; what the second side saw stands beside the first.
function unique(all: Finding[]): Finding[] {
  const byPlace = new Map<string, Finding>();
  for (const finding of all) {
    const key = `${finding.rule}|${finding.at.file}|${finding.at.start}|${finding.at.end}|${finding.message}`;
    const known = byPlace.get(key);
    if (!known) byPlace.set(key, finding);
    else known.related.push(...[...finding.related, ...finding.path.slice(-1)].filter((step) => !isTold(known, step)));
  }
  return [...byPlace.values()].sort(inOrder);
}

function isTold({ path, related }: Finding, { file, start, end, note }: Step): boolean {
  return [...path, ...related].some(
    (step) => step.file === file && step.start === start && step.end === end && step.note === note,
  );
}

function inOrder(a: Finding, b: Finding): number {
  return (
    compare(a.at.file, b.at.file) ||
    a.at.start - b.at.start ||
    a.at.end - b.at.end ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// The text of the place and not its line number: a fingerprint survives lines that move.
function numbered(session: Session, findings: Finding[], masks: readonly Place[]): Finding[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const { file, start } = finding.at;
    // A fingerprint travels, and what it is made of can be guessed.
    const lines = maskLines(
      session.lines(file),
      masks.filter((mask) => mask.file === file),
    );
    const key = `${finding.rule}\0${file}\0${lines.text(lines.at(start).line).replace(/\s+/g, ' ').trim()}`;
    const ordinal = counts.get(key) ?? 0;
    counts.set(key, ordinal + 1);
    return { ...finding, fingerprint: createHash('sha256').update(`${key}\0${ordinal}`).digest('hex').slice(0, 32) };
  });
}

function suppress(session: Session, findings: Finding[], options: LintOptions, active: readonly Rule[]) {
  const { files: sources, documents } = session.workspace;
  const files = [...sources, ...documents].flatMap(({ path }) => {
    const comments = session.ignores(path);
    return comments.length > 0 ? [{ file: path, comments, lines: session.lines(path) }] : [];
  });
  const ids = (rules: readonly Rule[]): Set<string> => new Set(rules.map((rule) => rule.meta.id));
  return applySuppressions(findings, files, { known: ids(options.rules), ran: ids(active) });
}

function isSevere(finding: Finding, options: LintOptions, config: Config): boolean {
  const least = options.severity ?? config.severity ?? 'info';
  return severities.indexOf(finding.severity) >= severities.indexOf(least);
}

function isSure(finding: Finding, options: LintOptions, config: Config, own: Confidence | undefined): boolean {
  const least = options.confidence ?? (options.isPedantic ? 'low' : (own ?? config.confidence ?? 'high'));
  return confidences.indexOf(finding.confidence) >= confidences.indexOf(least);
}
