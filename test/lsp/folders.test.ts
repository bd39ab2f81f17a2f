/** Folders with a configuration each, and documents outside of them. */
import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { type Editor, startEditor } from './client.ts';
import { pushOnly } from './client-capabilities.ts';
import { builds, harmless } from './examples.ts';

const off = 'rules:\n  token-passthrough: off\n';

async function changeFolders(editor: Editor, added: string[], removed: string[]): Promise<void> {
  const folders = (paths: string[]) => paths.map((path) => ({ uri: editor.uri(path), name: path }));
  const event = { added: folders(added), removed: folders(removed) };
  await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
}

async function found(editor: Editor): Promise<string[]> {
  const { items } = await editor.pullWorkspace();
  return items.flatMap((item) => (item.kind === 'full' && item.items.length > 0 ? [editor.path(item.uri)] : []));
}

describe('folders', () => {
  it('have a configuration each', async () => {
    const files = { 'a/server.ts': builds, 'a/.bailiwick.yaml': off, 'b/server.ts': builds };
    await using editor = await startEditor({ files, folders: ['a', 'b'] });
    assert.deepEqual(await found(editor), ['b/server.ts']);
  });

  it('answer for what is in them, and leave to a folder inside what is in that', async () => {
    const files = { 'server.ts': builds, 'inner/server.ts': builds, 'inner/.bailiwick.yaml': off };
    await using editor = await startEditor({ files, folders: ['.', 'inner'] });
    assert.deepEqual(await found(editor), ['server.ts']);
  });

  it('come and go', async () => {
    await using editor = await startEditor({ files: { 'a/server.ts': builds, 'b/server.ts': builds }, folders: ['a'] });
    assert.deepEqual(await editor.diagnostics('b/server.ts'), []);
    await changeFolders(editor, ['b'], []);
    assert.equal((await editor.diagnostics('b/server.ts')).length, 1);
    await changeFolders(editor, [], ['a']);
    assert.deepEqual(await editor.diagnostics('a/server.ts'), []);
  });

  it('take their findings with them when they go', async () => {
    const capabilities = { ...pushOnly, workspace: { workspaceFolders: true } };
    await using editor = await startEditor({ files: { 'server.ts': builds }, capabilities });
    await editor.waitForPush('server.ts', (items) => items.length === 1);
    await changeFolders(editor, [], ['']);
    await editor.waitForPush('server.ts', (items) => items.length === 0);
  });

  it('are told again when they come back after they could not be read', async () => {
    await using editor = await startEditor({ files: { 'agent/server.ts': builds }, folders: ['agent'] });
    assert.deepEqual(await found(editor), ['agent/server.ts']);
    await editor.next('client/registerCapability', ({ registrations }: { registrations: { method: string }[] }) =>
      registrations.some(({ method }) => method === 'workspace/didChangeWatchedFiles'),
    );
    await editor.disk({ agent: null });
    assert.deepEqual(await editor.diagnostics('agent/server.ts'), []);
    await editor.disk({ 'agent/server.ts': builds });
    assert.equal((await editor.diagnostics('agent/server.ts')).length, 1);
  });

  it('of other schemes are left alone, but not what is open in them', async () => {
    await using editor = await startEditor({ folders: ['vscode-vfs://hub/agent'] });
    await editor.open('vscode-vfs://hub/agent/server.ts', builds);
    assert.equal((await editor.diagnostics('vscode-vfs://hub/agent/server.ts')).length, 1);
  });

  it('follow a directory that is deleted or renamed', async () => {
    await using editor = await startEditor({ files: { 'old/server.ts': builds } });
    assert.deepEqual(await found(editor), ['old/server.ts']);
    renameSync(join(editor.root, 'old'), join(editor.root, 'new'));
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [
        { uri: editor.uri('old'), type: 3 },
        { uri: editor.uri('new'), type: 1 },
      ],
    });
    assert.deepEqual(await found(editor), ['new/server.ts']);
  });
});

describe('documents outside every folder', () => {
  it('are looked at by themselves, under the configuration beside them', async () => {
    const files = {
      'a/server.ts': harmless,
      'elsewhere/server.ts': builds,
      'muted/server.ts': builds,
      'muted/.bailiwick.yaml': off,
    };
    await using editor = await startEditor({ files, folders: ['a'] });
    await editor.open('elsewhere/server.ts', builds);
    await editor.open('muted/server.ts', builds);
    assert.equal((await editor.diagnostics('elsewhere/server.ts')).length, 1);
    assert.deepEqual(await editor.diagnostics('muted/server.ts'), []);
  });

  it('are looked at when there is no folder at all, and forgotten when they are closed', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds }, folders: [], capabilities: pushOnly });
    await editor.open('server.ts', builds);
    await editor.waitForPush('server.ts', (items) => items.length === 1);
    await editor.close('server.ts');
    await editor.waitForPush('server.ts', (items) => items.length === 0);
  });

  it('need not be on the disk', async () => {
    await using editor = await startEditor({ folders: [] });
    await editor.open('draft.ts', builds);
    assert.equal((await editor.diagnostics('draft.ts')).length, 1);
    await editor.open('untitled:Untitled-1', builds, 'typescript');
    assert.equal((await editor.diagnostics('untitled:Untitled-1')).length, 1);
    await editor.change('untitled:Untitled-1', builds, harmless);
    assert.deepEqual(await editor.diagnostics('untitled:Untitled-1'), []);
  });

  it('of other schemes are left alone', async () => {
    await using editor = await startEditor({ folders: [] });
    await editor.open('git:/agent/server.ts', builds);
    assert.deepEqual(await editor.diagnostics('git:/agent/server.ts'), []);
  });
});

describe('files of a folder', () => {
  it('are looked at whatever their language is called', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds } });
    await editor.open('server.ts', builds, 'plaintext');
    assert.equal((await editor.diagnostics('server.ts')).length, 1);
  });

  it('that are too large are told once and left out', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds } });
    await editor.open('server.ts', builds);
    await editor.change('server.ts', '\n', `\n// ${'x'.repeat(1024 * 1024)}\n`);
    assert.deepEqual(await editor.diagnostics('server.ts'), []);
    await editor.change('server.ts', '// x', '//  x');
    assert.deepEqual(await editor.diagnostics('server.ts'), []);
    const told = editor.pending('window/showMessage').map((params) => (params as { message: string }).message);
    assert.deepEqual(told, ['server.ts is larger than 1 MiB and is not analysed.']);
  });
});
