/** Hover on a finding: the page of its rule in short. */
import assert from 'node:assert/strict';
import { rules } from '../../rules/index.ts';
import { findingMarkdown, hover } from '../../server/lsp/hints/hover.ts';
import type { FindingMark } from '../../server/lsp/analysis/marks.ts';
import { markdownText } from '../../server/lsp/hints/markdown.ts';

const finding: FindingMark = {
  start: 10,
  end: 40,
  rule: 'token-passthrough',
  message: "The caller's token is forwarded to `ci.example`",
  why: 'Whoever holds it reaches that service.',
  help: 'Exchange it first.',
  path: [
    { note: 'enters here', label: 'server.ts:3', uri: 'file:///agent/server.ts#L3' },
    { note: 'leaves here', label: 'http.ts:9', uri: 'file:///agent/http.ts#L9' },
  ],
};
const text = `${' '.repeat(10)}fetch("https://ci", "Mail.Read")${' '.repeat(20)}`;
const at = (offset: number, scopes = []): ReturnType<typeof hover> =>
  hover({ path: 'a.ts', text, offset, marks: { findings: [finding], scopes }, rules });

describe('hover on a finding', () => {
  it('says what, why and what to do, shows the path and links the page', () => {
    assert.equal(
      findingMarkdown(finding, rules.find(({ meta }) => meta.id === 'token-passthrough')?.meta),
      [
        '**Inbound token forwarded to another service** · identity',
        "The caller's token is forwarded to `ci.example`",
        'Whoever holds it reaches that service.',
        'Exchange it first.',
        '1. [server.ts:3](file:///agent/server.ts#L3) enters here\n2. [http.ts:9](file:///agent/http.ts#L9) leaves here',
        '[token-passthrough](https://github.com/bailiwick/bailiwick/blob/main/rules/token-passthrough.md)',
      ].join('\n\n'),
    );
  });

  it('speaks on its span and nowhere else', () => {
    assert.deepEqual([at(9), at(41)], [undefined, undefined]);
    assert.deepEqual([at(10)?.start, at(40)?.end], [10, 40]);
  });

  it('says beside it what a scope can do, and marks the scope', () => {
    const scope = text.indexOf('Mail.Read');
    const both = at(scope + 2);
    assert.equal(both?.start, scope);
    assert.match(both?.markdown ?? '', /Exchange it first[\s\S]*Microsoft Graph/);
  });
});

describe('text of a project in Markdown', () => {
  for (const [written, shown] of [
    ['plain words', 'plain words'],
    ['`code_with_lines`', '`code_with_lines`'],
    ['[a](command:b) <img src=x>', '\\[a\\]\\(command:b\\) \\<img src=x\\>'],
    ['# not a heading', '\\# not a heading'],
    ['one ` tick', 'one \\` tick'],
    ['a \u202e turn', 'a \ufffd turn'],
  ] as const) {
    it(`shows ${written}`, () => assert.equal(markdownText(written), shown));
  }
});
