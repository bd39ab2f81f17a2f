import assert from 'node:assert/strict';
import { commands, type CompletionList } from 'vscode';
import { at, find, open, replace } from '../files.ts';
import { findings } from '../until.ts';

describe('ignore comment', () => {
  it('completes the ids of rules', async () => {
    const document = await open(at('release-desk/src/login.ts'));
    await findings(document.uri, 'broad-scope', 2);
    await replace(document, "  url.searchParams.set('scope'", "  // bailiwick-ignore \n  url.searchParams.set('scope'");
    const { end } = find(document, '// bailiwick-ignore ');
    const name = 'vscode.executeCompletionItemProvider';
    const { items } = await commands.executeCommand<CompletionList>(name, document.uri, end);
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('broad-scope'), labels.join(', '));
  });
});
