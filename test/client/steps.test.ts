/** Paths: how one goes along them, and what stands beside the code. */
import assert from 'node:assert/strict';
import { marksIn, moved, numbered } from '../../client/steps.ts';
import { finding, range } from './finding-samples.ts';

const gate = 'file:///castle/gate.ts';
const hall = 'file:///castle/hall.ts';
const path = finding(8, {
  steps: [
    { uri: gate, range: range(2, 0, 4), note: 'token of the `caller`' },
    { uri: hall, range: range(5, 1, 3), note: 'passed to `greet`' },
    { uri: gate, range: range(2, 6, 9), note: 'returned' },
    { uri: gate, range: range(8, 4, 10), note: 'sent away' },
  ],
});

describe('steps of a path', () => {
  it('are numbered, and the last one is known', () => {
    assert.deepEqual(
      numbered(path).map(({ number, isLast }) => [number, isLast]),
      [
        [1, false],
        [2, false],
        [3, false],
        [4, true],
      ],
    );
  });

  for (const [at, by, count, then] of [
    [undefined, 1, 3, 0],
    [undefined, -1, 3, 2],
    [0, 1, 3, 1],
    [2, 1, 3, 0],
    [0, -1, 3, 2],
    [0, 1, 0, undefined],
  ] as const) {
    it(`goes from ${at} by ${by} of ${count} to ${then}`, () => assert.equal(moved(at, by, count), then));
  }
});

describe('marks of a path', () => {
  it('stand in the document of each step, one note to a line', () => {
    assert.deepEqual(marksIn(gate, [path]), {
      ranges: [range(2, 0, 4), range(2, 6, 9), range(8, 4, 10)],
      notes: [
        { line: 2, text: '1 token of the caller · 3 returned' },
        { line: 8, text: '4 sent away' },
      ],
    });
  });

  it('put the note where the code of a step begins', () => {
    const over = { start: { line: 14, character: 8 }, end: { line: 16, character: 1 } };
    const { notes } = marksIn(hall, [finding(1, { steps: [{ uri: hall, range: over, note: 'sent' }] })]);
    assert.deepEqual(notes, [{ line: 14, text: '1 sent' }]);
  });

  it('are told once where two paths share their beginning', () => {
    const other = finding(12, { steps: path.steps.slice(0, 2) });
    assert.deepEqual(marksIn(hall, [path, other]), {
      ranges: [range(5, 1, 3)],
      notes: [{ line: 5, text: '2 passed to greet' }],
    });
  });
});
