/** `bailiwick-ignore <rule>[, <rule>] -- reason` in a comment on the line of a finding or on the line above. */
import type { Finding, Place } from './finding.ts';
import { didYouMean } from './similar.ts';

/** The comments of one file that may suppress, with their places. */
export interface SuppressingFile {
  file: string;
  comments: readonly { start: number; end: number; text: string }[];
  lines: { at(offset: number): { line: number } };
}

export interface Suppressed {
  finding: Finding;
  reason: string;
  /** The comment. */
  at: Place;
}

export interface SuppressionProblem {
  id: 'suppression-without-reason' | 'suppression-malformed' | 'suppression-unknown-rule' | 'unused-suppression';
  severity: 'warning';
  at: Place;
  message: string;
  help: string;
}

export interface SuppressionRules {
  /** Ids of all rules. */
  known: ReadonlySet<string>;
  /** Ids of the rules that ran; nothing is said about unused suppressions of others. */
  ran: ReadonlySet<string>;
}

interface Directive {
  at: Place;
  rules: string[];
  reason: string;
  firstLine: number;
  lastLine: number;
}

/** A comment that suppresses begins with it. */
export const ignoreWord = 'bailiwick-ignore';

const form = 'Write `bailiwick-ignore <rule> -- reason`, with commas between several rules.';
const directive = /^[\s*]*bailiwick-ignore(?!\w)([^\r\n]*)/gm;

/**
 * Parts findings that a comment suppresses from those that stay, and says what is wrong with the comments.
 * A comment without a reason suppresses nothing. One behind code speaks of its own line first and of the next
 * line only when its own has no such finding, so that it never hides more than was meant.
 */
export function applySuppressions(
  findings: readonly Finding[],
  files: readonly SuppressingFile[],
  rules: SuppressionRules,
): { kept: Finding[]; suppressed: Suppressed[]; problems: SuppressionProblem[] } {
  const problems: SuppressionProblem[] = [];
  const suppressed = new Map<Finding, Suppressed>();
  for (const file of [...files].sort((a, b) => (a.file < b.file ? -1 : 1))) {
    const local = findings.filter((finding) => finding.at.file === file.file);
    const lineOf = new Map(local.map((finding) => [finding, file.lines.at(finding.at.start).line]));
    for (const found of directives(file, rules, problems)) {
      for (const rule of found.rules) {
        const own = local.filter((finding) => finding.rule === rule && isOn(lineOf.get(finding), found));
        const next = local.filter((finding) => finding.rule === rule && lineOf.get(finding) === found.lastLine + 1);
        const fresh = (own.length > 0 ? own : next).filter((finding) => !suppressed.has(finding));
        for (const finding of fresh) suppressed.set(finding, { finding, reason: found.reason, at: found.at });
        if (fresh.length === 0 && rules.ran.has(rule)) problems.push(unused(rule, found.at));
      }
    }
  }
  return {
    kept: findings.filter((finding) => !suppressed.has(finding)),
    suppressed: findings.flatMap((finding) => suppressed.get(finding) ?? []),
    problems,
  };
}

function directives(file: SuppressingFile, rules: SuppressionRules, problems: SuppressionProblem[]): Directive[] {
  return file.comments.flatMap((comment) => {
    const at = { file: file.file, start: comment.start, end: comment.end };
    const firstLine = file.lines.at(comment.start).line;
    const lastLine = file.lines.at(comment.end).line;
    return Array.from(comment.text.matchAll(directive), ([, rest = '']) => {
      const { names, reason, wrong } = parse(rest, rules.known);
      problems.push(...wrong.map((each) => ({ ...each, severity: 'warning' as const, at })));
      return { at, rules: names, reason, firstLine, lastLine };
    });
  });
}

type Wrong = Pick<SuppressionProblem, 'id' | 'message' | 'help'>;

/** What stands behind the keyword; without names when it suppresses nothing. */
function parse(rest: string, known: ReadonlySet<string>): { names: string[]; reason: string; wrong: Wrong[] } {
  const [list = '', ...behind] = rest.split(/(?<=^|\s)--(?=\s|$)/);
  const reason = behind.join('--').trim();
  const names = [...new Set(list.trim().split(/\s*,\s*/))];
  const refused = (id: Wrong['id'], message: string) => ({ names: [], reason, wrong: [{ id, message, help: form }] });
  if (/^\S/.test(rest) || names.includes('')) {
    return refused('suppression-malformed', 'This comment does not say which rule it ignores.');
  }
  if (reason === '')
    return refused('suppression-without-reason', 'This comment gives no reason, so it ignores nothing.');
  if (names.some((name) => !/^[\w-]+$/.test(name))) {
    return refused('suppression-malformed', `\`${list.trim()}\` is not a list of rules.`);
  }
  const wrong = names
    .filter((name) => !known.has(name))
    .map((name): Wrong => {
      const meant = didYouMean(name, known);
      const help = meant ? `Did you mean \`${meant}\`?` : '`bailiwick rules` lists them.';
      return { id: 'suppression-unknown-rule', message: `There is no rule \`${name}\`.`, help };
    });
  return { names: names.filter((name) => known.has(name)), reason, wrong };
}

function isOn(line: number | undefined, { firstLine, lastLine }: Directive): boolean {
  return line !== undefined && line >= firstLine && line <= lastLine;
}

function unused(rule: string, at: Place): SuppressionProblem {
  const message = `Nothing to ignore here: \`${rule}\` reports nothing more on this line or the next.`;
  return { id: 'unused-suppression', severity: 'warning', at, message, help: 'Remove the comment.' };
}
