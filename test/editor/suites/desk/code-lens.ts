import assert from 'node:assert/strict';
import { commands, type CodeLens } from 'vscode';
import { at, open } from '../files.ts';
import { findingOn } from '../until.ts';

describe('code lens', () => {
  it('stands above a tool handler through which a token leaves', async () => {
    const document = await open(at('release-desk/src/tools.ts'));
    await findingOn(document, 'token-passthrough', '{ token: authInfo');
    const name = 'vscode.executeCodeLensProvider';
    const lenses = await commands.executeCommand<CodeLens[]>(name, document.uri, 100);
    const ours = lenses.filter(({ command }) => command?.title.startsWith("caller's token"));
    assert.deepEqual(
      ours.map(({ command }) => command?.title),
      ["caller's token reaches api.tracker.example"],
    );
  });
});
