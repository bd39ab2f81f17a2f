/** The bundle over stdio, addressed as other editors address it. */
import assert from 'node:assert/strict';
import { CodeActionResolveRequest, type Diagnostic } from 'vscode-languageserver';
import { type Editor, startEditor } from './client.ts';
import { tickets } from './examples.ts';
import { otherEditors } from './other-editors.ts';
import { serverProcess } from './servers.ts';

// The emoji and the letters before the place have other widths in bytes than in UTF-16 units.
const text = `import express from 'express';

express().get('/größe', async (req, res) => {
  const answer = await fetch(/* 🚀 größer */ 'https://ci.example.com/größe', {
    headers: { authorization: req.headers.authorization ?? '' },
  });
  res.json(await answer.json());
});
`;

async function found(
  editor: Editor,
  pulls: boolean,
  isWanted: (items: Diagnostic[]) => boolean,
): Promise<Diagnostic[]> {
  if (!pulls) return editor.waitForPush('server.ts', isWanted);
  const items = await editor.diagnostics('server.ts');
  assert.ok(isWanted(items), `${items.length} diagnostics`);
  return items;
}

describe('other editors', () => {
  for (const [name, other] of Object.entries(otherEditors)) {
    it(`${name} sees a finding behind text of several bytes, and its code action lands in the right place`, async () => {
      const { capabilities, initialize, initializationOptions, configuration, encoding, pulls } = other;
      const server = (): ReturnType<typeof serverProcess> => serverProcess('stdio');
      const options = { files: { 'server.ts': text }, capabilities, initialize, initializationOptions, server };
      const editor = await startEditor({ ...options, settings: () => ({ confidence: 'high' }) });
      assert.equal(editor.initialized.capabilities.positionEncoding, encoding);
      if (configuration)
        await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: configuration });
      await editor.open('server.ts', text);
      const [finding] = await found(editor, pulls, (items) => items.length === 1);
      assert.ok(finding);
      assert.deepEqual(finding.range.start, editor.rangeOf('server.ts', "com/größe', ").end);
      assert.equal(finding.range.start.line, 3);
      const actions = await editor.codeActions('server.ts', finding.range, [finding]);
      const ignore = actions.find(({ title }) => title.startsWith('Ignore'));
      assert.ok(ignore, actions.map(({ title }) => title).join());
      const { edit } = ignore.edit
        ? ignore
        : await editor.connection.sendRequest(CodeActionResolveRequest.type, ignore);
      assert.ok(edit);
      await editor.apply(edit);
      assert.match(editor.text('server.ts'), /\n {2}\/\/ bailiwick-ignore token-passthrough -- .+\n {2}const answer/);
      await found(editor, pulls, (items) => items.length === 0);
      // An edit behind the same text: what was typed is where the editor says.
      await editor.change('server.ts', "größe', {", "größe?a=🚀', {");
      await editor.change('server.ts', '// bailiwick-ignore', '// ignored');
      await found(editor, pulls, (items) => items.length === 1);
      assert.equal(await editor.end(), 0);
    });
  }

  it('that take related documents are told of files that they did not ask for', async () => {
    const { Helix } = otherEditors;
    assert.ok(Helix);
    await using editor = await startEditor({ files: tickets, capabilities: Helix.capabilities });
    await editor.open('tickets.ts', tickets['tickets.ts']);
    const first = await editor.pull('tickets.ts');
    const { relatedDocuments = {} } = first;
    assert.deepEqual(Object.keys(relatedDocuments), [editor.uri('server.ts')]);
    await editor.change('tickets.ts', '${token}', '${process.env.TRACKER_TOKEN}');
    const second = await editor.pull('tickets.ts', first.resultId);
    const related = second.relatedDocuments?.[editor.uri('server.ts')];
    assert.deepEqual(related?.kind === 'full' && related.items, []);
  });

  it('that send their last messages at once and close the input get their answer and an end', async () => {
    const editor = await startEditor({ server: serverProcess, initialize: { processId: null } });
    const answer = editor.connection.sendRequest('shutdown');
    await editor.connection.sendNotification('exit');
    editor.server.child?.stdin?.end();
    assert.equal(await answer, null);
    assert.equal(await editor.server.ended, 0);
  });
});
