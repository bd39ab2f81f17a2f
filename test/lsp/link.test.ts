/** A thread that dies again and again, without a clock. */
import assert from 'node:assert/strict';
import { createLink, type Thread, ThreadDied } from '../../server/lsp/protocol/link.ts';
import type { FromAnalysis, ToAnalysis } from '../../server/lsp/messages.ts';

interface Fake extends Thread {
  posted: ToAnalysis[];
  say(message: FromAnalysis): void;
  die(): void;
}

function fakeThread(): Fake {
  const posted: ToAnalysis[] = [];
  let say = (_message: FromAnalysis): void => {};
  let die = (_reason: string): void => {};
  return {
    posted,
    post: (message) => void posted.push(message),
    onMessage: (receive) => (say = receive),
    onDeath: (told) => (die = told),
    end: () => Promise.resolve(),
    say: (message) => say(message),
    die: () => die('out of memory'),
  };
}

function linked() {
  const threads: Fake[] = [];
  const pauses: { milliseconds: number; work(): void }[] = [];
  const events: string[] = [];
  const link = createLink({
    spawn() {
      const thread = fakeThread();
      threads.push(thread);
      return thread;
    },
    replay: () => [{ kind: 'close', uri: 'file:///replayed' }],
    onReady: (_message, isAgain) => events.push(isAgain ? 'again' : 'ready'),
    onDeath: (reason) => events.push(reason),
    later(milliseconds, work) {
      const pause = { milliseconds, work };
      pauses.push(pause);
      return () => void pauses.splice(pauses.indexOf(pause), 1);
    },
  });
  const current = (): Fake => {
    const thread = threads.at(-1);
    assert.ok(thread);
    return thread;
  };
  return { link, threads, pauses, events, current };
}

const lint = { kind: 'lint', project: 'file:///agent', flag: 0 } as const;
const ready: FromAnalysis = { kind: 'ready', rules: [] };

describe('the link to the analysis thread', () => {
  it('tells a new thread what the old one knew, and fails what waited for that one', async () => {
    const { link, pauses, events, current } = linked();
    current().say(ready);
    const waits = link.request(lint);
    current().die();
    await assert.rejects(waits, ThreadDied);
    pauses.shift()?.work();
    assert.equal(link.isReady, false, 'it loads');
    current().say(ready);
    assert.deepEqual(current().posted, [{ kind: 'close', uri: 'file:///replayed' }]);
    assert.deepEqual(events, ['ready', 'out of memory', 'again']);
  });

  it('waits longer each time, and after five deaths until there is something new', () => {
    const { link, pauses, threads, current } = linked();
    const waited: number[] = [];
    for (let pause = next(); pause; pause = next()) {
      waited.push(pause.milliseconds);
      pause.work();
    }
    assert.deepEqual(waited, [100, 200, 400, 800]);
    assert.equal(threads.length, 5);
    link.tell({ kind: 'close', uri: 'file:///agent/server.ts' });
    link.tell({ kind: 'close', uri: 'file:///agent/server.ts' });
    assert.deepEqual(
      pauses.map(({ milliseconds }) => milliseconds),
      [30_000],
    );

    function next() {
      current().die();
      return pauses.shift();
    }
  });

  it('takes a thread that answered for a sound one', () => {
    const { link, pauses, current } = linked();
    for (const round of [1, 2, 3]) {
      current().say(ready);
      void link.request(lint);
      const counts = { findings: 0, errors: 0, files: 0 };
      const answer = {
        project: lint.project,
        isFirst: true,
        isWhole: true,
        changed: [],
        marks: [],
        counts,
        failures: [],
        tooLarge: [],
        reads: [],
      };
      const id = current().posted.flatMap((message) => (message.kind === 'lint' ? message.id : []))[0] ?? 0;
      current().say({ kind: 'linted', id, answer });
      current().die();
      const pause = pauses.shift();
      assert.equal(pause?.milliseconds, 100, `round ${round}`);
      pause.work();
    }
  });

  it('puts another thread in the place of one that hangs, whose words come too late', async () => {
    const { link, pauses, current, events } = linked();
    const hung = current();
    hung.say(ready);
    const waits = link.request(lint);
    link.replace('the analysis did not answer');
    await assert.rejects(waits, ThreadDied);
    hung.say({ kind: 'aborted', id: 1 });
    hung.die();
    assert.equal(pauses.length, 1);
    assert.deepEqual(events, ['ready', 'the analysis did not answer']);
  });

  it('starts nothing when it was ended', async () => {
    const { link, pauses, current } = linked();
    current().die();
    await link.end();
    link.tell({ kind: 'close', uri: 'file:///agent/server.ts' });
    assert.equal(pauses.length, 0);
  });
});
