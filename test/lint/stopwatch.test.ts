/** Phases that lie inside each other, on a clock that the test turns. */
import assert from 'node:assert/strict';
import { createStopwatch, type Phase } from '../../server/stopwatch.ts';

function setup(since?: number) {
  let time = 100;
  const begun: Phase[] = [];
  const watch = createStopwatch({
    now: () => time,
    onPhase: (phase) => begun.push(phase),
    ...(since === undefined ? {} : { since }),
  });
  const pass = (ms: number): void => void (time += ms);
  const spent = (): [string, number][] => Object.entries(watch.times()).filter(([, ms]) => ms > 0);
  return { watch, begun, pass, spent };
}

describe('stopwatch', () => {
  it('counts for a phase what no phase inside it took', () => {
    const { watch, begun, pass, spent } = setup();
    watch.time('rules', () => {
      pass(1);
      watch.time('link', () => {
        pass(2);
        watch.time('parse', () => pass(4));
        pass(8);
      });
      pass(16);
    });
    assert.deepEqual(spent(), [
      ['parseMs', 4],
      ['linkMs', 10],
      ['rulesMs', 17],
    ]);
    assert.deepEqual(begun, ['rules', 'link', 'parse']);
  });

  it('counts for the start what lies outside all phases, so that the sum is the whole', () => {
    const { watch, pass, spent } = setup(0);
    pass(1);
    watch.time('walk', () => pass(2));
    pass(4);
    assert.deepEqual(spent(), [
      ['startMs', 105],
      ['walkMs', 2],
    ]);
    pass(8);
    assert.equal(watch.times().startMs, 113);
  });

  it('adds up a phase that comes again, and one inside itself', () => {
    const { watch, pass, spent } = setup();
    watch.time('parse', () => watch.time('parse', () => pass(1)));
    watch.time('parse', () => pass(2));
    assert.deepEqual(spent(), [['parseMs', 3]]);
  });

  it('gives what the work gives, and ends a phase that throws', () => {
    const { watch, pass, spent } = setup();
    assert.equal(
      watch.time('walk', () => 'found'),
      'found',
    );
    const broken = (): never => {
      pass(1);
      throw new Error('broken');
    };
    assert.throws(() => watch.time('rules', broken), /broken/);
    pass(2);
    assert.deepEqual(spent(), [
      ['startMs', 2],
      ['rulesMs', 1],
    ]);
  });
});
