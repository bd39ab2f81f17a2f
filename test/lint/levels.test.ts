/** Who sees a finding: severity, confidence, and the paths of tests. */
import assert from 'node:assert/strict';
import type { Config } from '../../server/config.ts';
import type { Confidence, Severity } from '../../server/finding.ts';
import type { Rule } from '../../server/rule.ts';
import { places, run, type Setup, wordRule } from './word-rule.ts';

const files = { 'a.ts': 'high(); medium(); low(); error(); warning(); info();\n' };
const ofConfidence = (['high', 'medium', 'low'] as const).map((confidence: Confidence): Rule =>
  wordRule(confidence, confidence, files, { confidence }),
);
const ofSeverity = (['error', 'warning', 'info'] as const).map((severity: Severity): Rule =>
  wordRule(severity, severity, files, {}, { severity }),
);

/** The rules whose findings show, and how many findings do not. */
function shown(rules: Rule[], setup: Setup): [rules: string[], hidden: number] {
  const { findings, summary } = run(files, { rules, ...setup });
  return [findings.map(({ rule }) => rule), summary.hiddenBySeverity + summary.hiddenByConfidence];
}

describe('confidence', () => {
  for (const [what, setup, expected] of [
    ['is high unless told', {}, ['high']],
    ['medium shows high and medium', { confidence: 'medium' }, ['high', 'medium']],
    ['low shows all', { confidence: 'low' }, ['high', 'medium', 'low']],
    ['does not matter for pedantic readers', { isPedantic: true }, ['high', 'medium', 'low']],
    ['can be limited for pedantic readers', { isPedantic: true, confidence: 'medium' }, ['high', 'medium']],
    ['can be configured', { config: { confidence: 'medium' } }, ['high', 'medium']],
    ['as asked goes before what is configured', { config: { confidence: 'low' }, confidence: 'high' }, ['high']],
    ['can be configured for one rule', { config: { rules: { low: { confidence: 'low' } } } }, ['high', 'low']],
    [
      'of one rule goes before that of all',
      { config: { confidence: 'low', rules: { low: { confidence: 'medium' } } } },
      ['high', 'medium'],
    ],
  ] satisfies [string, Setup, string[]][]) {
    it(what, () => assert.deepEqual(shown(ofConfidence, setup), [expected, 3 - expected.length]));
  }
});

describe('least severity', () => {
  for (const [what, setup, expected] of [
    ['is info unless told', {}, ['error', 'warning', 'info']],
    ['warning hides info', { severity: 'warning' }, ['error', 'warning']],
    ['error hides the rest', { severity: 'error' }, ['error']],
    ['can be configured', { config: { severity: 'error' } }, ['error']],
    [
      'as asked goes before what is configured',
      { config: { severity: 'error' }, severity: 'info' },
      ['error', 'warning', 'info'],
    ],
    [
      'looks at what the configuration made of it',
      { config: { rules: { error: 'info' } }, severity: 'warning' },
      ['warning'],
    ],
    ['holds for pedantic readers, too', { isPedantic: true, severity: 'error' }, ['error']],
  ] satisfies [string, Setup, string[]][]) {
    it(what, () => assert.deepEqual(shown(ofSeverity, setup), [expected, 3 - expected.length]));
  }
});

describe('what is hidden', () => {
  const hidden = (setup: Setup): number[] => {
    const { summary } = run(files, { rules: [...ofConfidence, ...ofSeverity], ...setup });
    return [summary.hiddenBySeverity, summary.hiddenByConfidence];
  };

  it('is counted by what would bring it back', () => {
    assert.deepEqual(hidden({ severity: 'error' }), [2, 2]);
    assert.deepEqual(hidden({ isPedantic: true }), [0, 0]);
  });

  it('counts once, for the severity, when both hide it', () => {
    const unsure = wordRule('a-rule', 'info', files, { confidence: 'low' }, { severity: 'info' });
    const { summary } = run(files, { rules: [unsure], severity: 'error' });
    assert.deepEqual([summary.hiddenBySeverity, summary.hiddenByConfidence], [1, 0]);
  });
});

describe('findings on test paths', () => {
  const paths = ['src/a.ts', 'src/a.test.ts', 'test/b.ts', 'examples/c.ts', '__fixtures__/d.ts'];
  const tree = Object.fromEntries(paths.map((path) => [path, 'x();\n']));
  const rule = wordRule('a-rule', 'x', tree);

  it('are hidden and counted', () => {
    const result = run(tree, { rules: [rule] });
    assert.deepEqual(places(result), ['a-rule src/a.ts:0']);
    assert.deepEqual([result.summary.hiddenOnTestPaths, result.summary.files], [4, 5]);
  });

  for (const [what, setup] of [
    ['asked for', { includeTests: true }],
    ['configured', { config: { includeTests: true } }],
  ] satisfies [string, { includeTests?: boolean; config?: Config }][]) {
    it(`are shown and marked when ${what}`, () => {
      const { findings, summary } = run(tree, { rules: [rule], ...setup });
      const marks = findings.map(({ at, isTest }) => `${at.file} ${isTest}`);
      assert.deepEqual(marks.sort(), paths.map((path) => `${path} ${path !== 'src/a.ts'}`).sort());
      assert.equal(summary.hiddenOnTestPaths, 0);
    });
  }

  it('stay hidden when they are asked not to show, whatever is configured', () => {
    const { findings } = run(tree, { rules: [rule], includeTests: false, config: { includeTests: true } });
    assert.equal(findings.length, 1);
  });

  it('include those whose path leads through a test', () => {
    const path = [{ file: 'test/b.ts', start: 0, end: 1, note: 'enters in a test' }];
    const through = wordRule('a-rule', 'x', { 'src/a.ts': 'x();\n' }, { path });
    assert.deepEqual(run(tree, { rules: [through] }).findings, []);
    assert.equal(run(tree, { rules: [through], includeTests: true }).findings[0]?.isTest, true);
  });

  it('count as hidden by their level first', () => {
    const unsure = wordRule('a-rule', 'x', tree, { confidence: 'low' });
    const { summary } = run(tree, { rules: [unsure] });
    assert.deepEqual([summary.hiddenByConfidence, summary.hiddenOnTestPaths], [5, 0]);
  });
});
