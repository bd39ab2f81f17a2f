/** The analysis thread when nobody asks it anything. */
import assert from 'node:assert/strict';
import { collectingAtRest } from '../../server/lsp/at-rest.ts';
import type { ToAnalysis } from '../../server/lsp/messages.ts';

const edit: ToAnalysis = { kind: 'close', uri: 'file:///agent/server.ts' };
const lint: ToAnalysis = { kind: 'lint', id: 1, project: 'file:///agent', flag: 0, isFirstEnough: true };

/** A port that says what happened, over a clock that goes on only when told. */
function started() {
  const happened: string[] = [];
  const timers = new Set<() => void>();
  let tell = (_message: ToAnalysis): void => {};
  const port = collectingAtRest(
    { post: (message) => happened.push(message.kind), onMessage: (receive) => (tell = receive) },
    {
      collect: () => happened.push('collected'),
      later(_milliseconds, work) {
        timers.add(work);
        return () => timers.delete(work);
      },
    },
  );
  port.onMessage((message) => happened.push(message.kind));
  const rest = (): void => {
    for (const work of timers) work();
    timers.clear();
  };
  return { happened, tell: (message: ToAnalysis) => tell(message), rest, port };
}

describe('the analysis thread at rest', () => {
  it('collects once after a lint, and again only after another', () => {
    const { happened, tell, rest } = started();
    tell(lint);
    rest();
    rest();
    tell(edit);
    rest();
    assert.deepEqual(happened, ['lint', 'collected', 'close']);
    tell(lint);
    rest();
    assert.deepEqual(happened.slice(3), ['lint', 'collected']);
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
