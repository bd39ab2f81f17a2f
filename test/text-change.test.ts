/** The stretch in which two texts differ. */
import assert from 'node:assert/strict';
import { changeBetween } from '../server/text-change.ts';

const long = 'const scope = "Mail.Read";\n'.repeat(200);

describe('the change between two long texts', () => {
  it('is one letter wherever it stands in a long text', () => {
    for (const at of [0, 1, 511, 1023, 1024, 1025, 2047, 2048, long.length - 1, long.length])
      assert.deepEqual(changeBetween(long, `${long.slice(0, at)}§${long.slice(at)}`), { start: at, end: at, by: 1 });
  });

  it('is a replaced letter wherever it stands in a long text', () => {
    for (const at of [0, 1023, 1024, 3000, long.length - 1])
      assert.deepEqual(changeBetween(long, `${long.slice(0, at)}§${long.slice(at + 1)}`), {
        start: at,
        end: at + 1,
        by: 0,
      });
  });
});
