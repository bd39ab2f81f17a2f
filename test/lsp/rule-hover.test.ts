/** Hover on the configuration and on ignore comments. */
import assert from 'node:assert/strict';
import { rules } from '../../rules/index.ts';
import { hover } from '../../server/lsp/hints/hover.ts';
import { cursorIn } from './cursor.ts';

function said(path: string, marked: string): [on: string, markdown: string] | undefined {
  const { text, offset } = cursorIn(marked);
  const answer = hover({ path, text, offset, rules });
  return answer && [text.slice(answer.start, answer.end), answer.markdown];
}

const passthrough =
  /^\*\*Inbound token forwarded to another service\*\* · identity · error\n\n\[token-passthrough\]\(https:/;

describe('hover on a rule', () => {
  for (const [where, path, marked] of [
    ['in the configuration', 'agents/.bailiwick.yaml', 'rules:\n  token-pass|through: off\n'],
    ['in an ignore comment', 'a.ts', '// bailiwick-ignore token-passth|rough -- wanted'],
    ['behind another one', 'a.yaml', '# bailiwick-ignore broad-scope, token-|passthrough -- wanted'],
  ] as const) {
    it(`says what it finds ${where}`, () => {
      const [on = '', markdown = ''] = said(path, marked) ?? [];
      assert.equal(on, 'token-passthrough');
      assert.match(markdown, passthrough);
    });
  }

  for (const [where, path, marked] of [
    ['in a reason', 'a.ts', '// bailiwick-ignore broad-scope -- as token-|passthrough'],
    ['in code', 'a.ts', "const id = 'token-pass|through';"],
    ['under another key', '.bailiwick.yaml', 'ignore:\n  - token-|passthrough\n'],
    ['that does not exist', '.bailiwick.yaml', 'rules:\n  no-such-|rule: off\n'],
  ] as const) {
    it(`says nothing of one ${where}`, () => assert.doesNotMatch(said(path, marked)?.[1] ?? '', passthrough));
  }
});

describe('hover in the configuration', () => {
  for (const [what, marked, on, markdown] of [
    ['a key', 'inter|nalHosts:\n  - a.example\n', 'internalHosts', /^Host suffixes/],
    ['a word', 'severity: warn|ing\n', 'warning', /^Show only findings that are at least so severe/],
    [
      'a wanted scope',
      'allow:\n  - id: github/re|po\n    reason: pull requests\n',
      'github/repo',
      /^\*\*`repo`\*\* · OAuth scope · GitHub/,
    ],
  ] as const) {
    it(`explains ${what}`, () => {
      const answer = said('.bailiwick.yaml', marked);
      assert.equal(answer?.[0], on);
      assert.match(answer?.[1] ?? '', markdown);
    });
  }

  it('says nothing in a comment, nor of an unknown key', () => {
    assert.equal(said('.bailiwick.yaml', '# sever|ity'), undefined);
    assert.equal(said('.bailiwick.yaml', 'colour|: red'), undefined);
  });
});
