/** What is answered while a lint runs, and which lints are broken off. */
import assert from 'node:assert/strict';
import { CancellationTokenSource, CompletionRequest, HoverRequest, LSPErrorCodes } from 'vscode-languageserver';
import { startEditor } from './client.ts';
import { errorOf } from './outcomes.ts';
import { builds, harmless } from './examples.ts';
import { serverBehindGate } from './servers.ts';

describe('while a lint runs', () => {
  it('a request that is cancelled is answered', async () => {
    const gate = serverBehindGate();
    gate.close();
    await using editor = await startEditor({ files: { 'server.ts': builds }, server: gate.server });
    const source = new CancellationTokenSource();
    const pulled = errorOf(editor.pull('server.ts', undefined, source.token));
    const all = errorOf(editor.pullWorkspace({}, source.token));
    await gate.reached();
    source.cancel();
    assert.equal((await pulled).code, LSPErrorCodes.RequestCancelled);
    assert.equal((await all).code, LSPErrorCodes.RequestCancelled);
    gate.open();
    assert.equal((await editor.diagnostics('server.ts')).length, 1, 'the lint goes on for others');
  });

  it('a newer version drops the older request, which may be asked again', async () => {
    const gate = serverBehindGate();
    await using editor = await startEditor({ files: { 'server.ts': harmless }, server: gate.server });
    await editor.open('server.ts', harmless);
    await editor.diagnostics('server.ts');
    gate.close();
    await editor.change('server.ts', harmless, builds);
    const older = errorOf(editor.pull('server.ts'));
    await gate.reached();
    await editor.change('server.ts', '/builds', '/build');
    const dropped = await older;
    assert.equal(dropped.code, LSPErrorCodes.ServerCancelled);
    assert.deepEqual(dropped.data, { retriggerRequest: true });
    const newer = editor.pull('server.ts');
    gate.open();
    const report = await newer;
    assert.equal(report.kind === 'full' && report.items.length, 1);
  });

  it('an edit of another file keeps the request', async () => {
    const gate = serverBehindGate();
    const files = { 'server.ts': builds, 'other.ts': harmless };
    await using editor = await startEditor({ files, server: gate.server });
    await editor.open('server.ts', builds);
    await editor.open('other.ts', harmless);
    gate.close();
    await editor.change('server.ts', '/builds', '/build');
    const kept = editor.pull('server.ts');
    await gate.reached();
    await editor.change('other.ts', 'health', 'alive');
    gate.open();
    assert.equal((await kept).kind, 'full');
  });

  it('hover and completion are answered', async () => {
    const gate = serverBehindGate();
    gate.close();
    const scope = "export const scope = 'Mail.ReadWrite';\n";
    await using editor = await startEditor({ files: { 'scope.ts': scope }, server: gate.server });
    await editor.open('scope.ts', scope);
    await gate.reached();
    const textDocument = { uri: editor.uri('scope.ts') };
    const position = editor.rangeOf('scope.ts', 'ReadWrite').start;
    const hover = await editor.connection.sendRequest(HoverRequest.type, { textDocument, position });
    assert.match(JSON.stringify(hover?.contents), /Microsoft Graph/);
    await editor.change('scope.ts', '\n', '\n// bailiwick-ignore ');
    const end = editor.rangeOf('scope.ts', '// bailiwick-ignore ').end;
    const entries = await editor.connection.sendRequest(CompletionRequest.type, { textDocument, position: end });
    assert.ok(Array.isArray(entries) && entries.some(({ label }) => label === 'token-passthrough'));
    gate.open();
  });
});

describe('hover on a finding', () => {
  it('shows the page in short, on this very version of the text', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds } });
    await editor.open('server.ts', builds);
    const [finding] = await editor.diagnostics('server.ts');
    assert.ok(finding);
    const textDocument = { uri: editor.uri('server.ts') };
    const at = { textDocument, position: finding.range.start };
    const hover = await editor.connection.sendRequest(HoverRequest.type, at);
    assert.match(JSON.stringify(hover?.contents), /token-passthrough\.md/);
    assert.deepEqual(hover?.range, finding.range);
    await editor.change('server.ts', builds, harmless);
    assert.equal(await editor.connection.sendRequest(HoverRequest.type, at), null);
  });
});
