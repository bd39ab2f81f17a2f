import assert from 'node:assert/strict';
import { commands, DiagnosticSeverity, Position, type CompletionList, type Uri } from 'vscode';
import { at, find, open, remove, replace, write } from '../files.ts';
import { diagnostics, findings } from '../until.ts';

describe('configuration file', function () {
  // An editor that has only just begun to watch its files may miss the first one that is made.
  this.retries(1);

  const config = (): Uri => at('release-desk/.bailiwick.yaml');
  const login = (): Uri => at('release-desk/src/login.ts');

  it('counts from the moment it is written', async () => {
    await open(login());
    await findings(login(), 'broad-scope', 2);
    await write(config(), 'rules:\n  broad-scope: off\n');
    await findings(login(), 'broad-scope', 0);
    await remove(config());
    await findings(login(), 'broad-scope', 2);
  });

  it('shows a mistake where it stands, keeps what held before, and forgets it when it is mended', async () => {
    await open(login());
    await write(config(), 'rules:\n  broad-scope: off\n');
    await findings(login(), 'broad-scope', 0);
    const document = await open(config());
    await replace(document, 'broad-scope', 'braod-scope');
    const [mistake] = await diagnostics(config(), (ours) => ours.length === 1);
    assert.ok(mistake);
    assert.equal(mistake.severity, DiagnosticSeverity.Error);
    assert.ok(mistake.range.contains(find(document, 'braod-scope').start), `stands at ${mistake.range.start.line}`);
    assert.match(mistake.message, /braod-scope/);
    await findings(login(), 'broad-scope', 0);
    await replace(document, 'braod-scope: off', 'broad-scope: on');
    await diagnostics(config(), (ours) => ours.length === 0);
    await findings(login(), 'broad-scope', 2);
  });

  it('completes its keys and the ids of rules', async () => {
    await write(config(), 'rules:\n  \n');
    const document = await open(config());
    const labels = async (line: number, character: number): Promise<string[]> => {
      const name = 'vscode.executeCompletionItemProvider';
      const { items } = await commands.executeCommand<CompletionList>(
        name,
        document.uri,
        new Position(line, character),
      );
      return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    assert.ok((await labels(1, 2)).includes('token-passthrough'));
    assert.ok((await labels(2, 0)).includes('exchangeHelpers'));
  });
});
