/** Markdown for a comment on a pull request. */
import assert from 'node:assert/strict';
import type { Finding } from '../../server/finding.ts';
import { markdownReport } from '../../server/report/markdown.ts';
import { at, finding, problem, runOf } from './run-of.ts';

function reportAt(file: string, change: Partial<Finding> = {}): string {
  const files = { [file]: 'fetch();' };
  return markdownReport(runOf([finding({ at: at(file, 'fetch', files), path: [], ...change })], {}, files));
}

describe('Markdown report', () => {
  it('shows what is wrong, where, what to do, and the path folded away', () => {
    assert.equal(
      markdownReport(runOf([finding()])),
      `## Bailiwick: 1 finding

### identity

**error** [token-in-url](https://github.com/bailiwick/bailiwick/blob/main/rules/token-in-url.md) \`src/a.ts:3\`${'  '}
The token stands in a URL. Send it in a header.

<details><summary>the way of the value</summary>

1. the token: \`src/a.ts:3\`
2. passed to \`get\` as \`url\`: \`src/a.ts:3\`
3. sent: \`src/b.ts:2\`

</details>

2 files, 1 read closely.
`,
    );
  });

  it('groups by pillar and shows every finding', () => {
    const all = (['monitoring', 'identity', 'access', 'identity'] as const).map((pillar) => finding({ pillar }));
    const report = markdownReport(runOf(all));
    assert.deepEqual(report.match(/^#+ .*$/gm), [
      '## Bailiwick: 4 findings',
      '### identity',
      '### access',
      '### monitoring',
    ]);
    assert.equal(report.match(/^\*\*error\*\* /gm)?.length, 4);
  });

  it('folds nothing where there is no path', () => {
    assert.doesNotMatch(markdownReport(runOf([finding({ path: [] })])), /<details>/);
  });

  it('says that nothing was found', () => {
    assert.equal(markdownReport(runOf([])), '## Bailiwick: nothing found\n\n2 files, 1 read closely.\n');
  });

  it('tells what failed', () => {
    const report = markdownReport(runOf([], { failures: [{ reason: 'broken', file: 'x.ts', line: 3 }] }));
    assert.match(report, /\n### failed\n\n- `x\.ts:3` broken\n/);
    const byRule = markdownReport(runOf([], { failures: [{ reason: 'broken', rule: 'token-in-url' }] }));
    assert.match(byRule, /\n- token-in-url: broken\n/);
  });

  it('tells of suppressions that are wrong, because they make the exit code', () => {
    const report = markdownReport(runOf([], { problems: [problem] }));
    assert.match(report, /^## Bailiwick: 1 wrong suppression\n/);
    assert.match(report, /^- .*`src\/b\.ts:2` Nothing to ignore here\. Remove the comment\.$/m);
  });
});

describe('Markdown of names that hold Markdown', () => {
  it('keeps a backtick from ending code', () => {
    const line = /^\*\*error\*\*.*$/m.exec(reportAt('a`b`<img src=x>.ts'))?.[0] ?? '';
    assert.match(line, /`[^`]*<img src=x>[^`]*` {2}$/, 'the whole name stands in one code span');
  });

  it('leaves a bar as it is, because no table stands here', () => {
    assert.match(reportAt('a|b.ts'), /`a\|b\.ts:1`/);
  });

  it('keeps a name on its line', () => {
    assert.match(reportAt('a\n\n# b.ts'), /^\*\*error\*\* .*# b\.ts:1` {2}$/m);
  });

  it('opens no HTML for what a message, a help or a step says', () => {
    const step = { note: 'put under <b>x</b></details>', file: 'a.ts', start: 0, end: 1 };
    const report = reportAt('a.ts', { message: 'x <img src=a>', help: 'y <img src=b>', path: [step] });
    const outside = report.replaceAll(/`[^`\n]*`/g, '');
    assert.deepEqual(outside.match(/<(?!\/?(?:details|summary)>)[^\n]*/g), null);
    assert.equal(outside.match(/<\/details>/g)?.length, 1);
  });

  it('starts no link, image or emphasis with what a name broke out of', () => {
    const report = reportAt('a.ts', { message: 'put under `a` ![x](//e.example) *b* ` <i> & `` c' });
    assert.match(report, /^put under `a` !\\\[x\\\]\(\/\/e\.example\) \\\*b\\\* ` <i> & `&#96; c\. /m);
  });

  it('keeps every step on one line', () => {
    const step = { note: 'put under `a\n\n2. b`', file: 'a.ts', start: 0, end: 1 };
    assert.equal(reportAt('a.ts', { path: [step] }).match(/^\d\. /gm)?.length, 1);
  });
});
