/** rules/COVERAGE.md: what the specifications demand, and which rule says so when it is not done. */
import type { RuleMeta } from '../../server/rule.ts';
import type { Output } from './output.ts';
import { normPrefix } from './references.ts';
import type { Statement, StatementSource } from './statements.ts';

/** Which rules cover each statement, by their references; throws when a reference names no statement. */
export function coverers(metas: readonly RuleMeta[], sources: readonly StatementSource[]): Map<string, string[]> {
  const covered = new Map(sources.flatMap(({ statements }) => statements.map(({ id }) => [id, [] as string[]])));
  for (const { id, references } of metas) {
    for (const reference of references.filter((r) => r.startsWith(normPrefix))) {
      const rules = covered.get(reference.slice(normPrefix.length));
      if (!rules) throw new Error(`rules/${id}.ts: "${reference}" names no statement of rules/statements.yaml`);
      rules.push(id);
    }
  }
  return covered;
}

/** The page over all statements. */
export function coverage(metas: readonly RuleMeta[], sources: readonly StatementSource[]): Output {
  const rulesOf = coverers(metas, sources);
  const all = sources.flatMap(({ statements }) => statements);
  const isCovered = ({ id }: Statement): boolean => (rulesOf.get(id) ?? []).length > 0;
  const share = (name: string, among: Statement[]): string => {
    const count = among.filter(isCovered).length;
    return `| ${name} | ${among.length} | ${count} | ${percent(count, among.length)} |`;
  };
  const visible = all.filter(({ check }) => check !== 'never');
  const text = [
    '# What the specifications demand, and which rule covers it',
    '',
    'Written by `npm run generate` from the references of the rules (`norm:authorization-2`) and from `rules/statements.yaml`.',
    'A statement is covered when a rule finds code or manifests that break it, not when every way of breaking it is found: of',
    'those that can be seen only partly a rule tells what can be proven. `BP` is a best practice, `TENET` a principle.',
    '',
    '| | statements | covered by a rule | share |',
    '|---|---|---|---|',
    share('all', all),
    share('that code and manifests can show', visible),
    share('of them fully', of('fully')),
    share('of them partly', of('partly')),
    ...['MUST', 'SHOULD'].map((word) =>
      share(`${word} and ${word} NOT that can be shown`, visible.filter(strong(word))),
    ),
    ...sources.flatMap(({ source, url, statements }) => [
      '',
      `## [${source}](${url})`,
      '',
      `${statements.filter(isCovered).length} of ${statements.length} covered.`,
      '',
      '| id | | what it demands | visible | covered by |',
      '|---|---|---|---|---|',
      ...statements.map((s) => row(s, rulesOf.get(s.id) ?? [])),
    ]),
    '',
  ].join('\n');
  return { path: 'rules/COVERAGE.md', text };

  function of(check: Statement['check']): Statement[] {
    return all.filter((s) => s.check === check);
  }
}

function strong(word: string): (statement: Statement) => boolean {
  return ({ strength }) => strength === word || strength === `${word} NOT`;
}

function row({ id, strength, text, check, reason, instead }: Statement, rules: string[]): string {
  const links = rules.map((rule) => `[\`${rule}\`](${rule}.md)`).join(', ');
  const why = [reason ?? 'no rule yet', ...(instead ? [`instead: ${instead}`] : [])].join('; ');
  return `| <a id="${id}"></a>${id} | ${strength} | ${text} | ${check} | ${links || why} |`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '' : `${Math.round((100 * part) / whole)} %`;
}
