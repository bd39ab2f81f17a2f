/** SARIF 2.1.0, as code scanning reads it. */
import assert from 'node:assert/strict';
import type { Result, Run } from 'sarif';
import { rules } from '../../rules/index.ts';
import { pageOf } from '../../server/command/pages.ts';
import type { Finding } from '../../server/finding.ts';
import type { LintResult } from '../../server/lint.ts';
import type { ReportInput } from '../../server/report/report.ts';
import { sarifReport } from '../../server/report/sarif.ts';
import { lintFiles } from '../harness/lint-files.ts';
import { at, finding, meta, problem, runOf, step } from './run-of.ts';
import { sarifOf } from './sarif-schema.ts';

function runIn(input: ReportInput): Run {
  const [run] = sarifOf(sarifReport(input)).runs;
  return run ?? assert.fail('no run');
}

function results(findings: Finding[], change: Partial<LintResult> = {}, files?: Record<string, string>): Result[] {
  return runIn(runOf(findings, change, files)).results ?? [];
}

function resultOf(change: Partial<Finding>): Result {
  return results([finding(change)])[0] ?? assert.fail('no result');
}

describe('SARIF', () => {
  it('is valid when nothing was found', () => {
    const run = runIn(runOf([]));
    assert.deepEqual(run.results, []);
    assert.equal(run.invocations?.[0]?.executionSuccessful, true);
  });

  it('is valid for real rules and findings', () => {
    const files = {
      'agent.ts': `import express from 'express';
express().get('/', (req) => fetch('https://api.tracker.example', { headers: { authorization: req.headers.authorization } }));
`,
    };
    const input = runOf(lintFiles(files), {}, files);
    const run = runIn({ ...input, rules: rules.map((rule) => rule.meta), page: pageOf });
    assert.equal(run.results?.length, 1);
    const { ruleId, ruleIndex } = run.results[0] ?? assert.fail('no result');
    assert.equal(run.tool.driver.rules?.[ruleIndex ?? -1]?.id, ruleId);
    assert.deepEqual(
      run.tool.driver.rules?.map(({ id }) => id),
      rules.map((rule) => rule.meta.id),
    );
  });

  it('says which tool it was, and where the code is', () => {
    const run = runIn(runOf([]));
    assert.deepEqual([run.tool.driver.name, run.tool.driver.semanticVersion], ['Bailiwick', '1.2.3']);
    assert.deepEqual(run.originalUriBaseIds, { SRCROOT: { uri: 'file:///work/agent/' } });
    assert.equal(run.columnKind, 'utf16CodeUnits');
  });

  it('gives every finding its level', () => {
    const levels = (['error', 'warning', 'info'] as const).map((severity) => resultOf({ severity }).level);
    assert.deepEqual(levels, ['error', 'warning', 'note']);
  });

  it('says what is wrong, why, and what to do', () => {
    const text = 'The token stands in a URL. URLs are logged. Send it in a header.';
    assert.equal(resultOf({}).message.text, text);
  });

  it('doubles braces, which are placeholders otherwise', () => {
    const { message } = resultOf({ message: 'the pattern /a{2}/ matches' });
    assert.match(message.text ?? '', /^the pattern \/a\{\{2\}\}\/ matches\. /);
    const { codeFlows } = resultOf({ path: [step('under `{x}`', 'src/a.ts', 'token')] });
    assert.equal(codeFlows?.[0]?.threadFlows[0]?.locations[0]?.location?.message?.text, 'under `{{x}}`');
  });

  it('gives places by line and column', () => {
    const { artifactLocation, region } = resultOf({}).locations?.[0]?.physicalLocation ?? {};
    assert.deepEqual(artifactLocation, { uri: 'src/a.ts', uriBaseId: 'SRCROOT' });
    assert.deepEqual(region, { startLine: 3, startColumn: 6, endLine: 3, endColumn: 41 });
  });
});

describe('the SARIF schema', () => {
  const valid = sarifReport(runOf([finding()]));

  for (const [what, from, to] of [
    ['another version', '"version": "2.1.0"', '"version": "2.2.0"'],
    ['an unknown property', '"ruleId"', '"rule"'],
    ['an unknown level', '"level": "error"', '"level": "fatal"'],
    ['a path that is no URI', '"uri": "src/a.ts"', '"uri": "src/a b.ts"'],
    ['a line of no file', '"startLine": 3', '"startLine": 0'],
    ['a region without a line', /"startLine": \d+,/, ''],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.notEqual(valid.replace(from, to), valid);
      assert.throws(() => sarifOf(valid.replace(from, to)));
    });
  }
});

describe('rules in SARIF', () => {
  it('carry their page as Markdown, words for plain text, and where they are documented', () => {
    const [rule] = runIn(runOf([])).tool.driver.rules ?? [];
    assert.equal(rule?.id, 'token-in-url');
    assert.equal(rule.name, 'TokenInUrl');
    assert.match(rule.help?.markdown ?? '', /^# Token in a URL\n\n```ts bad\n/);
    assert.match(rule.help?.text ?? '', /^Token in a URL\. See https:.*\/rules\/token-in-url\.md$/);
    assert.match(rule.helpUri ?? '', /\/rules\/token-in-url\.md$/);
  });

  it('carry a page each, without the marks of the generator', () => {
    const input = { ...runOf([]), rules: rules.map((rule) => rule.meta), page: pageOf };
    for (const { id, help } of runIn(input).tool.driver.rules ?? []) {
      assert.match(help?.markdown ?? '', /```\w+ bad/, id);
      assert.doesNotMatch(help?.markdown ?? '', /written by npm run generate/, id);
    }
  });

  it('say their level, their tags and how much they weigh', () => {
    const [rule] = runIn(runOf([])).tool.driver.rules ?? [];
    assert.equal(rule?.defaultConfiguration?.level, 'error');
    assert.deepEqual(rule.properties, {
      tags: ['security', 'identity', 'external/cwe/cwe-598'],
      precision: 'high',
      'problem.severity': 'error',
      'security-severity': '8.5',
    });
  });

  it('weigh an info as a recommendation', () => {
    const input = { ...runOf([]), rules: [{ ...meta, severity: 'info' as const, references: ['cwe:22'] }] };
    const [rule] = runIn(input).tool.driver.rules ?? [];
    assert.equal(rule?.defaultConfiguration?.level, 'note');
    assert.equal(rule.properties?.['problem.severity'], 'recommendation');
    assert.deepEqual(rule.properties['tags'], ['security', 'identity', 'external/cwe/cwe-022']);
  });
});

describe('findings in SARIF', () => {
  it('carry their path as a code flow, step by step over files', () => {
    const locations = resultOf({}).codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
    assert.deepEqual(
      locations.map(({ location }) => [
        location?.physicalLocation?.artifactLocation?.uri,
        location?.physicalLocation?.region?.startLine,
        location?.message?.text,
      ]),
      [
        ['src/a.ts', 3, 'the token'],
        ['src/a.ts', 3, 'passed to `get` as `url`'],
        ['src/b.ts', 2, 'sent'],
      ],
    );
  });

  it('have no code flow without a path', () => assert.ok(!('codeFlows' in resultOf({ path: [] }))));

  it('carry other places, each with its own id and words', () => {
    const related = [step('made here', 'src/b.ts', 'get'), step('read here', 'src/b.ts', 'url')];
    assert.deepEqual(
      resultOf({ related }).relatedLocations?.map(({ id, message }) => [id, message?.text]),
      [
        [1, 'made here'],
        [2, 'read here'],
      ],
    );
  });

  it('carry their fixes, with the edits of each file together', () => {
    const edits = [
      { ...at('src/a.ts', 'token'), text: '' },
      { file: 'src/b.ts', start: 0, end: 0, text: 'import "x";\n' },
      { ...at('src/a.ts', '"./b"'), text: '"./c"' },
    ];
    const [fix] = resultOf({ fixes: [{ title: 'Send it in a header', safety: 'suggestion', edits }] }).fixes ?? [];
    assert.equal(fix?.description?.text, 'Send it in a header');
    assert.deepEqual(
      fix.artifactChanges.map(({ artifactLocation, replacements }) => [
        artifactLocation.uri,
        replacements.map(({ deletedRegion, insertedContent }) => [deletedRegion.startLine, insertedContent?.text]),
      ]),
      [
        [
          'src/a.ts',
          [
            [3, ''],
            [1, '"./c"'],
          ],
        ],
        ['src/b.ts', [[1, 'import "x";\n']]],
      ],
    );
  });

  it('have no fixes where there are none', () => assert.ok(!('fixes' in resultOf({}))));

  it('carry their fingerprint, pillar and confidence', () => {
    const { partialFingerprints, properties } = resultOf({ confidence: 'medium', isTest: true });
    assert.deepEqual(partialFingerprints, { 'bailiwick/v1': '0123456789abcdef0123456789abcdef' });
    assert.deepEqual(properties, { pillar: 'identity', confidence: 'medium', isTest: true });
  });

  it('are marked when a comment suppresses them, with its reason', () => {
    const suppressed = [{ finding: finding(), reason: 'our own API', at: at('src/a.ts', 'get') }];
    const [result] = results([], { suppressed });
    assert.deepEqual(result?.suppressions, [{ kind: 'inSource', justification: 'our own API' }]);
  });
});

describe('URIs in SARIF', () => {
  for (const [path, uri] of [
    ['src/a b.ts', 'src/a%20b.ts'],
    ['src/größe/漢.ts', 'src/gr%C3%B6%C3%9Fe/%E6%BC%A2.ts'],
    ['app/[id]/route.ts', 'app/%5Bid%5D/route.ts'],
    ['a#b?c%d.ts', 'a%23b%3Fc%25d.ts'],
    ['c:/x.ts', 'c%3A/x.ts'],
    ['a\\b.ts', 'a%5Cb.ts'],
  ] as const) {
    it(`are relative and encoded: ${path}`, () => {
      const files = { [path]: 'fetch();' };
      const [result] = results([finding({ at: at(path, 'fetch', files), path: [] })], {}, files);
      const location = result?.locations?.[0]?.physicalLocation?.artifactLocation;
      assert.equal(location?.uri, uri);
      const url = new URL(location.uri, 'file:///root/');
      assert.equal(decodeURIComponent(url.pathname), `/root/${path}`);
    });
  }

  it('have an encoded base', () => {
    const { originalUriBaseIds } = runIn({ ...runOf([]), root: '/work/my agent' });
    assert.equal(originalUriBaseIds?.['SRCROOT']?.uri, 'file:///work/my%20agent/');
  });

  it('have no base in memory', () => assert.ok(!('originalUriBaseIds' in runIn({ ...runOf([]), root: '' }))));
});

describe('what failed, in SARIF', () => {
  const notifications = (change: Partial<LintResult>) => {
    const [invocation] = runIn(runOf([], change)).invocations ?? [];
    return {
      isGood: invocation?.executionSuccessful,
      all: invocation?.toolExecutionNotifications?.map(({ level, message, locations }) => [
        level,
        message.text,
        locations?.[0]?.physicalLocation?.artifactLocation?.uri,
        locations?.[0]?.physicalLocation?.region?.startLine,
      ]),
    };
  };

  it('is told with its place, and the run is no success', () => {
    const failures = [
      { reason: 'broken', rule: 'token-in-url' },
      { reason: 'unreadable', file: 'a b.ts', line: 2, column: 1 },
    ];
    assert.deepEqual(notifications({ failures }), {
      isGood: false,
      all: [
        ['error', 'token-in-url: broken', undefined, undefined],
        ['error', 'unreadable', 'a%20b.ts', 2],
      ],
    });
  });

  it('is told apart from notes, with which the run is a success', () => {
    assert.deepEqual(notifications({ warnings: [{ reason: 'odd', file: 'x.ts' }] }), {
      isGood: true,
      all: [['note', 'odd', 'x.ts', undefined]],
    });
  });
});

describe('suppressions that are wrong, in SARIF', () => {
  it('are results, because they make the exit code, each with a rule of its own', () => {
    const run = runIn(runOf([finding()], { problems: [problem, problem] }));
    const [, first, second] = run.results ?? [];
    assert.deepEqual(first, second);
    assert.deepEqual([first?.level, first?.message.text], ['warning', 'Nothing to ignore here. Remove the comment.']);
    const { artifactLocation, region } = first?.locations?.[0]?.physicalLocation ?? {};
    assert.deepEqual([artifactLocation?.uri, region?.startLine], ['src/b.ts', 2]);
    assert.deepEqual(
      run.tool.driver.rules?.map(({ id }) => id),
      ['token-in-url', 'unused-suppression'],
    );
    assert.deepEqual([first?.ruleId, first?.ruleIndex], ['unused-suppression', 1]);
  });
});
