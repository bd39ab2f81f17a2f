import assert from 'node:assert/strict';
import { commands, extensions, window, workspace } from 'vscode';
import { findings } from '../until.ts';

const isActive = (): boolean | undefined => extensions.getExtension('bailiwick.bailiwick')?.isActive;

const source = `import express from 'express';

express().get('/builds', async (req, res) => {
  const headers = { authorization: req.headers.authorization ?? '' };
  res.json(await (await fetch('https://ci.example/builds', { headers })).json());
});
`;

describe('a workspace of prose', () => {
  it('leaves the extension asleep', async () => {
    const [notes] = await workspace.findFiles('*.md');
    assert.ok(notes);
    await window.showTextDocument(notes);
    assert.equal(isActive(), false);
  });

  it('wakes it up with the first code, which need not be saved', async () => {
    const document = await workspace.openTextDocument({ language: 'typescript', content: source });
    await window.showTextDocument(document);
    await findings(document.uri, 'token-passthrough');
    assert.equal(isActive(), true);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
