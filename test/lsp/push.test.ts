/** Diagnostics for clients that cannot ask. */
import assert from 'node:assert/strict';
import { startEditor } from './client.ts';
import { pushOnly } from './client-capabilities.ts';
import { builds, harmless, tickets } from './examples.ts';

describe('pushed diagnostics', () => {
  it('come for every file with findings, and go when the text is mended', async () => {
    await using editor = await startEditor({
      files: { 'server.ts': builds, 'other.ts': builds },
      capabilities: pushOnly,
    });
    assert.equal(editor.initialized.capabilities.diagnosticProvider, undefined);
    assert.equal((await editor.waitForPush('server.ts')).length, 1);
    assert.equal((await editor.waitForPush('other.ts')).length, 1);
    await editor.open('server.ts', builds);
    await editor.change('server.ts', builds, harmless);
    assert.deepEqual(await editor.waitForPush('server.ts'), []);
  });

  it('come for the other files of a flow when one of them is edited', async () => {
    await using editor = await startEditor({ files: tickets, capabilities: pushOnly });
    await editor.waitForPush('server.ts', (items) => items.length === 1);
    await editor.open('tickets.ts', tickets['tickets.ts']);
    await editor.change('tickets.ts', '${token}', '${process.env.TRACKER_TOKEN}');
    await editor.waitForPush('server.ts', (items) => items.length === 0);
  });

  it('carry the version that they speak of', async () => {
    await using editor = await startEditor({ files: { 'server.ts': harmless }, capabilities: pushOnly });
    await editor.open('server.ts', harmless);
    await editor.change('server.ts', harmless, builds);
    const { version } = await editor.next<{ version?: number; uri: string }>('textDocument/publishDiagnostics');
    assert.equal(version, 2);
  });

  it('are told nowhere else: our own notifications are for our own client', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds }, capabilities: pushOnly });
    await editor.waitForPush('server.ts');
    assert.deepEqual(editor.pending('bailiwick/status'), []);
    assert.deepEqual(editor.pending('bailiwick/findingsChanged'), []);
  });

  it('count the disk again when a document is closed unsaved', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds }, capabilities: pushOnly });
    await editor.open('server.ts', harmless);
    await editor.close('server.ts');
    await editor.waitForPush('server.ts', (items) => items.length === 1);
  });

  it('come for a new file when it is saved, without a watcher', async () => {
    await using editor = await startEditor({ files: { 'health.ts': harmless }, capabilities: pushOnly });
    await editor.open('server.ts', builds);
    await editor.save('server.ts');
    await editor.waitForPush('server.ts', (items) => items.length === 1);
  });
});
