/** Offsets and positions, in both units. */
import assert from 'node:assert/strict';
import { createLines } from '../../server/input/lines.ts';
import { toOffset, toPosition } from '../../server/lsp/positions.ts';

const text = 'const größe = "🚀";\r\nsend(größe);\n';
const table: { at: string; utf16: [number, number]; utf8: [number, number] }[] = [
  { at: 'const', utf16: [0, 0], utf8: [0, 0] },
  { at: 'größe', utf16: [0, 6], utf8: [0, 6] },
  { at: '= "', utf16: [0, 12], utf8: [0, 14] },
  { at: '";', utf16: [0, 17], utf8: [0, 21] },
  { at: 'send', utf16: [1, 0], utf8: [1, 0] },
  { at: ');', utf16: [1, 10], utf8: [1, 12] },
];

describe('positions', () => {
  const lines = createLines(text);
  for (const { at, utf16, utf8 } of table) {
    it(`leads from ${at} to its line and column and back`, () => {
      const offset = text.indexOf(at);
      for (const [encoding, [line, character]] of [
        ['utf-16', utf16],
        ['utf-8', utf8],
      ] as const) {
        assert.deepEqual(toPosition(lines, offset, encoding), { line, character }, encoding);
        assert.equal(toOffset(lines, { line, character }, encoding), offset, encoding);
      }
    });
  }

  it('counts what lies outside as the nearest place inside, and bytes inside a character as its start', () => {
    assert.equal(toOffset(lines, { line: 0, character: 999 }, 'utf-8'), text.indexOf('\r'));
    assert.equal(toOffset(lines, { line: 9, character: 0 }, 'utf-16'), text.length);
    assert.equal(toOffset(lines, { line: 0, character: 17 }, 'utf-8'), text.indexOf('🚀'));
  });
});
