/** The generator's parts, and the scaffold of a rule. */
import assert from 'node:assert/strict';
import { between } from '../scripts/outputs/output.ts';
import { referenceLink } from '../scripts/outputs/references.ts';
import { exportedName } from '../scripts/outputs/rule-files.ts';
import { pageText, ruleText } from '../scripts/outputs/scaffold.ts';
import { parsePage } from './harness/page.ts';

describe('references', () => {
  for (const [reference, link] of [
    ['rfc:9068#4', '[RFC 9068, section 4](https://www.rfc-editor.org/rfc/rfc9068#section-4)'],
    ['rfc:8707', '[RFC 8707](https://www.rfc-editor.org/rfc/rfc8707)'],
    ['cwe:441', '[CWE-441](https://cwe.mitre.org/data/definitions/441.html)'],
    [
      'mcp:2026-07-28/basic/authorization#token-handling',
      '[MCP 2026-07-28: token handling](https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization#token-handling)',
    ],
  ] as const) {
    it(`links ${reference}`, () => assert.equal(referenceLink(reference), link));
  }

  it('refuses a prefix that has no place', () => {
    assert.throws(() => referenceLink('blog:1'), /the reference "blog:1" must begin with mcp, rfc/);
  });
});

describe('generated parts of a file', () => {
  const marks: [string, string] = ['<!-- a -->', '<!-- /a -->'];

  it('are replaced between their marks, and nothing else is', () => {
    const text = 'before\n<!-- a -->\nold\n<!-- /a -->\nafter\n';
    assert.equal(between('x.md', text, marks, 'new'), 'before\n<!-- a -->\nnew\n<!-- /a -->\nafter\n');
  });

  it('need their marks', () => {
    assert.throws(() => between('x.md', 'nothing', marks, 'new'), /x\.md needs the lines <!-- a --> and <!-- \/a -->/);
  });
});

describe('a new rule', () => {
  it('is exported under the camel case of its id', () => {
    assert.equal(exportedName('jwt-loose-audience'), 'jwtLooseAudience');
    assert.match(ruleText('token-in-url'), /export const tokenInUrl = defineRule/);
  });

  it('fails until its page marks what is wrong', () => {
    assert.throws(() => parsePage(pageText()), /a bad case marks its spans/);
  });
});
