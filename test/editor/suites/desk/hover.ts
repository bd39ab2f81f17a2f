import assert from 'node:assert/strict';
import { commands, MarkdownString, type Hover, type TextDocument } from 'vscode';
import { actionsAt } from '../actions.ts';
import { at, find, open, replace, write } from '../files.ts';
import { findingOn } from '../until.ts';

async function hoverOn(document: TextDocument, text: string): Promise<string> {
  const position = find(document, text).start;
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, position);
  const contents = hovers.flatMap((hover) => hover.contents);
  return contents.map((each) => (each instanceof MarkdownString ? each.value : '')).join('\n');
}

describe('hover', () => {
  it('shows the page of the rule on a finding', async () => {
    const document = await open(at('release-desk/src/tools.ts'));
    const { range } = await findingOn(document, 'token-passthrough', '{ token: authInfo');
    // A hover answers at once, with what is known of the text; the lightbulb waits until it is linted.
    await actionsAt(document, range, 'quickfix');
    assert.match(await hoverOn(document, '{ token: authInfo?.token }'), /Inbound token forwarded to another service/);
  });

  it('says what a scope can do, and the narrower one', async () => {
    const document = await open(at('ledger/src/grants.ts'));
    assert.match(await hoverOn(document, 'admin:org'), /manages the organisation[^]*read:org/i);
  });

  it('names a permission that is written as a GUID', async () => {
    const document = await open(at('ledger/src/grants.ts'));
    await replace(document, 'admin:org', '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9');
    assert.match(await hoverOn(document, '1bfefb4e'), /Application\.ReadWrite\.All/);
  });

  it('names it in a file that the server is not told about, once', async () => {
    const uri = at('ledger/assign.py');
    await write(uri, 'app_role_id = "ef5f7d5c-338f-44b0-86c3-351f46c8bb5f"\n');
    const document = await open(uri);
    const said = await hoverOn(document, 'ef5f7d5c');
    assert.match(said, /AccessReview\.ReadWrite\.All[^]*application permission/);
    assert.equal(said.split('AccessReview.ReadWrite.All').length, 2);
  });
});
