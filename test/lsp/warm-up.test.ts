/** What is got ready behind the first answer. */
import assert from 'node:assert/strict';
import type { ThreadPort } from '../../server/lsp/analysis/analysis-thread.ts';
import { warmingUp } from '../../server/lsp/analysis/warm-up.ts';

describe('the analysis thread behind its first answer', () => {
  it('does the work once, and not before the answer is out', () => {
    const told: string[] = [];
    const port: ThreadPort = { post: ({ kind }) => void told.push(kind), onMessage: () => {} };
    const warm = warmingUp(port, () => told.push('work'), (work) => work()); // prettier-ignore
    warm.post({ kind: 'ready', rules: [] });
    warm.post({ kind: 'aborted', id: 1 });
    for (const id of [2, 3]) warm.post({ kind: 'linted', id, answer: { isWhole: true } as never });
    assert.deepEqual(told, ['ready', 'aborted', 'linted', 'work', 'linted']);
  });
});
