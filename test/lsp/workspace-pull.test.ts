/** Diagnostics of everything, for clients that ask for them. */
import assert from 'node:assert/strict';
import { CancellationTokenSource, LSPErrorCodes, type WorkspaceDiagnosticReport } from 'vscode-languageserver';
import { type Editor, startEditor } from './client.ts';
import { errorOf } from './outcomes.ts';
import { builds, harmless, tickets } from './examples.ts';

describe('workspace diagnostics', () => {
  it('answers for files that nobody opened, without the clean ones', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds, 'health.ts': harmless } });
    assert.deepEqual(shown(editor, await editor.pullWorkspace()), { 'server.ts': 'full 1' });
  });

  it('says what changed in full, and what did not in a word', async () => {
    await using editor = await startEditor({ files: { ...tickets, 'builds.ts': builds } });
    const first = await editor.pullWorkspace();
    await editor.open('tickets.ts', tickets['tickets.ts']);
    await editor.change('tickets.ts', '${token}', '${process.env.TRACKER_TOKEN}');
    const next = await editor.pullWorkspace(idsOf(editor, first));
    assert.deepEqual(shown(editor, next), { 'builds.ts': 'unchanged', 'server.ts': 'full 0' });
  });

  it('keeps the question open while there is nothing new', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds } });
    const first = await editor.pullWorkspace();
    const next = editor.pullWorkspace(idsOf(editor, first));
    await editor.open('server.ts', builds);
    await editor.diagnostics('server.ts');
    await editor.change('server.ts', "req.headers.authorization ?? ''", 'await ownToken()');
    assert.deepEqual(shown(editor, await next), { 'server.ts': 'full 0' });
  });

  it('says clean of a closed document that the client forgot to name', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds } });
    await editor.pullWorkspace();
    await editor.open('server.ts', builds);
    await editor.diagnostics('server.ts');
    await editor.close('server.ts');
    await editor.disk({ 'server.ts': harmless });
    assert.deepEqual(shown(editor, await editor.pullWorkspace()), { 'server.ts': 'full 0' });
  });

  it('lets go of an open question that is cancelled', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds } });
    const first = await editor.pullWorkspace();
    const source = new CancellationTokenSource();
    const next = errorOf(editor.pullWorkspace(idsOf(editor, first), source.token));
    source.cancel();
    assert.equal((await next).code, LSPErrorCodes.RequestCancelled);
  });

  it('tells each folder as soon as it is ready, and nothing twice', async () => {
    const files = { 'a/server.ts': builds, 'b/server.ts': builds };
    await using editor = await startEditor({ files, folders: ['a', 'b'] });
    const partial: Record<string, string>[] = [];
    const last = await editor.pullWorkspace({}, undefined, (report) => partial.push(shown(editor, report)));
    assert.deepEqual(partial, [{ 'a/server.ts': 'full 1' }, { 'b/server.ts': 'full 1' }]);
    assert.deepEqual(shown(editor, last), { 'a/server.ts': 'unchanged', 'b/server.ts': 'unchanged' });
  });
});

/** `full` with the number of diagnostics, or `unchanged`, by path. */
function shown(editor: Editor, { items }: WorkspaceDiagnosticReport): Record<string, string> {
  return Object.fromEntries(
    items.map((item) => [editor.path(item.uri), item.kind === 'full' ? `full ${item.items.length}` : item.kind]),
  );
}

function idsOf(editor: Editor, { items }: WorkspaceDiagnosticReport): Record<string, string> {
  return Object.fromEntries(items.map(({ uri, resultId = '' }) => [editor.path(uri), resultId]));
}
