import assert from 'node:assert/strict';
import { difference } from './compare.ts';
import { parsePage } from './page.ts';

const fence = '```';
const page = (...lines: string[]): string => lines.join('\n');

describe('page harness', () => {
  it('takes carets out of the source and keeps what they mark', () => {
    const [found] = parsePage(page('### keys', `${fence}ts bad`, 'read(key);', '     ^^^', 'done();', fence));
    assert.deepEqual(found?.files, { 'index.ts': 'read(key);\ndone();\n' });
    assert.deepEqual(found.marks, [{ file: 'index.ts', start: 5, end: 8, isOpen: false }]);
  });

  it('lets several runs of carets mark one line, and ~ leave the end open', () => {
    const [found] = parsePage(page('### keys', `${fence}ts bad`, 'a(b, {', '^ ^', '     ^~', '});', fence));
    assert.deepEqual(
      found?.marks.map(({ start, end, isOpen }) => [start, end, isOpen]),
      [
        [0, 1, false],
        [2, 3, false],
        [5, 6, true],
      ],
    );
  });

  it('gathers the files of a case, with the fixed text apart', () => {
    const a = page(`${fence}ts bad file=a.ts`, 'x();', '^', fence);
    const manifest = page(`${fence}json file=package.json`, '{}', fence);
    const fixed = page(`${fence}ts fixed file=a.ts`, 'y();', fence);
    const [found] = parsePage(page('### two files', a, 'and', manifest, fixed));
    assert.deepEqual(found?.files, { 'a.ts': 'x();\n', 'package.json': '{}\n' });
    assert.deepEqual(found.fixed, { 'a.ts': 'y();\n' });
  });

  it('says of a bad case whether it is hidden, and which statements it breaks', () => {
    const [found] = parsePage(page('### keys', `${fence}ts bad hidden norm=keys-1,keys-2`, 'read(key);', '^', fence));
    assert.deepEqual([found?.verdict, found?.isHidden, found?.norms], ['bad', true, ['keys-1', 'keys-2']]);
  });

  it('leaves code that stands before the first case alone', () => {
    assert.deepEqual(parsePage(page('# Rule', `${fence}sh`, 'npm test', fence)), []);
  });

  for (const [mistake, text, message] of [
    ['a case without code', page('### nothing'), /line 1: "nothing" has no code/],
    ['a case without verdict', page('### one', `${fence}ts`, fence), /line 2: write one of bad/],
    ['a bad case without carets', page('### one', `${fence}ts bad`, 'x', fence), /line 2: a bad case marks/],
    ['a good case with carets', page('### one', `${fence}ts good`, 'x', '^', fence), /line 2: a good case has/],
    [
      'a good case that breaks a statement',
      page('### one', `${fence}ts good norm=a-1`, fence),
      /line 2: only a bad case/,
    ],
    ['a second verdict', page('### one', `${fence}ts good`, fence, `${fence}js good`, fence), /line 4: only the first/],
    ['a file that stands twice', page('### one', `${fence}ts good`, fence, `${fence}ts`, fence), /line 4: index.ts/],
    ['a fence that is not closed', page('### one', `${fence}ts good`), /line 2: this fence/],
  ] as const) {
    it(`refuses ${mistake}`, () => assert.throws(() => parsePage(text), message));
  }

  it('tells misses from surplus, each with its code', () => {
    const files = { 'a.ts': 'one();\ntwo();\n' };
    const mark = { file: 'a.ts', start: 0, end: 3, isOpen: false };
    assert.equal(
      difference(files, [mark], [{ file: 'a.ts', start: 7, end: 12 }]),
      'missed:\n  a.ts:1\n  one();\n  ^^^\nsurplus:\n  a.ts:2\n  two();\n  ^^^^^',
    );
    assert.equal(difference(files, [mark], [{ file: 'a.ts', start: 0, end: 3 }]), undefined);
  });

  it('holds an open mark against spans that go on in the next line only', () => {
    const files = { 'a.ts': 'one({\n});\n' };
    const mark = { file: 'a.ts', start: 4, end: 5, isOpen: true };
    assert.equal(difference(files, [mark], [{ file: 'a.ts', start: 4, end: 7 }]), undefined);
    assert.match(difference(files, [mark], [{ file: 'a.ts', start: 4, end: 5 }]) ?? '', /^missed/);
  });
});
