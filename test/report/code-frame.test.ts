/** A line of source with marks below it: what lines up, what is cut, what a terminal never gets to see. */
import assert from 'node:assert/strict';
import { createLines } from '../../server/input/lines.ts';
import { codeFrame } from '../../server/report/code-frame.ts';
import { printable } from '../../server/report/printable.ts';

/** The frame of a text where « and » stand around the place. */
function frame(marked: string): [source: string, marks: string] {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const lines = createLines(marked.replace(/[«»]/g, ''));
  const from = lines.at(start);
  const to = lines.at(end);
  const region = { file: 'a.ts', line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  const { source, marks } = codeFrame(lines, region);
  return [source, marks];
}

describe('code frame', () => {
  for (const [what, marked, source, marks] of [
    ['marks the place', 'fetch(«token», 1);', 'fetch(token, 1);', '      ^^^^^'],
    ['takes the indent away', '    fetch(«token»);', 'fetch(token);', '      ^^^^^'],
    ['shows the line of the place', 'one();\n  «two»();\nthree();', 'two();', '^^^'],
    ['marks to the end of the line when the place goes on', 'fetch(«{\n  a,\n}»);', 'fetch({', '      ^'],
    ['marks one sign of an empty place', 'fetch(«»);', 'fetch();', '      ^'],
    ['marks the end of a line', 'fetch()«»', 'fetch()', '       ^'],
    ['reads Windows line ends', 'one();\r\n«two»();\r\n', 'two();', '^^^'],
    ['lines up behind tabs inside the line', 'a\t=\t«token»;', 'a  =  token;', '      ^^^^^'],
    ['lines up over tabs inside the place', '«a\tb»;', 'a  b;', '^^^^'],
  ] as const) {
    it(what, () => assert.deepEqual(frame(marked), [source, marks]));
  }

  it('cuts long lines around the place, which stays in sight', () => {
    const [source, marks] = frame(`const all = [${'"filler", '.repeat(50)}«token», ${'"filler", '.repeat(50)}];`);
    assert.ok(source.length <= 120);
    assert.equal(source.slice(marks.indexOf('^'), marks.length), 'token');
  });

  it('cuts marks where it cuts the line', () => {
    const [source, marks] = frame(`fetch(«${'x'.repeat(500)}»);`);
    assert.equal(source.length, 120);
    assert.equal(marks.length, 120);
  });

  it('hides what a terminal would act on, and keeps the marks in line', () => {
    const [source, marks] = frame('a("\u001b[2J", "\u202e", «token»);');
    assert.equal(source, 'a("\ufffd[2J", "\ufffd", token);');
    assert.equal(source.slice(marks.indexOf('^'), marks.length), 'token');
  });
});

describe('printable', () => {
  for (const [what, text] of [
    ['escape sequences', '\u001b]0;title\u0007'],
    ['line breaks', 'a\nb\rc'],
    ['C1 controls', '\u009b31m'],
    ['bidirectional controls', '\u202e\u2066\u200f'],
    ['deletion', 'a\b\u007f'],
  ]) {
    it(`keeps ${what} from the terminal`, () => {
      assert.doesNotMatch(printable(text ?? ''), /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
    });
  }

  it('leaves other letters alone', () => assert.equal(printable('Größe «π» 漢字 👩‍💻'), 'Größe «π» 漢字 👩‍💻'));
});
