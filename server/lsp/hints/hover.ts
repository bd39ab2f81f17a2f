/** Hover: what a finding means, and what a scope or role can do; answered from text and marks, without the analysis. */
import type { Span } from '../../finding.ts';
import { documentationUrl, type RuleMeta } from '../../rule.ts';
import { configHover } from './rule-hover.ts';
import { markdownText } from './markdown.ts';
import { type FileMarks, type FindingMark, noMarks } from '../analysis/marks.ts';
import { scopeMarkdown } from './scope-hover.ts';
import { scopeAt } from './scope-token.ts';

export interface HoverInput {
  /** With its extension: in code, names count inside strings only. */
  path: string;
  text: string;
  offset: number;
  /** Those of this very version of the text. */
  marks?: FileMarks;
  rules: readonly { meta: RuleMeta }[];
}

/** Markdown, and what it speaks of. */
export interface HoverAnswer extends Span {
  markdown: string;
}

/** The findings and the scope at the offset, else the rule or key that stands there; undefined where there is nothing to say. */
export function hover(input: HoverInput): HoverAnswer | undefined {
  const { path, text, offset, marks = noMarks, rules } = input;
  const findings = marks.findings.filter(({ start, end }) => start <= offset && offset <= end);
  const scope = scopeAt({ text, path }, offset, marks.scopes);
  const parts = [
    ...findings.map((finding) => findingMarkdown(finding, rules.find(({ meta }) => meta.id === finding.rule)?.meta)),
    ...(scope ? [scopeMarkdown(scope.entries)] : []),
  ];
  // The smallest thing under the cursor: a path may span a whole call.
  const spans: Span[] = [
    ...(scope ? [scope] : []),
    ...findings.toSorted((a, b) => a.end - a.start - (b.end - b.start)),
  ];
  const [span] = spans;
  return span ? { start: span.start, end: span.end, markdown: parts.join('\n\n---\n\n') } : configHover(input);
}

/** The page of the rule in short: what is wrong here, why it matters, what to do, the way of the value, the page. */
export function findingMarkdown({ rule, message, why, help, path }: FindingMark, meta?: RuleMeta): string {
  const steps = path.map(
    ({ note, label, uri }, index) => `${index + 1}. [${markdownText(label)}](${uri}) ${markdownText(note)}`,
  );
  const parts = [
    meta ? `**${meta.title}** · ${meta.pillar}` : '',
    markdownText(message),
    markdownText(why),
    markdownText(help),
    steps.join('\n'),
    `[${rule}](${documentationUrl(rule)})`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
