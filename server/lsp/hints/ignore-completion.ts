/** Completion of ignore comments: ids of rules, those found on the line first, and the separator before the reason. */
import { ignoreWord } from '../../suppress.ts';
import type { RuleMeta } from '../../rule.ts';
import type { CompletionEntry } from './completion.ts';
import type { FindingMark } from '../analysis/marks.ts';

export interface IgnoreInput {
  text: string;
  offset: number;
  findings: readonly FindingMark[];
  rules: readonly { meta: RuleMeta }[];
}

/** What may stand at the offset of an ignore comment; undefined outside of one. */
export function completeIgnore({ text, offset, findings, rules }: IgnoreInput): CompletionEntry[] | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const found = new RegExp(`(?:^|[/*#\\-\\s])${ignoreWord}(?!\\w)([^\\r\\n]*)$`).exec(text.slice(start, offset));
  if (!found) return undefined;
  const [, list = ''] = found;
  // Behind the separator stands a reason, and nobody can complete that.
  if (!/^\s/.test(list) || /\s--(?:\s|$)/.test(list)) return [];
  const names = list.split(',').map((name) => name.trim());
  const word = /[\w-]*$/.exec(list)?.[0] ?? '';
  const isComplete = word === '' && names.at(-1) !== '';
  const tail = /^[\w-]*/.exec(text.slice(offset))?.[0] ?? '';
  const replaces = { start: offset - word.length, end: offset + tail.length };
  if (isComplete) return [separator({ start: offset, end: offset })];
  const here = foundNear(findings, text, offset);
  const given = new Set(names.slice(0, -1));
  const isLast = !/^\s*(?:,|--)/.test(text.slice(replaces.end));
  return rules
    .filter(({ meta }) => !given.has(meta.id))
    .map(({ meta }) => ({
      label: meta.id,
      kind: 'rule' as const,
      detail: here.has(meta.id) ? `${meta.title} (found here)` : meta.title,
      insert: isLast && here.has(meta.id) ? `${meta.id} -- \${1:why}` : meta.id,
      sort: `${here.has(meta.id) ? 0 : 1}${meta.id}`,
      isPreselected: here.has(meta.id),
      replaces,
    }));
}

function separator(replaces: { start: number; end: number }): CompletionEntry {
  return {
    label: '--',
    kind: 'value',
    detail: 'The reason follows; without one nothing is ignored',
    insert: '-- ${1:why}',
    replaces,
  };
}

// A comment speaks of its own line and of the next one.
function foundNear(findings: readonly FindingMark[], text: string, offset: number): Set<string> {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = text.indexOf('\n', offset);
  const nextEnd = lineEnd < 0 ? -1 : text.indexOf('\n', lineEnd + 1);
  const to = nextEnd < 0 ? text.length : nextEnd;
  return new Set(findings.filter(({ start }) => start >= from && start <= to).map(({ rule }) => rule));
}
