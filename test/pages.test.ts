/** Every rule page: its bad examples are found where the carets stand, its good ones leave every rule silent. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { rules } from '../rules/index.ts';
import { difference, show } from './harness/compare.ts';
import { lintFiles } from './harness/lint-files.ts';
import { type Case, parsePage } from './harness/page.ts';

const folder = new URL('../rules/', import.meta.url);

describe('pages', () => {
  it('every page has its rule', () => {
    const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
    assert.deepEqual(
      pages.map((name) => name.slice(0, -'.md'.length)),
      rules.map((rule) => rule.meta.id),
    );
  });

  for (const { meta } of rules) {
    describe(meta.id, () => {
      const cases = parsePage(readFileSync(new URL(`${meta.id}.md`, folder), 'utf8'));
      it('has a title, references, and at least five bad and five good cases', () => {
        const count = (verdict: string): number => cases.filter((example) => example.verdict === verdict).length;
        assert.ok(meta.title.length > 0 && meta.references.length > 0, 'fill in title and references');
        assert.ok(count('bad') >= 5, `${count('bad')} bad cases`);
        assert.ok(count('good') >= 5, `${count('good')} good cases`);
      });
      for (const example of cases) it(`${example.verdict}: ${example.title}`, () => check(meta.id, example));
    });
  }
});

function check(rule: string, { verdict, files, marks }: Case): void {
  const findings = lintFiles(files);
  const own = findings.filter((finding) => finding.rule === rule).map((finding) => finding.at);
  if (verdict === 'bad') {
    const wrong = difference(files, marks, own);
    if (wrong !== undefined) assert.fail(wrong);
  } else if (verdict === 'good') {
    const said = findings.map((finding) => `${finding.rule}: ${finding.message}\n${show(files, finding.at)}`);
    if (said.length > 0) assert.fail(said.join('\n'));
  } else if (verdict === 'todo bad') {
    assert.deepEqual(own, [], 'this miss is no more: make the case bad');
  } else {
    assert.notDeepEqual(own, [], 'this false alarm is no more: make the case good');
  }
}
