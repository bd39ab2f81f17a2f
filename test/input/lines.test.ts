import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createLines } from '../../server/input/lines.ts';

describe('lines', () => {
  const lines = createLines('ab\r\nc😀d\n\re');

  const places: [number, number, number][] = [
    [0, 1, 1],
    [2, 1, 3],
    [3, 1, 4],
    [4, 2, 1],
    [7, 2, 4],
    [9, 3, 1],
    [10, 4, 1],
    [11, 4, 2],
  ];
  for (const [offset, line, column] of places) {
    it(`place offset ${offset} at ${line}:${column}`, () => assert.deepEqual(lines.at(offset), { line, column }));
  }

  it('give the offset of a place', () => {
    for (const [offset, line, column] of places) if (offset !== 3) assert.equal(lines.offset(line, column), offset);
  });

  it('give their text without its end', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 0].map((line) => lines.text(line)),
      ['ab', 'c😀d', '', 'e', '', ''],
    );
  });

  it('count what lies outside as the nearest end', () => {
    assert.deepEqual(lines.at(-5), { line: 1, column: 1 });
    assert.deepEqual(lines.at(999), { line: 4, column: 2 });
    assert.deepEqual([lines.offset(0, 1), lines.offset(1, 99), lines.offset(9, 1)], [0, 2, 11]);
  });

  it('are one for an empty text and two for a text that ends a line', () => {
    assert.equal(createLines('').count, 1);
    assert.deepEqual(createLines('').at(0), { line: 1, column: 1 });
    assert.equal(createLines('a\n').count, 2);
  });
});
