/** A rule is turned off in the configuration with everything else left as it stands. */
import assert from 'node:assert/strict';
import { turnOff } from '../../server/lsp/actions/config-edit.ts';

function after(text: string): string | undefined {
  const edit = turnOff(text, 'broad-scope');
  return edit && text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

describe('turning a rule off', () => {
  for (const [what, before, expected] of [
    ['in an empty file', '', 'rules:\n  broad-scope: off\n'],
    ['in a file of comments', '# ours\n', '# ours\nrules:\n  broad-scope: off\n'],
    ['without an end of the last line', 'severity: error', 'severity: error\nrules:\n  broad-scope: off\n'],
    [
      'behind the other rules',
      'rules:\n  token-passthrough: warning # for now\n\n# paths\nignore:\n- legacy/ # old\n',
      'rules:\n  token-passthrough: warning # for now\n  broad-scope: off\n\n# paths\nignore:\n- legacy/ # old\n',
    ],
    [
      'behind a rule with a map',
      'rules:\n    token-passthrough:\n        severity: info\nseverity: info\n',
      'rules:\n    token-passthrough:\n        severity: info\n    broad-scope: off\nseverity: info\n',
    ],
    [
      'where the key has nothing',
      'rules: # none\nseverity: info\n',
      'rules: # none\n  broad-scope: off\nseverity: info\n',
    ],
    ['where it has another level', 'rules:\n  broad-scope: error # why\n', 'rules:\n  broad-scope: off # why\n'],
    ['in an empty pair of braces', 'rules: {}\n', 'rules:\n  broad-scope: off\n'],
    [
      'in braces',
      '# a\nrules: { token-passthrough: off } # b\n',
      '# a\nrules: { token-passthrough: off, broad-scope: off } # b\n',
    ],
    ['where it has a map', 'rules:\n  broad-scope: { severity: info }\n', 'rules:\n  broad-scope: off\n'],
    ['with the ends of lines of the file', 'rules:\r\n  a: off\r\n', 'rules:\r\n  a: off\r\n  broad-scope: off\r\n'],
    ['below quotes', 'rules:\n  "a": "off"\n', 'rules:\n  "a": "off"\n  broad-scope: off\n'],
  ] as const) {
    it(what, () => assert.equal(after(before), expected));
  }

  for (const [what, text] of [
    ['what is broken', 'rules: [\n'],
    ['a list', '- a\n'],
    ['rules that are a word', 'rules: none\n'],
    ['what is off already', 'rules:\n  broad-scope: off\n'],
  ] as const) {
    it(`leaves ${what} alone`, () => assert.equal(after(text), undefined));
  }
});
