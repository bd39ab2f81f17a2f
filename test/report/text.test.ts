/** The report for a person at a terminal. */
import assert from 'node:assert/strict';
import { createColors } from 'picocolors';
import type { Finding } from '../../server/finding.ts';
import type { LintResult } from '../../server/lint.ts';
import { textReport } from '../../server/report/text.ts';
import { at, finding, problem, runOf, step } from './run-of.ts';

const plain = { colors: createColors(false), isQuiet: false, showStats: false };
const report = (findings: Finding[], change: Partial<LintResult> = {}, options = plain): string =>
  textReport(runOf(findings, change), options);

describe('text report', () => {
  it('shows what is wrong, the code, the path step by step, why, and what to do', () => {
    assert.equal(
      report([finding()]),
      `error[token-in-url] The token stands in a URL
  --> src/a.ts:3:6
   |
3  | get(\`https://api.example/?key=\${token}\`);
   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

  the way of the value:
   1. the token  src/a.ts:3:34
      | get(\`https://api.example/?key=\${token}\`);
      |                                 ^^^^^
   2. passed to \`get\` as \`url\`  src/a.ts:3:6
      | get(\`https://api.example/?key=\${token}\`);
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   3. sent  src/b.ts:2:3
      | fetch(url,
      | ^^^^^^^^^^

  why:  URLs are logged.
  help: Send it in a header.
  src/a.ts · https://github.com/bailiwick/bailiwick/blob/main/rules/token-in-url.md

1 error in 2 files (1 read closely)
`,
    );
  });

  it('keeps the gutter as wide as the line number', () => {
    const files = { 'a.ts': `${'\n'.repeat(1233)}fetch();\n` };
    const text = textReport(runOf([finding({ at: at('a.ts', 'fetch', files), path: [] })], {}, files), plain);
    assert.ok(text.includes('     --> a.ts:1234:1\n      |\n1234  | fetch();\n      | ^^^^^\n'), text);
  });

  it('shows no path for a finding at one place', () => {
    assert.doesNotMatch(report([finding({ path: [] })]), /the way of the value|^ *1\./m);
  });

  it('shows other places, the first five', () => {
    const related = Array.from({ length: 7 }, (_, i) => step(`source ${i + 1}`, 'src/b.ts', 'fetch'));
    const text = report([finding({ related })]);
    assert.equal(text.match(/^ +see source \d {2}src\/b\.ts:2:3$/gm)?.length, 5);
    assert.match(text, /^ +and 2 more places$/m);
  });

  it('says of a fix who may apply it', () => {
    const fix = { title: 'Move it into a header', edits: [] };
    assert.match(report([finding({ fixes: [{ ...fix, safety: 'safe' }] })]), /fix: {2}Move .* \(--fix applies it\)/);
    assert.match(report([finding({ fixes: [{ ...fix, safety: 'suggestion' }] })]), /fix: {2}Move .* \(offered in the/);
  });

  it('counts by severity', () => {
    const all = (['error', 'error', 'warning', 'info', 'info'] as const).map((severity) => finding({ severity }));
    assert.match(report(all), /\n2 errors, 1 warning, 2 info in 2 files \(1 read closely\)\n$/);
  });

  it('says what was left out, hidden and suppressed', () => {
    const skipped = [{ reason: 'larger than 1 MiB', count: 2 } as const, { reason: 'minified', count: 1 } as const];
    const counts = { files: 9, parsedFiles: 3, hiddenOnTestPaths: 4, hiddenBySeverity: 5, hiddenByConfidence: 6 };
    assert.equal(
      report([], {
        summary: { ...counts, skipped },
        suppressed: [{ finding: finding(), reason: 'ours', at: at('src/a.ts', 'get') }],
      }),
      `nothing found in 9 files (3 read closely)
left out: 2 larger than 1 MiB, 1 minified
4 on test and example paths not shown (--include-tests)
5 less severe not shown (--severity info)
6 less certain not shown (--confidence low)
1 suppressed by comments
`,
    );
  });

  it('says what failed, and that the result is incomplete', () => {
    const text = report([], {
      failures: [{ file: 'x.ts', line: 3, column: 4, rule: 'token-in-url', reason: 'broken' }],
    });
    assert.match(text, /^failed: x\.ts:3:4 token-in-url: broken\n/);
    assert.match(text, /\n1 failed; the result is incomplete\n$/);
  });

  it('shows notes, and suppressions that are wrong', () => {
    const text = report([], { warnings: [{ file: 'x.ts', line: 1, column: 2, reason: 'odd' }], problems: [problem] });
    assert.match(text, /^note: x\.ts:1:2: odd$/m);
    assert.match(text, /^warning\[unused-suppression\] Nothing to ignore here\.\n {2}--> src\/b\.ts:2:3\n/m);
    assert.match(text, /^ {2}help: Remove the comment\.$/m);
  });

  it('is only failures and the summary when quiet', () => {
    const change = { failures: [{ reason: 'broken', file: 'x.ts' }], problems: [problem] };
    const text = report([finding()], change, { ...plain, isQuiet: true });
    assert.match(text, /^failed: x\.ts: broken\n\n1 error[^\n]* in 2 files/);
    assert.doesNotMatch(text, /token-in-url|unused-suppression/);
  });

  it('speaks of one file, and of one more place', () => {
    const counts = {
      files: 1,
      parsedFiles: 1,
      skipped: [],
      hiddenOnTestPaths: 0,
      hiddenBySeverity: 0,
      hiddenByConfidence: 0,
    };
    const related = Array.from({ length: 6 }, () => step('see', 'src/b.ts', 'fetch'));
    const text = report([finding({ related })], { summary: counts });
    assert.match(text, /\n {2}and 1 more place\n/);
    assert.match(text, /\n1 error in 1 file \(1 read closely\)\n$/);
  });

  it('counts suppressions that are wrong among the warnings, because they make the exit code', () => {
    assert.doesNotMatch(report([], { problems: [problem] }, { ...plain, isQuiet: true }), /nothing found/);
  });

  it('says where the time went when asked', () => {
    const text = report([], {}, { ...plain, showStats: true });
    assert.match(
      text,
      /\nstart 300 ms, find files 1 ms, .* select 1 ms, read and parse 2 ms \(10 characters\), link 3 ms, rules 4 ms,/,
    );
  });

  it('gives times that add up', () => {
    const line =
      report([], {}, { ...plain, showStats: true })
        .trimEnd()
        .split('\n')
        .at(-1) ?? '';
    const [, parts = '', whole = ''] = /^(.*); (\d+) ms in all$/.exec(line) ?? assert.fail(line);
    const sum = Array.from(parts.matchAll(/ (\d+) ms/g), ([, ms]) => Number(ms)).reduce((a, b) => a + b);
    assert.deepEqual([sum, whole], [312, '312']);
  });
});

describe('text report of hostile code', () => {
  const evil = '\u001b[2Jevil\u202e.ts';
  const files = { [evil]: 'fetch(\u001b[31m);\n' };
  const place = at(evil, 'fetch(', files);
  const control = /[^\P{Cc}\n]|[\u202a-\u202e]/u;

  for (const [what, findings, change] of [
    ['a message', [finding({ at: place, path: [], message: evil, why: evil, help: evil })], {}],
    ['a step', [finding({ at: place, path: [{ ...place, note: evil }] })], {}],
    ['another place', [finding({ at: place, path: [], related: [{ ...place, note: evil }] })], {}],
    ['the title of a fix', [finding({ at: place, path: [], fixes: [{ title: evil, safety: 'safe', edits: [] }] })], {}],
    ['a suppression that is wrong', [], { problems: [{ ...problem, at: place, message: evil, help: evil }] }],
    ['a failure', [], { failures: [{ file: evil, reason: evil }] }],
    ['a note', [], { warnings: [{ file: evil, reason: evil }] }],
  ] satisfies [string, Finding[], Partial<LintResult>][]) {
    it(`sends no control character of ${what} to the terminal`, () => {
      assert.doesNotMatch(textReport(runOf(findings, change, files), plain), control);
    });
  }
});
