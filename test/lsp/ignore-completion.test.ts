/** Completion of ignore comments. */
import assert from 'node:assert/strict';
import { rules } from '../../rules/index.ts';
import { completion, type CompletionEntry } from '../../server/lsp/hints/completion.ts';
import type { FindingMark } from '../../server/lsp/analysis/marks.ts';
import { cursorIn } from './cursor.ts';

const mark = (rule: string, start: number): FindingMark => ({
  rule,
  start,
  end: start + 1,
  message: '',
  why: '',
  help: '',
  path: [],
});

function entries(marked: string, findings: FindingMark[] = []): CompletionEntry[] {
  const { text, offset } = cursorIn(marked);
  return completion({ path: 'a.ts', text, offset, marks: { findings, scopes: [] }, rules });
}

const labels = (marked: string, findings?: FindingMark[]): string[] =>
  entries(marked, findings)
    .toSorted((a, b) => ((a.sort ?? '') < (b.sort ?? '') ? -1 : 1))
    .map(({ label }) => label);
const ids = rules.map(({ meta }) => meta.id);

describe('completion of an ignore comment', () => {
  for (const [what, marked, expected] of [
    ['every rule', '// bailiwick-ignore |', ids],
    ['every rule in YAML', '  # bailiwick-ignore |', ids],
    ['every rule in Markdown', '<!-- bailiwick-ignore | -->', ids],
    ['every rule in a block comment', '/* bailiwick-ignore tok| */', ids],
    ['those that are not there yet', '// bailiwick-ignore broad-scope, |', ids.filter((id) => id !== 'broad-scope')],
    [
      'those that are not there yet, without a space',
      '// bailiwick-ignore broad-scope,|',
      ids.filter((id) => id !== 'broad-scope'),
    ],
    ['the separator behind a rule', '// bailiwick-ignore broad-scope |', ['--']],
    ['nothing in the reason', '// bailiwick-ignore broad-scope -- wanted by |', []],
    ['nothing before the word ends', '// bailiwick-ignore|', []],
    ['nothing for a longer word', '// bailiwick-ignored |', []],
    ['nothing outside', 'ignore |', []],
  ] as [string, string, string[]][]) {
    it(`offers ${what}`, () => assert.deepEqual(labels(marked), expected));
  }

  const code = '// bailiwick-ignore |\nfetch(url);\nother();\n';

  it('offers what is found on the next line first, with its reason to be written', () => {
    const [first] = entries(code, [mark('token-passthrough', 25)]).filter(({ isPreselected }) => isPreselected);
    assert.equal(labels(code, [mark('token-passthrough', 25)])[0], 'token-passthrough');
    assert.equal(first?.insert, 'token-passthrough -- ${1:why}');
  });

  it('does so for its own line', () => {
    assert.equal(labels('f(); // bailiwick-ignore |\n', [mark('jwt-loose-audience', 0)])[0], 'jwt-loose-audience');
  });

  it('does not for lines further down', () => {
    assert.equal(labels(code, [mark('token-passthrough', 36)])[0], ids[0]);
  });

  it('writes no second reason', () => {
    const [first] = entries('// bailiwick-ignore | -- wanted\nf();', [mark('broad-scope', 33)]).filter(
      (e) => e.isPreselected,
    );
    assert.equal(first?.insert, 'broad-scope');
  });

  it('replaces the whole word', () => {
    const { replaces } = entries('// bailiwick-ignore tok|en-x')[0] ?? {};
    assert.deepEqual(replaces, { start: 20, end: 27 });
  });
});
