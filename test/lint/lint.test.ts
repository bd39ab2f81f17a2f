/** What `lint` makes of what rules report: order, severity, levels, failures. */
import assert from 'node:assert/strict';
import type { Config } from '../../server/config.ts';
import type { Report } from '../../server/finding.ts';
import type { Rule } from '../../server/rule.ts';
import { lint } from '../../server/lint.ts';
import { memoryWorkspace } from '../../server/workspace.ts';
import { places, run, sessionOf, wordRule } from './word-rule.ts';

const files = { 'b.ts': 'one(); two(); one();\n', 'a.ts': 'two(); one();\n' };
const one = wordRule('one-rule', 'one', files);
const two = wordRule('two-rule', 'two', files);

describe('findings', () => {
  it('come by file, offset and rule, whatever the order of the rules', () => {
    const also = wordRule('also-rule', 'one', files);
    const expected = [
      'two-rule a.ts:0',
      'also-rule a.ts:7',
      'one-rule a.ts:7',
      'also-rule b.ts:0',
      'one-rule b.ts:0',
      'two-rule b.ts:7',
      'also-rule b.ts:14',
      'one-rule b.ts:14',
    ];
    assert.deepEqual(places(run(files, { rules: [one, two, also] })), expected);
    assert.deepEqual(places(run(files, { rules: [also, two, one] })), expected);
  });

  it('carry what the rule says, and what its meta says', () => {
    const path = [{ file: 'a.ts', start: 0, end: 3, note: 'here' }];
    const fixes = [{ title: 'Take it away', safety: 'safe' as const, edits: [] }];
    const rule = wordRule('a-rule', 'two', files, { path, fixes, confidence: 'high' }, { pillar: 'monitoring' });
    const [first] = run(files, { rules: [rule] }).findings;
    assert.deepEqual(
      { ...first, fingerprint: '' },
      {
        rule: 'a-rule',
        pillar: 'monitoring',
        severity: 'error',
        confidence: 'high',
        at: { file: 'a.ts', start: 0, end: 3 },
        message: 'two is here',
        why: 'because',
        help: 'remove it',
        path,
        related: [],
        fixes,
        fingerprint: '',
        isTest: false,
        masks: [],
      },
    );
  });

  it('of one rule, place and message are one, which tells both ways', () => {
    const at = { file: 'a.ts', start: 0, end: 3 };
    const words = { at, message: 'm', why: 'w', help: 'h', confidence: 'high' } as const;
    const report = (note: string): Report => ({
      ...words,
      path: [{ ...at, note }],
    });
    const rule: Rule = { meta: one.meta, check: () => [report('first'), report('second')] };
    const { findings } = run(files, { rules: [rule] });
    assert.equal(findings.length, 1);
    assert.deepEqual(
      findings[0]?.path.map(({ note }) => note),
      ['first'],
    );
    assert.deepEqual(
      findings[0]?.related.map(({ note }) => note),
      ['second'],
    );
  });

  it('that say different things of one place all reach the reader, whichever comes first', () => {
    const words = { at: { file: 'a.ts', start: 0, end: 3 }, why: 'w', help: 'h', confidence: 'high' } as const;
    const reports = ['repo', 'admin:org'].map((message) => ({ ...words, message }));
    const [there, back] = [reports, reports.toReversed()].map((all) => {
      const rule: Rule = { meta: one.meta, check: () => all };
      return run(files, { rules: [rule] }).findings;
    });
    assert.deepEqual(there?.map(({ message }) => message).sort(), ['admin:org', 'repo']);
    assert.deepEqual(back, there);
  });

  it('are the same when a session is asked again', () => {
    const place = { file: 'a.ts', start: 0, end: 3, note: 'here' };
    const report: Report = {
      at: place,
      message: 'm',
      why: 'w',
      help: 'h',
      confidence: 'high',
      path: [place],
      related: [],
    };
    const rule: Rule = { meta: one.meta, check: () => [report, { ...report }] };
    const session = sessionOf(files);
    const first = structuredClone(lint(session, { rules: [rule] }).findings);
    assert.deepEqual(lint(session, { rules: [rule] }).findings, first);
  });
});

describe('severity', () => {
  const severityOf = (reported: Partial<Report>, rules: Config['rules']): string | undefined => {
    const rule = wordRule('a-rule', 'two', files, reported);
    return run(files, { rules: [rule], ...(rules ? { config: { rules } } : {}) }).findings[0]?.severity;
  };

  for (const [what, reported, rules, expected] of [
    ['is that of the rule', {}, undefined, 'error'],
    ['is what the configuration says', {}, { 'a-rule': 'info' }, 'info'],
    ['is what the configuration says at length', {}, { 'a-rule': { severity: 'warning' } }, 'warning'],
    ['stays with on', {}, { 'a-rule': 'on' }, 'error'],
    ['is lowered by a report', { severity: 'warning' }, undefined, 'warning'],
    ['is lowered by a report below the configured one', { severity: 'info' }, { 'a-rule': 'warning' }, 'info'],
    ['is not raised by a report above the configured one', { severity: 'error' }, { 'a-rule': 'info' }, 'info'],
    ['is nothing for a rule that is off', {}, { 'a-rule': 'off' }, undefined],
  ] satisfies [string, Partial<Report>, Config['rules'], string | undefined][]) {
    it(what, () => assert.equal(severityOf(reported, rules), expected));
  }
});

describe('a rule', () => {
  it('runs alone when it is named', () => {
    assert.deepEqual(places(run(files, { rules: [one, two], only: ['two-rule'] })), [
      'two-rule a.ts:0',
      'two-rule b.ts:7',
    ]);
  });

  it('that is off stays off when it is named', () => {
    const config: Config = { rules: { 'one-rule': 'off' } };
    assert.deepEqual(run(files, { rules: [one], only: ['one-rule'], config }).findings, []);
  });

  it('that is off does not even run', () => {
    const rule: Rule = { meta: one.meta, check: () => assert.fail('it ran') };
    assert.deepEqual(run(files, { rules: [rule], config: { rules: { 'one-rule': 'off' } } }).failures, []);
  });

  describe('that is pedantic', () => {
    const rule = wordRule('a-rule', 'two', files, {}, { pedantic: true });
    const count = (setup: Parameters<typeof run>[1]): number => run(files, { rules: [rule], ...setup }).findings.length;

    it('does not run of itself', () => assert.equal(count({}), 0));
    it('runs when pedantic findings are asked for', () => assert.equal(count({ isPedantic: true }), 2));
    it('runs when it is named', () => assert.equal(count({ only: ['a-rule'] }), 2));
    it('runs when the configuration names it', () => assert.equal(count({ config: { rules: { 'a-rule': 'on' } } }), 2));
  });
});

describe('a rule that throws', () => {
  const broken = (error: unknown): Rule => ({
    meta: { ...one.meta, id: 'broken-rule' },
    *check() {
      yield { at: { file: 'a.ts', start: 0, end: 3 }, message: 'm', why: 'w', help: 'h', confidence: 'high' };
      throw error;
    },
  });

  it('becomes a failure with its reason, and the others report', () => {
    const result = run(files, { rules: [one, broken(new TypeError('x is not iterable')), two] });
    assert.deepEqual(result.failures, [{ rule: 'broken-rule', reason: 'the rule failed: x is not iterable' }]);
    const others = places(result).filter((place) => !place.startsWith('broken-rule'));
    assert.deepEqual(others, places(run(files, { rules: [one, two] })));
  });

  it('keeps what it had reported', () => {
    assert.deepEqual(places(run(files, { rules: [broken(new Error('late'))] })), ['broken-rule a.ts:0']);
  });

  it('may throw anything', () => {
    assert.deepEqual(run(files, { rules: [broken('a text')] }).failures[0]?.reason, 'the rule failed: a text');
  });
});

describe('a file that cannot be read', () => {
  it('becomes a failure, and the others are read', () => {
    const whole = memoryWorkspace(files);
    const failure = { file: 'a.ts', reason: 'cannot read the file: permission denied' };
    const workspace: typeof whole = {
      ...whole,
      bytes: (file) => (file.path === 'a.ts' ? undefined : whole.bytes(file)),
      load: (file) => (file.path === 'a.ts' ? { kind: 'failure', failure } : whole.load(file)),
    };
    const own = wordRule('a-rule', 'two', { 'b.ts': files['b.ts'] });
    const result = run(files, { rules: [own], workspace, isFiltered: true });
    assert.deepEqual(result.failures, [failure]);
    assert.deepEqual(places(result), ['a-rule b.ts:7']);
  });

  it('is a failure too when it nests too deeply for the parser, because nothing of it was looked at', () => {
    const deep = `import 'jose';\nexport const x = ${'('.repeat(100_000)}1${')'.repeat(100_000)};\n`;
    const { failures } = run({ ...files, 'deep.ts': deep }, { rules: [one] });
    assert.deepEqual(
      failures.map(({ file }) => file),
      ['deep.ts'],
    );
  });

  it('is read as far as it goes when its syntax is wrong, which is a warning', () => {
    const broken = { 'a.ts': 'const = 1;\none();\n' };
    const { findings, failures, warnings } = run(broken, { rules: [wordRule('a-rule', 'one', broken)] });
    assert.deepEqual([findings.length, failures], [1, []]);
    assert.deepEqual(
      warnings.map(({ file, line, column }) => [file, line, column]),
      [['a.ts', 1, 7]],
    );
  });
});
