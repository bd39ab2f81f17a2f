/** What the rules report of a session, before anything is put together, suppressed or hidden. */
import { Aborted } from './aborted.ts';
import { ruleSetting } from './config.ts';
import type { RuleContext } from './context.ts';
import type { Failure, Finding, Place, Report, Severity } from './finding.ts';
import { isAtLeast } from './levels.ts';
import type { LintOptions } from './lint.ts';
import type { Rule } from './rule.ts';
import type { Session } from './session.ts';

/** The findings of each rule that ran, in the order in which they were reported. */
export interface Asked {
  findings: ReadonlyMap<string, readonly Finding[]>;
  /** Rules that threw. */
  failures: Failure[];
}

/** The rules that run, by the configuration and by what was asked for. */
export function activeRules(session: Session, options: LintOptions): Rule[] {
  return options.rules.filter(
    (rule) => settingOf(session, rule, options).isOn && (!options.only || options.only.includes(rule.meta.id)),
  );
}

/** What the configuration says of the rule. */
export function settingOf(session: Session, rule: Rule, options: LintOptions): ReturnType<typeof ruleSetting> {
  const isWanted = options.isPedantic === true || (options.only?.includes(rule.meta.id) ?? false);
  return ruleSetting(session.config, rule.meta, isWanted);
}

/** Asks the rules one after the other; one that throws becomes a failure, and what it reported before stays. `Aborted` alone gets out. */
export function askRules(
  session: Session,
  active: readonly Rule[],
  options: LintOptions,
  programFor: (rule: Rule) => RuleContext = () => session.program(),
): Asked {
  const failures: Failure[] = [];
  const findings = new Map<string, Finding[]>();
  const { files, documents } = session.workspace;
  // Where there is nothing, nothing is found.
  for (const rule of files.length + documents.length === 0 ? [] : active) {
    const severity = settingOf(session, rule, options).severity ?? rule.meta.severity;
    const found: Finding[] = [];
    findings.set(rule.meta.id, found);
    try {
      session.watch.time('rules', () => {
        const program = programFor(rule);
        for (const report of rule.check(program))
          found.push(toFinding(session, rule, severity, meant(report, rule, program)));
      });
    } catch (error) {
      if (error instanceof Aborted) throw error;
      failures.push({
        rule: rule.meta.id,
        reason: `the rule failed: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
  }
  return { findings, failures };
}

// What is a mistake in any program is this linter's business where there are agents; elsewhere others are asked for it.
function meant(report: Report, { meta }: Rule, program: RuleContext): Report {
  const isMeant =
    meta.scope !== 'agents' || report.confidence !== 'high' || report.isAgents === true || program.hasAgents();
  return isMeant ? report : { ...report, confidence: 'medium' };
}

function toFinding(session: Session, rule: Rule, configured: Severity, report: Report): Finding {
  const { at } = report;
  // A report may lower the rule's severity, never raise it above what is configured.
  const severity = report.severity && !isAtLeast(report.severity, configured) ? report.severity : configured;
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
