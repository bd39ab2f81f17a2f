/** What rule pages and the README say of a rule's meta data. */
import { existsSync, readFileSync } from 'node:fs';
import { between, formatted, type Output } from './output.ts';
import { normPrefix, referenceLink } from './references.ts';
import type { RuleFile } from './rule-files.ts';

const headMarks: [string, string] = ['<!-- head: written by npm run generate -->', '<!-- /head -->'];
const tableMarks: [string, string] = ['<!-- rules: written by npm run generate -->', '<!-- /rules -->'];

const fixes = { never: 'no fix', sometimes: 'a fix where it is sure', always: 'a fix' };

/** The page of a rule with a fresh head; the rest stays as it is. */
export function page({ id, rule }: RuleFile): Output {
  const path = `rules/${id}.md`;
  const { title, pillar, severity, confidence, fixable, since, references } = rule.meta;
  const norms = references.filter((reference) => reference.startsWith(normPrefix));
  const head = [
    `# ${title}`,
    '',
    `\`${id}\` · pillar ${pillar} · ${severity} · ${confidence} confidence · ${fixes[fixable]} · since ${since}`,
    '',
    `References: ${links(references.filter((reference) => !reference.startsWith(normPrefix)))}`,
    ...(norms.length > 0 ? ['', `Covers: ${links(norms)}`] : []),
  ].join('\n');
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const marked = text.includes(headMarks[0]) ? text : `${headMarks.join('\n')}\n${text && `\n${text}`}`;
  return { path, text: between(path, marked, headMarks, head) };
}

function links(references: string[]): string {
  return references.map(referenceLink).join(', ');
}

/** rules/pages.json: what `explain` and reports show of the pages. */
export function pagesData(pages: { id: string; text: string }[]): Output {
  const entries = pages.map(({ id, text }) => {
    const shown = text.replaceAll(/<!--.*?-->\n/g, '').trim();
    return `${JSON.stringify(id)}:${JSON.stringify(shown)}`;
  });
  return { path: 'rules/pages.json', text: `{\n${entries.join(',\n')}\n}\n` };
}

/** rules/metas.json: what the rules say of themselves, for those who need none of their code. */
export function metasData(files: RuleFile[]): Output {
  return {
    path: 'rules/metas.json',
    text: `[\n${files.map(({ rule }) => JSON.stringify(rule.meta)).join(',\n')}\n]\n`,
  };
}

/** README.md with a fresh table of rules. */
export function readme(files: RuleFile[]): Promise<Output> {
  const rows = files.map(({ id, rule: { meta } }) => {
    return `| [\`${id}\`](rules/${id}.md) | ${meta.title} | ${meta.pillar} | ${meta.severity} |`;
  });
  const table = ['', '| rule | what it finds | pillar | severity |', '|---|---|---|---|', ...rows, ''].join('\n');
  return formatted('README.md', between('README.md', readFileSync('README.md', 'utf8'), tableMarks, table));
}
