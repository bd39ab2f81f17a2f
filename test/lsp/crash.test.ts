/** The analysis thread dies: another one takes its place and stands where it stood. */
import assert from 'node:assert/strict';
import type { Thread } from '../../server/lsp/protocol/link.ts';
import { startEditor } from './client.ts';
import { builds, harmless } from './examples.ts';
import { serverWithWorker } from './servers.ts';

describe('an analysis thread that dies', () => {
  it('is started again with the open buffers, and a person is told once', async () => {
    const threads: Thread[] = [];
    const server = () => serverWithWorker((thread) => threads.push(thread));
    await using editor = await startEditor({ files: { 'server.ts': harmless }, server });
    await editor.open('server.ts', harmless);
    await editor.change('server.ts', harmless, builds);
    assert.equal((await editor.diagnostics('server.ts')).length, 1);
    for (const round of [1, 2]) {
      await threads.at(-1)?.end();
      await editor.change('server.ts', '/build', `/build-${round}`);
      assert.equal((await editor.diagnostics('server.ts')).length, 1);
      assert.equal(threads.length, round + 1);
    }
    const told = editor.pending('window/showMessage').map((params) => (params as { message: string }).message);
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /stopped and is started again/);
  });

  it('keeps a request that waits for it', async () => {
    const threads: Thread[] = [];
    const server = () => serverWithWorker((thread) => threads.push(thread));
    await using editor = await startEditor({ files: { 'server.ts': builds }, server });
    const pulled = editor.diagnostics('server.ts');
    await threads[0]?.end();
    assert.equal((await pulled).length, 1);
  });
});
