/** `bailiwick rules` and `explain`. */
import tables from '../../rules/scope-tables.json' with { type: 'json' };
import { documentationUrl } from '../rule.ts';
import { didYouMean } from '../similar.ts';
import { complaint } from './complaint.ts';
import { metas } from './metas.ts';
import { pageOf } from './pages.ts';

/** The ids of all rules. */
export const ruleIds = metas.map(({ id }) => id);

/** All rules, a line each, or as JSON. */
export function listRules(format: 'text' | 'json'): string {
  const told = metas.map((meta) => ({ ...meta, url: documentationUrl(meta.id) }));
  if (format === 'json') return `${JSON.stringify(told, null, 2)}\n`;
  const width = Math.max(...metas.map((meta) => meta.id.length));
  return metas
    .map((meta) => `${meta.id.padEnd(width)}  ${meta.pillar.padEnd(10)}  ${meta.severity.padEnd(7)}  ${meta.title}\n`)
    .join('');
}

/** The tables of knowledge with their dates, their age in days at `now`, and where they were read; a line each, or JSON. */
export function listData(format: 'text' | 'json', now: Date): string {
  const aged = tables.map((table) => ({ ...table, days: daysSince(table.asOf, now) }));
  if (format === 'json') return `${JSON.stringify(aged, null, 2)}\n`;
  const width = Math.max(...aged.map(({ name }) => name.length));
  return aged
    .map(({ name, asOf, days, entries, unverified, sources }) => {
      const unseen = unverified > 0 ? `, ${unverified} of them unverified` : '';
      return `${name.padEnd(width)}  ${asOf}  ${days} days old  ${entries} entries${unseen}  ${sources.join(', ')}\n`;
    })
    .join('');
}

function daysSince(day: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(day)) / 86_400_000));
}

/** The page of a rule, or what to do when there is no such rule. */
export function explain(id: string): { isKnown: boolean; text: string } {
  if (!ruleIds.includes(id)) return { isKnown: false, text: complaint(noSuchRule(id)) };
  return { isKnown: true, text: `${pageOf(id).trim()}\n\n${documentationUrl(id)}\n` };
}

/** Says that there is no such rule, and what was probably meant. */
export function noSuchRule(id: string): string {
  const meant = didYouMean(id, ruleIds);
  return `there is no rule "${id}"; ${meant ? `did you mean "${meant}"?` : '`bailiwick rules` lists them'}`;
}
