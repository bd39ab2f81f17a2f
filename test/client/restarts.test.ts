/** How often a server that dies is started again. */
import assert from 'node:assert/strict';
import { createRestarts, restartDelay, type Restarts } from '../../client/restarts.ts';

/** A server that can be ended at any moment of a made-up clock. */
function mortal(): { restarts: Restarts; log: string[]; at(now: number): void } {
  const log: string[] = [];
  let now = 0;
  const restarts = createRestarts({
    now: () => now,
    later(milliseconds, start) {
      log.push(`in ${milliseconds}`);
      start();
      return () => log.push('called off');
    },
    start: () => log.push('start'),
    tellRestart: () => log.push('told of restart'),
    tellEnd: () => log.push('told of end'),
  });
  return { restarts, log, at: (then) => (now = then) };
}

describe('restarts', () => {
  it('wait longer each time, and end', () => {
    const ends = [0, 1000, 2000, 3000, 4000];
    assert.deepEqual(
      ends.map((_, index) => restartDelay(ends.slice(0, index + 1))),
      [0, 1000, 4000, 15000, undefined],
    );
  });

  it('forget what lies three minutes back', () => assert.equal(restartDelay([0, 1000, 2000, 3000, 200_000]), 0));

  it('are told once, and so is their end', () => {
    const { restarts, log, at } = mortal();
    const again = [1, 2, 3, 4, 5].map((now) => {
      at(now);
      return restarts.ended();
    });
    assert.deepEqual(again, [true, true, true, true, false]);
    assert.deepEqual(
      log.filter((line) => line.startsWith('told')),
      ['told of restart', 'told of end'],
    );
    assert.equal(log.filter((line) => line === 'start').length, 4);
  });

  it('begin anew when a person restarts the server', () => {
    const { restarts, log, at } = mortal();
    for (const now of [1, 2, 3, 4, 5]) {
      at(now);
      restarts.ended();
    }
    restarts.reset();
    assert.equal(restarts.ended(), true);
    assert.equal(log.at(-2), 'in 0');
  });
});
