/** The first scan of a folder, shown as progress that a person can break off. */
import assert from 'node:assert/strict';
import { startEditor } from './client.ts';
import { errorOf } from './outcomes.ts';
import { builds } from './examples.ts';
import { serverBehindGate } from './servers.ts';

interface Progress {
  kind: 'begin' | 'end';
  title?: string;
  cancellable?: boolean;
}

const files = { 'agent/server.ts': builds, 'agent/other.ts': builds };

describe('progress of a scan', () => {
  it('begins and ends with the scan, and edits have none', async () => {
    const gate = serverBehindGate();
    gate.close();
    await using editor = await startEditor({ files, folders: ['agent'], server: gate.server });
    const begun = await editor.next<Progress>('progress');
    assert.deepEqual(begun, { kind: 'begin', title: 'Bailiwick: scanning agent', cancellable: true });
    gate.open();
    assert.equal((await editor.next<Progress>('progress')).kind, 'end');
    await editor.open('agent/server.ts', builds);
    await editor.change('agent/server.ts', '/builds', '/build');
    await editor.diagnostics('agent/server.ts');
    assert.deepEqual(editor.pending('progress'), []);
  });

  it('leaves only open files to look at when it is cancelled, until the whole is asked for', async () => {
    const gate = serverBehindGate();
    gate.close();
    await using editor = await startEditor({ files, folders: ['agent'], server: gate.server });
    const { token } = await editor.next<{ token: string }>('window/workDoneProgress/create');
    await editor.next<Progress>('progress', ({ kind }) => kind === 'begin');
    await editor.connection.sendNotification('window/workDoneProgress/cancel', { token });
    await editor.next<Progress>('progress', ({ kind }) => kind === 'end');
    gate.open();
    await editor.open('agent/server.ts', builds);
    assert.equal((await editor.diagnostics('agent/server.ts')).length, 1);
    assert.deepEqual(await editor.diagnostics('agent/other.ts'), []);
    await editor.connection.sendRequest('bailiwick/lintWorkspace');
    assert.equal((await editor.diagnostics('agent/other.ts')).length, 1);
  });

  it('fails the request for a scan that is broken off', async () => {
    const gate = serverBehindGate();
    await using editor = await startEditor({ files, folders: ['agent'], server: gate.server });
    await editor.pullWorkspace();
    await editor.next('window/workDoneProgress/create');
    gate.close();
    const scan = errorOf(editor.connection.sendRequest('bailiwick/lintWorkspace'));
    const { token } = await editor.next<{ token: string }>('window/workDoneProgress/create');
    await editor.next<Progress>('progress', ({ kind }) => kind === 'begin');
    await editor.connection.sendNotification('window/workDoneProgress/cancel', { token });
    await editor.next<Progress>('progress', ({ kind }) => kind === 'end');
    gate.open();
    assert.match((await scan).message, /broken off/);
  });
});
