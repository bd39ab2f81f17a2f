/** Both threads when nobody asks anything. */
import assert from 'node:assert/strict';
import { collectingAtRest, collectingBeside } from '../../server/lsp/at-rest.ts';
import type { FromAnalysis, ToAnalysis } from '../../server/lsp/messages.ts';

const edit: ToAnalysis = { kind: 'close', uri: 'file:///agent/server.ts' };
const lint: ToAnalysis = { kind: 'lint', id: 1, project: 'file:///agent', flag: 0, isFirstEnough: true };

/** What happened, over a clock that goes on only when told. */
function clocked() {
  const happened: string[] = [];
  const timers = new Set<() => void>();
  return {
    happened,
    rest(): void {
      const due = [...timers];
      for (const work of due) {
        timers.delete(work);
        work();
      }
    },
    clock: {
      collect: () => happened.push('collected'),
      later(_milliseconds: number, work: () => void) {
        timers.add(work);
        return () => timers.delete(work);
      },
    },
  };
}

/** A port that says what happened. */
function started() {
  const { happened, rest, clock } = clocked();
  let tell = (_message: ToAnalysis): void => {};
  const port = collectingAtRest(
    { post: (message) => happened.push(message.kind), onMessage: (receive) => (tell = receive) },
    clock,
  );
  port.onMessage((message) => happened.push(message.kind));
  return { happened, tell: (message: ToAnalysis) => tell(message), rest, port };
}

describe('the analysis thread at rest', () => {
  it('tidies up after a lint, collects then and a while later, and does all of it again only after another', () => {
    const { happened, tell, rest, port } = started();
    port.onRest?.(() => happened.push('tidied'));
    tell(lint);
    rest();
    assert.deepEqual(happened, ['lint', 'tidied', 'collected']);
    tell(edit);
    rest();
    rest();
    tell(edit);
    rest();
    assert.deepEqual(happened.slice(3), ['close', 'collected', 'close']);
    tell(lint);
    rest();
    assert.deepEqual(happened.slice(6), ['lint', 'tidied', 'collected']);
  });

  it('does not collect while somebody works', () => {
    const { happened, tell, rest } = started();
    tell(lint);
    tell(edit);
    tell(lint);
    assert.deepEqual(happened, ['lint', 'close', 'lint']);
    rest();
    assert.deepEqual(happened, ['lint', 'close', 'lint', 'collected']);
  });

  it('hands on what is posted', () => {
    const { happened, port } = started();
    port.post({ kind: 'aborted', id: 1 });
    assert.deepEqual(happened, ['aborted']);
  });
});

describe('the thread beside it', () => {
  it('collects after a lint, and not before what comes back has been quiet for a while', () => {
    const { happened, rest, clock } = clocked();
    let answer = (_message: FromAnalysis): void => {};
    const thread = collectingBeside(
      {
        post: ({ kind }) => happened.push(kind),
        onMessage: (receive) => (answer = receive),
        onDeath: () => {},
        end: () => Promise.resolve(),
      },
      clock,
    );
    thread.onMessage(({ kind }) => happened.push(kind));
    thread.post(edit);
    rest();
    thread.post(lint);
    answer({ kind: 'aborted', id: 1 });
    assert.deepEqual(happened, ['close', 'lint', 'aborted']);
    rest();
    rest();
    rest();
    assert.deepEqual(happened.slice(3), ['collected', 'collected']);
  });

  it('collects no more when it is ended', async () => {
    const { happened, rest, clock } = clocked();
    const thread = collectingBeside(
      { post: ({ kind }) => happened.push(kind), onMessage: () => {}, onDeath: () => {}, end: () => Promise.resolve() },
      clock,
    );
    thread.post(lint);
    await thread.end();
    rest();
    assert.deepEqual(happened, ['lint']);
  });
});
