/** The report for programs: one versioned document that its own schema describes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { z } from 'zod';
import { lintFiles } from '../harness/lint-files.ts';
import { jsonReport } from '../../server/report/json.ts';
import type { reportShape } from '../../server/report/json-shape.ts';
import type { ReportInput } from '../../server/report/report.ts';
import { at, finding, problem, runOf, step } from './run-of.ts';

type Document = z.infer<typeof reportShape>;

const schema = new URL('../../rules/schema/report.schema.json', import.meta.url);
const isValid = new Ajv({ allErrors: true }).compile<Document>(JSON.parse(readFileSync(schema, 'utf8')));

/** The document of a run, once the schema has been held against it. */
function documentOf(input: ReportInput): Document {
  const document: unknown = JSON.parse(jsonReport(input));
  assert.ok(isValid(document), JSON.stringify(isValid.errors, null, 2));
  return document;
}

const everything = (): ReportInput =>
  runOf(
    [
      finding({
        related: [step('also', 'src/b.ts', 'url')],
        fixes: [{ title: 'Move it', safety: 'safe', edits: [{ ...at('src/a.ts', 'token'), text: '""' }] }],
      }),
      finding({ pillar: 'monitoring', severity: 'info', confidence: 'low', path: [], isTest: true }),
    ],
    {
      suppressed: [{ finding: finding(), reason: 'ours', at: at('src/a.ts', 'get') }],
      problems: [problem],
      failures: [{ reason: 'broken', file: 'x.ts', line: 1, column: 1, rule: 'token-in-url' }, { reason: 'all' }],
      warnings: [{ reason: 'odd', file: 'x.ts' }],
      summary: {
        files: 3,
        parsedFiles: 2,
        skipped: [{ reason: 'minified', count: 1 }],
        hiddenOnTestPaths: 1,
        hiddenBySeverity: 2,
        hiddenByConfidence: 3,
      },
    },
  );

describe('JSON report', () => {
  it('holds everything that a run brings, as its schema says', () => {
    const document = documentOf(everything());
    assert.equal(document.version, 1);
    assert.deepEqual(document.tool, { name: 'bailiwick', version: '1.2.3' });
    assert.deepEqual(
      [document.findings, document.suppressed, document.problems, document.failures, document.warnings].map(
        (list) => list.length,
      ),
      [2, 1, 1, 2, 1],
    );
    assert.deepEqual(document.summary, everything().result.summary);
  });

  it('is valid when nothing was found', () => assert.deepEqual(documentOf(runOf([])).findings, []));

  it('is valid for findings of real rules', () => {
    const files = {
      'verify.ts': `import { createRemoteJWKSet, jwtVerify } from 'jose';
const keys = createRemoteJWKSet(new URL('https://login.example/keys'));
export const verify = (token: string) => jwtVerify(token, keys, { issuer: 'https://login.example' });
`,
    };
    assert.equal(documentOf(runOf(lintFiles(files), {}, files)).findings.length, 1);
  });

  it('gives places in lines and columns from 1, the end exclusive', () => {
    const [first] = documentOf(runOf([finding()])).findings;
    assert.deepEqual(first?.at, { file: 'src/a.ts', line: 3, column: 6, endLine: 3, endColumn: 41 });
    assert.deepEqual(first.path.at(-1), {
      file: 'src/b.ts',
      line: 2,
      column: 3,
      endLine: 3,
      endColumn: 8,
      note: 'sent',
    });
  });

  it('counts columns in UTF-16 units', () => {
    const files = { 'a.ts': 'const x = "👩‍💻"; fetch();\n' };
    const [first] = documentOf(runOf([finding({ at: at('a.ts', 'fetch', files), path: [] })], {}, files)).findings;
    assert.deepEqual([first?.at.column, first?.at.endColumn], [20, 25]);
  });

  it('carries the words, the fingerprint, the fixes and the page of a finding', () => {
    const [first] = documentOf(everything()).findings;
    assert.deepEqual(
      [first?.message, first?.why, first?.help, first?.fingerprint],
      ['The token stands in a URL', 'URLs are logged.', 'Send it in a header.', '0123456789abcdef0123456789abcdef'],
    );
    assert.deepEqual(first?.fixes, [{ title: 'Move it', safety: 'safe' }]);
    assert.match(first?.url ?? '', /\/rules\/token-in-url\.md$/);
  });

  it('holds no time and no absolute path', () => {
    const text = jsonReport(everything());
    assert.doesNotMatch(text, /Ms"|\/work\/agent/);
    assert.ok(text.endsWith('}\n'));
  });

  it('has a schema that refuses what is not described', () => {
    const document = JSON.parse(jsonReport(runOf([finding()]))) as Record<string, unknown>;
    assert.ok(!isValid({ ...document, extra: 1 }));
    assert.ok(!isValid({ ...document, version: 2 }));
    assert.ok(!isValid({ ...document, findings: [{ rule: 'x' }] }));
  });
});
