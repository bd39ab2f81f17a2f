/** Which lint runs when, against a link that answers when the test says so. */
import assert from 'node:assert/strict';
import { type Link, type Reply, type Request, ThreadDied } from '../../server/lsp/protocol/link.ts';
import type { LintAnswer } from '../../server/lsp/messages.ts';
import { createSchedule } from '../../server/lsp/analysis/schedule.ts';

interface Asked {
  project: string;
  flag: number;
  isFirstEnough: boolean;
  answer(reply: Reply | Error): void;
}

function answerFor(project: string, isWhole: boolean): LintAnswer {
  const counts = { findings: 0, errors: 0, files: 0 };
  return { project, isFirst: true, isWhole, changed: [], marks: [], counts, failures: [], tooLarge: [], reads: [] };
}

function scheduled(mayCorrect = true) {
  const pauses: (() => void)[] = [];
  const asked: Asked[] = [];
  const events: string[] = [];
  const link: Link = {
    isReady: true,
    tell: () => {},
    replace: (reason) => events.push(reason),
    end: () => Promise.resolve(),
    request: (request: Request) =>
      new Promise((resolve, reject) => {
        if (request.kind !== 'lint') return;
        const { project, flag, isFirstEnough = false } = request;
        asked.push({
          project,
          flag,
          isFirstEnough,
          answer: (reply) => (reply instanceof Error ? reject(reply) : resolve(reply)),
        });
      }),
  };
  const schedule = createSchedule({
    link: () => link,
    mayCorrect: () => mayCorrect,
    later: (_milliseconds, work) => pauses.push(work),
    onBegin: (project, isScan) => events.push(`${isScan ? 'scan' : 'lint'} ${project}`),
    onEnd: (project, outcome) => events.push(`${outcome === 'aborted' ? outcome : 'done'} ${project}`),
  });
  const isRaised = ({ flag }: Asked): boolean => new Int32Array(schedule.flags)[flag] === 1;
  /** Answers the oldest question and waits until the answer is taken. */
  async function answer(reply: 'linted' | 'first' | 'aborted' | Error = 'linted'): Promise<void> {
    const [first] = asked.splice(0, 1);
    assert.ok(first, 'a lint runs');
    if (reply instanceof Error) first.answer(reply);
    else if (reply === 'aborted') first.answer({ kind: 'aborted', id: 0 });
    else first.answer({ kind: 'linted', id: 0, answer: answerFor(first.project, reply === 'linted') });
    await Promise.resolve();
    await Promise.resolve();
  }
  return { schedule, asked, events, isRaised, answer, pauses };
}

describe('the schedule', () => {
  it('lints one project after the other', async () => {
    const { schedule, asked, events, answer } = scheduled();
    schedule.set(['a', 'b'], []);
    assert.equal(asked.length, 1);
    await answer();
    await answer();
    assert.deepEqual(events, ['scan a', 'done a', 'scan b', 'done b']);
  });

  it('lints first what somebody waits for', async () => {
    const { schedule, asked, answer } = scheduled();
    schedule.set(['a', 'b', 'c'], []);
    const waited = schedule.current('c');
    await answer();
    assert.equal(asked[0]?.project, 'c');
    await answer();
    await waited;
  });

  it('breaks off a lint that an edit overtakes, and answers who waits with the newer one', async () => {
    const { schedule, asked, events, isRaised, answer } = scheduled();
    schedule.set(['a'], []);
    await answer();
    schedule.touch(['a']);
    const waited = schedule.current('a');
    const [older] = asked;
    schedule.touch(['a']);
    assert.ok(older && isRaised(older));
    await answer('aborted');
    const [newer] = asked;
    assert.ok(newer && !isRaised(newer));
    await answer();
    await waited;
    assert.deepEqual(events.slice(2), ['lint a', 'aborted a', 'lint a', 'done a']);
  });

  it('lets the first scan run to its end, and lints what changed meanwhile after it', async () => {
    const { schedule, asked, events, isRaised, answer } = scheduled();
    schedule.set(['a'], []);
    schedule.touch(['a']);
    const [scan] = asked;
    assert.ok(scan && !isRaised(scan));
    await answer();
    await answer();
    assert.deepEqual(events, ['scan a', 'done a', 'lint a', 'done a']);
  });

  it('answers an edit first by what is near, and by the whole when it is quiet', async () => {
    const { schedule, asked, answer, pauses } = scheduled();
    schedule.set(['a'], []);
    const kinds = (): boolean[] => asked.map(({ isFirstEnough }) => isFirstEnough);
    await answer();
    schedule.touch(['a']);
    const first = schedule.first('a');
    assert.deepEqual(kinds(), [true]);
    await answer('first');
    await first;
    assert.equal(schedule.isCurrent('a'), false);
    assert.deepEqual(asked, [], 'the whole waits until it is quiet');
    const whole = schedule.current('a');
    pauses.shift()?.();
    assert.deepEqual(kinds(), [false]);
    await answer();
    await whole;
  });

  it('takes what was said earlier for an answer to the first question, and scans all the same', async () => {
    const { schedule, asked, events, isRaised, answer, pauses } = scheduled();
    schedule.set(['a'], []);
    const first = schedule.first('a');
    assert.equal(asked[0]?.isFirstEnough, true);
    await answer('first');
    await first;
    assert.equal(schedule.isCurrent('a'), false);
    pauses.shift()?.();
    assert.equal(asked[0]?.isFirstEnough, false);
    schedule.touch(['a']);
    assert.ok(!isRaised(asked[0]), 'no edit breaks the scan off');
    await answer();
    assert.deepEqual(events, ['scan a', 'done a', 'scan a', 'done a', 'lint a']);
  });

  it('looks at the whole only after the last of many edits', async () => {
    const { schedule, asked, answer, pauses } = scheduled();
    schedule.set(['a'], []);
    await answer();
    for (const _ of [1, 2]) {
      schedule.touch(['a']);
      await answer('first');
    }
    const [early, late] = pauses;
    early?.();
    assert.deepEqual(asked, [], 'an edit came meanwhile');
    late?.();
    assert.equal(asked.length, 1);
  });

  it('asks no more where the first answer was of the whole', async () => {
    const { schedule, asked, answer, pauses } = scheduled();
    schedule.set(['a'], []);
    await answer();
    schedule.touch(['a']);
    await answer('linted');
    assert.ok(schedule.isCurrent('a'));
    assert.deepEqual([asked, pauses], [[], []]);
  });

  it('looks at the whole at once for a client that cannot be told more later', async () => {
    const { schedule, asked, answer } = scheduled(false);
    schedule.set(['a'], []);
    await answer();
    schedule.touch(['a']);
    assert.equal(asked[0]?.isFirstEnough, false);
  });

  it('lets who waits for a project that goes go on', async () => {
    const { schedule, asked, isRaised, answer, events } = scheduled();
    schedule.set(['a'], []);
    const waited = schedule.current('a');
    schedule.set([], []);
    await waited;
    const [lint] = asked;
    assert.ok(lint && isRaised(lint));
    await answer();
    assert.deepEqual(events, ['scan a', 'aborted a'], 'what comes too late is not told');
  });

  it('begins anew when the thread died', async () => {
    const { schedule, events, answer } = scheduled();
    schedule.set(['a'], []);
    await answer();
    schedule.touch(['a']);
    const waited = schedule.current('a');
    await answer(new ThreadDied('out of memory'));
    schedule.restart();
    await answer('aborted');
    await answer();
    await waited;
    assert.equal(events.at(-1), 'done a');
  });
});
