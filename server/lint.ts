/** The one function behind the command, the editor and the tests: rules over a session, findings as plain data. */
import { Aborted } from './aborted.ts';
import { activeRules, type Asked, askRules } from './ask-rules.ts';
import { concluded } from './concluded.ts';
import type { Confidence, Failure, Finding, Place, Severity } from './finding.ts';
import type { SkipReason } from './input/inventory.ts';
import type { Manifests } from './manifests/manifest.ts';
import type { Rule } from './rule.ts';
import type { Session, Stats } from './session.ts';
import type { Suppressed, SuppressionProblem } from './suppress.ts';

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
  /** Show findings on test and fixture paths, and in sources on example paths, too. */
  includeTests?: boolean;
}

export interface Summary {
  files: number;
  parsedFiles: number;
  skipped: { reason: SkipReason; count: number }[];
  /** Findings on test and fixture paths, and in sources on example paths, that are not shown. */
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

/** Runs the rules; one bad file or one throwing rule becomes a failure and never stops the run. `Aborted` alone gets out. */
export function lint(session: Session, options: LintOptions): LintResult {
  const active = activeRules(session, options);
  const asked = askRules(session, active, options);
  const hidden = credentialsBeside(session, asked, () => session.program().manifests);
  return concluded(session, asked, { ...options, active, hidden });
}

/** Credentials in manifests of which something is told, whoever tells it: a report shows the lines around. */
export function credentialsBeside(session: Session, { findings }: Asked, manifests: () => Manifests): Place[] {
  const documents = new Set(session.workspace.documents.map(({ path }) => path));
  const isTold = [...findings.values()].some((own) => own.some(({ at }) => documents.has(at.file)));
  if (!isTold) return [];
  try {
    return manifests()
      .credentials()
      .map(({ credential: { at } }) => at);
  } catch (error) {
    if (error instanceof Aborted) throw error;
    return [];
  }
}
