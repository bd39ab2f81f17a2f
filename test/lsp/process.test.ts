/** The bundle as editors start it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import process from 'node:process';
import { startEditor } from './client.ts';
import { builds } from './examples.ts';
import { serverProcess } from './servers.ts';

describe('the server as a process', function () {
  for (const transport of ['stdio', 'node-ipc'] as const) {
    it(`answers over ${transport} and ends with exit code 0`, async () => {
      const editor = await startEditor({ files: { 'server.ts': builds }, server: () => serverProcess(transport) });
      await editor.open('server.ts', builds);
      assert.equal((await editor.diagnostics('server.ts')).length, 1);
      assert.equal(await editor.end(), 0);
    });
  }

  it('ends with exit code 1 when nobody asked it to shut down', async () => {
    const editor = await startEditor({ server: serverProcess });
    await editor.connection.sendNotification('exit');
    assert.equal(await editor.server.ended, 1);
    editor.connection.dispose();
  });

  it('ends when its input closes', async () => {
    const editor = await startEditor({ server: serverProcess });
    editor.server.child?.stdin?.end();
    assert.equal(await editor.server.ended, 1);
    editor.connection.dispose();
  });

  it('ends when the process of its client is gone, though the input stays open', async () => {
    const client = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const editor = await startEditor({ server: serverProcess, initialize: { processId: client.pid } });
    client.kill('SIGKILL');
    assert.equal(await editor.server.ended, 1);
    editor.connection.dispose();
  });

  it('ends when its channel closes', async () => {
    const editor = await startEditor({ server: () => serverProcess('node-ipc') });
    editor.server.child?.disconnect();
    assert.equal(await editor.server.ended, 1);
  });
});
