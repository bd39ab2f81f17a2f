/** Comments that suppress, as `lint` applies them; what a comment says is tested where it is parsed. */
import assert from 'node:assert/strict';
import type { LintResult } from '../../server/lint.ts';
import { run, type Setup, wordRule } from './word-rule.ts';

function lintText(text: string, setup: Setup = {}): LintResult {
  const files = { 'a.ts': text };
  return run(files, { rules: [wordRule('x-rule', 'x\\(\\)', files), wordRule('y-rule', 'y\\(\\)', files)], ...setup });
}

const ids = ({ problems }: LintResult): string[] => problems.map(({ id }) => id);

describe('a suppression in lint', () => {
  it('takes the finding away and keeps it with its reason', () => {
    const result = lintText('// bailiwick-ignore x-rule -- our own API\nx();\n');
    assert.deepEqual(result.findings, []);
    assert.deepEqual(
      result.suppressed.map(({ finding, reason }) => [finding.rule, finding.at.start, reason]),
      [['x-rule', 42, 'our own API']],
    );
    assert.deepEqual(result.problems, []);
  });

  it('takes no other finding away', () => {
    const { findings } = lintText('// bailiwick-ignore x-rule -- ours\nx(); y();\n\nx();\n');
    assert.deepEqual(
      findings.map(({ rule, at }) => [rule, at.start]),
      [
        ['y-rule', 40],
        ['x-rule', 46],
      ],
    );
  });

  it('without a reason takes nothing away and is said', () => {
    const result = lintText('// bailiwick-ignore x-rule\nx();\n');
    assert.deepEqual([result.findings.length, ids(result)], [1, ['suppression-without-reason']]);
    assert.deepEqual(result.problems[0]?.at, { file: 'a.ts', start: 0, end: 26 });
  });

  it('that nothing needs is said', () => {
    assert.deepEqual(ids(lintText('// bailiwick-ignore x-rule -- ours\nz();\n')), ['unused-suppression']);
  });

  it('of a rule that does not run is not called unused', () => {
    const text = '// bailiwick-ignore x-rule -- ours\nx();\n';
    assert.deepEqual(ids(lintText(text, { only: ['y-rule'] })), []);
    assert.deepEqual(ids(lintText(text, { config: { rules: { 'x-rule': 'off' } } })), []);
  });

  it('of a rule that is not known is said', () => {
    assert.deepEqual(ids(lintText('// bailiwick-ignore z-rule -- ours\nx();\n')), ['suppression-unknown-rule']);
  });

  it('of a finding that would be hidden anyway is used', () => {
    const text = '// bailiwick-ignore x-rule -- ours\nx();\n';
    assert.deepEqual(ids(lintText(text, { severity: 'error', config: { rules: { 'x-rule': 'info' } } })), []);
  });

  it('is no suppression inside a string', () => {
    const result = lintText('const text = "// bailiwick-ignore x-rule -- no"; x();\n');
    assert.deepEqual([result.findings.length, result.problems], [1, []]);
  });

  it('works in JSX', () => {
    const files = {
      'a.tsx': 'const a = (\n  <p>\n    {/* bailiwick-ignore x-rule -- ours */}\n    {x()}\n  </p>\n);\n',
    };
    assert.deepEqual(run(files, { rules: [wordRule('x-rule', 'x\\(\\)', files)] }).findings, []);
  });

  for (const isFiltered of [true, false]) {
    it(`is looked at in a file without a telling word, too (${isFiltered ? 'filtered' : 'unfiltered'})`, () => {
      const result = lintText('// bailiwick-ignore x-rule -- long gone\nexport const a = 1;\n', { isFiltered });
      assert.deepEqual(ids(result), ['unused-suppression']);
    });
  }
});
