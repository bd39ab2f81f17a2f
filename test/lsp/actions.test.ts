/** Actions, lenses and commands through the server. */
import assert from 'node:assert/strict';
import {
  type CodeAction,
  CodeActionResolveRequest,
  CodeLensRequest,
  ExecuteCommandRequest,
  LSPErrorCodes,
  type Range,
} from 'vscode-languageserver';
import { type Editor, startEditor } from './client.ts';
import { errorOf } from './outcomes.ts';
import { pushOnly } from './client-capabilities.ts';
import { builds, harmless, loose, tickets } from './examples.ts';
import { serverBehindGate } from './servers.ts';

describe('actions of the server', () => {
  it('ignores a finding on its line, and the finding goes', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds } });
    await editor.open('server.ts', builds);
    const [diagnostic] = await editor.diagnostics('server.ts');
    assert.ok(diagnostic);
    const actions = await editor.codeActions('server.ts', diagnostic.range, [diagnostic]);
    const ignore = actions.find(({ title }) => title.startsWith('Ignore'));
    assert.ok(ignore && !ignore.edit, 'the edit is made when the action is chosen');
    const resolved = await editor.connection.sendRequest(CodeActionResolveRequest.type, ignore);
    assert.ok(resolved.edit);
    await editor.apply(resolved.edit);
    assert.deepEqual(await editor.diagnostics('server.ts'), []);
  });

  it('refuses to resolve an action that an edit overtook', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds } });
    await editor.open('server.ts', builds);
    const [diagnostic] = await editor.diagnostics('server.ts');
    assert.ok(diagnostic);
    const [ignore] = (await editor.codeActions('server.ts', diagnostic.range)).filter(({ edit }) => !edit);
    assert.ok(ignore);
    await editor.change('server.ts', 'const app', '\nconst app');
    const error = await errorOf(editor.connection.sendRequest(CodeActionResolveRequest.type, ignore));
    assert.equal(error.code, LSPErrorCodes.ContentModified);
  });

  describe('while other files change twice, during the lint that is waited for and after it', () => {
    // The second change breaks off the lint of the first, and the question comes when there is no answer at all.
    async function changing<T>(ask: (editor: Editor, action: CodeAction) => Promise<T>): Promise<T> {
      const gate = serverBehindGate();
      await using editor = await startEditor({ files: { 'server.ts': builds }, server: gate.server });
      await editor.open('server.ts', builds);
      const range = editor.rangeOf('server.ts', 'req.headers.authorization');
      const ignore = (await editor.codeActions('server.ts', range)).find(({ title }) => title.startsWith('Ignore'));
      assert.ok(ignore);
      gate.close();
      await editor.disk({ 'one.ts': harmless });
      const answer = ask(editor, ignore);
      await gate.reached();
      gate.hold();
      await editor.disk({ 'two.ts': harmless });
      await gate.held('changed');
      gate.open();
      await gate.held('ask');
      await editor.disk({ 'three.ts': harmless });
      await gate.held('changed', 2);
      gate.release();
      return answer;
    }

    it('offers the actions of this one', async () => {
      const range = ({ rangeOf }: Editor): Range => rangeOf('server.ts', 'req.headers.authorization');
      const actions = await changing((editor) => editor.codeActions('server.ts', range(editor)));
      assert.ok(actions.some(({ title }) => title.startsWith('Ignore')));
    });

    it('makes the edit of an action that is chosen', async () => {
      const resolved = await changing(({ connection }, action) =>
        connection.sendRequest(CodeActionResolveRequest.type, action),
      );
      assert.ok(resolved.edit);
    });

    it('shows the lenses', async () => {
      const lenses = await changing(({ connection, uri }) =>
        connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: uri('server.ts') } }),
      );
      assert.equal(lenses?.length, 1);
    });
  });

  it('applies all safe fixes of all folders and says how many', async () => {
    await using editor = await startEditor({ files: { 'verify.ts': loose } });
    await editor.open('verify.ts', loose);
    assert.equal((await editor.diagnostics('verify.ts')).length, 1);
    assert.equal(await editor.connection.sendRequest('bailiwick/fixAll', {}), 1);
    assert.deepEqual(await editor.diagnostics('verify.ts'), []);
    assert.equal(await editor.connection.sendRequest('bailiwick/fixAll', {}), 0);
  });

  it('does so by its command for clients without ours', async () => {
    await using editor = await startEditor({ files: { 'verify.ts': loose }, capabilities: pushOnly });
    await editor.open('verify.ts', loose);
    await editor.waitForPush('verify.ts', (items) => items.length === 1);
    const command = 'bailiwick.server.fixAllSafe';
    await editor.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: [editor.uri('verify.ts')] });
    await editor.waitForPush('verify.ts', (items) => items.length === 0);
  });

  it('has a lens above the route from which a token leaves', async () => {
    await using editor = await startEditor({ files: tickets });
    await editor.open('server.ts', tickets['server.ts']);
    const lenses = await editor.connection.sendRequest(CodeLensRequest.type, {
      textDocument: { uri: editor.uri('server.ts') },
    });
    assert.deepEqual(
      lenses?.map(({ command }) => command?.title),
      ["caller's token reaches tracker.example.com"],
    );
  });

  it('has nothing to offer in a file without findings', async () => {
    await using editor = await startEditor({ files: { 'server.ts': harmless } });
    await editor.open('server.ts', harmless);
    assert.deepEqual(await editor.codeActions('server.ts', editor.rangeOf('server.ts', 'const app')), []);
  });
});
