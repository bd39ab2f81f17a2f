import assert from 'node:assert/strict';
import { extensions, window, workspace } from 'vscode';

const isActive = (): boolean | undefined => extensions.getExtension('bailiwick.bailiwick')?.isActive;

describe('a workspace of prose', () => {
  it('leaves the extension asleep', async () => {
    const [notes] = await workspace.findFiles('*.md');
    assert.ok(notes);
    await window.showTextDocument(notes);
    assert.equal(isActive(), false);
  });
});
