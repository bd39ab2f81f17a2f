/** What is drawn while a run takes long, on a clock that the test turns. */
import assert from 'node:assert/strict';
import { createProgress, type Spinner } from '../../server/command/progress.ts';
import type { Phase } from '../../server/stopwatch.ts';

/** What a spinner was told while the phases began at these milliseconds. */
function drawn(...phases: [phase: Phase, ms: number][]): string[] {
  const calls: string[] = [];
  const spinner: Spinner = {
    text: 'at work',
    start: () => calls.push(`start: ${spinner.text}`),
    render: () => calls.push(`draw: ${spinner.text}`),
    stop: () => calls.push('stop'),
  };
  let time = 0;
  const progress = createProgress(spinner, () => time);
  for (const [phase, ms] of phases) {
    time = ms;
    progress.onPhase(phase);
  }
  progress.stop();
  progress.stop();
  return calls;
}

describe('progress', () => {
  it('draws nothing in the first second', () => {
    assert.deepEqual(drawn(['walk', 0], ['parse', 500], ['rules', 999]), []);
  });

  it('draws what is being done after the second, and takes it away once', () => {
    assert.deepEqual(drawn(['parse', 900], ['parse', 1000], ['link', 2000]), [
      'start: reading file 2',
      'draw: linking',
      'stop',
    ]);
  });

  it('draws no more than ten times a second, and counts every file', () => {
    assert.deepEqual(drawn(['parse', 1000], ['parse', 1001], ['parse', 1099], ['parse', 1100]), [
      'start: reading file 1',
      'draw: reading file 4',
      'stop',
    ]);
  });

  it('goes on turning in a phase that has no words', () => {
    assert.deepEqual(drawn(['rules', 1000], ['findings', 1200]), [
      'start: asking the rules',
      'draw: asking the rules',
      'stop',
    ]);
  });
});
