/** Which lint runs when, against a link that answers when the test says so. */
import assert from 'node:assert/strict';
import { type Link, type Reply, type Request, ThreadDied } from '../../server/lsp/link.ts';
import type { LintAnswer } from '../../server/lsp/messages.ts';
import { createSchedule } from '../../server/lsp/schedule.ts';

interface Asked {
  project: string;
  flag: number;
  answer(reply: Reply | Error): void;
}

function answerFor(project: string): LintAnswer {
  const counts = { findings: 0, errors: 0, files: 0 };
  return { project, isFirst: true, changed: [], marks: [], counts, failures: [], tooLarge: [], reads: [] };
}

function scheduled() {
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
        const { project, flag } = request;
        asked.push({
          project,
          flag,
          answer: (reply) => (reply instanceof Error ? reject(reply) : resolve(reply)),
        });
      }),
  };
  const schedule = createSchedule({
    link: () => link,
    onBegin: (project, isScan) => events.push(`${isScan ? 'scan' : 'lint'} ${project}`),
    onEnd: (project, outcome) => events.push(`${outcome === 'aborted' ? outcome : 'done'} ${project}`),
  });
  const isRaised = ({ flag }: Asked): boolean => new Int32Array(schedule.flags)[flag] === 1;
  /** Answers the oldest question and waits until the answer is taken. */
  async function answer(reply: 'linted' | 'aborted' | Error = 'linted'): Promise<void> {
    const [first] = asked.splice(0, 1);
    assert.ok(first, 'a lint runs');
    if (reply instanceof Error) first.answer(reply);
    else if (reply === 'aborted') first.answer({ kind: 'aborted', id: 0 });
    else first.answer({ kind: 'linted', id: 0, answer: answerFor(first.project) });
    await Promise.resolve();
    await Promise.resolve();
  }
  return { schedule, asked, events, isRaised, answer };
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
