/** Diagnostics for clients that ask for them. */
import assert from 'node:assert/strict';
import { startEditor } from './client.ts';
import { builds, harmless, tickets } from './examples.ts';

describe('pull diagnostics', () => {
  it('answers for the open buffer, not for the file on disk', async () => {
    await using editor = await startEditor({ files: { 'server.ts': harmless } });
    await editor.open('server.ts', harmless);
    assert.deepEqual(await editor.diagnostics('server.ts'), []);
    await editor.change('server.ts', harmless, builds);
    const [found, ...others] = await editor.diagnostics('server.ts');
    assert.equal(others.length, 0);
    assert.equal(found?.source, 'bailiwick');
  });

  it('says unchanged for a result id that still holds', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds } });
    const first = await editor.pull('server.ts');
    assert.equal(first.kind, 'full');
    const again = await editor.pull('server.ts', first.resultId);
    assert.deepEqual(again, { kind: 'unchanged', resultId: first.resultId });
  });

  it('renews the findings of a file when another one is edited', async () => {
    await using editor = await startEditor({ files: tickets });
    await editor.open('server.ts', tickets['server.ts']);
    await editor.open('tickets.ts', tickets['tickets.ts']);
    assert.equal((await editor.diagnostics('server.ts')).length, 1);
    await editor.change('tickets.ts', '${token}', '${process.env.TRACKER_TOKEN}');
    assert.deepEqual(await editor.diagnostics('server.ts'), []);
  });
});
