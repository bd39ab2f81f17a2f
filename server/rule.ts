/** The contract of a rule: `meta` is data, `check` yields plain reports. */
import type { Confidence, Pillar, Report, Severity } from './finding.ts';
import type { RuleContext } from './context.ts';

export type { Report } from './finding.ts';

export interface RuleMeta {
  /** Names the smell; equals the file name, and the documentation URL is derived from it. */
  id: string;
  title: string;
  pillar: Pillar;
  severity: Severity;
  /** The confidence of a typical finding; a report carries its own. */
  confidence: Confidence;
  fixable: 'never' | 'sometimes' | 'always';
  /** The release that brought it; `next` until then. */
  since: string;
  /** `mcp:2026-07-28/…`, `rfc:9068#4`, `cwe:441`, `owasp-asi:03`; `norm:authorization-2` is a statement that the rule covers. */
  references: string[];
  /** Set for a mistake in any program, which is shown at its confidence where a project has agents, and as `medium` elsewhere. */
  scope?: 'agents';
  /** True for a rule that is off unless named or asked for with `--pedantic`. */
  pedantic?: true;
}

export interface Rule {
  meta: RuleMeta;
  check(context: RuleContext): Iterable<Report>;
}

/** Returns the rule unchanged; exists so that a rule file is checked where it is written. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** The page of a rule on the web. */
export function documentationUrl(id: string): string {
  return `https://github.com/bailiwick/bailiwick/blob/main/rules/${id}.md`;
}
