import assert from 'node:assert/strict';
import { commands, Selection, window, type TreeDataProvider, type TreeItem } from 'vscode';
import { bailiwick } from '../extension.ts';
import { at, open, replace } from '../files.ts';
import { findingOn, findings, until } from '../until.ts';

/** The labels of a tree, two blanks for each level. */
async function drawn<T>(provider: TreeDataProvider<T>, parent?: T, indent = ''): Promise<string[]> {
  const lines: string[] = [];
  for (const node of (await provider.getChildren(parent)) ?? []) {
    const { label, description } = await provider.getTreeItem(node);
    lines.push(`${indent}${typeof label === 'string' ? label : ''} [${String(description)}]`);
    lines.push(...(await drawn(provider, node, `${indent}  `)));
  }
  return lines;
}

async function firstFinding<T>(provider: TreeDataProvider<T>, parent?: T): Promise<TreeItem | undefined> {
  const [first] = (await provider.getChildren(parent)) ?? [];
  if (first === undefined) return undefined;
  return (await firstFinding(provider, first)) ?? provider.getTreeItem(first);
}

describe('findings view', () => {
  it('shows findings by pillar, rule and file', async () => {
    const { findings: all, findingsView } = await bailiwick();
    await until('all findings are known', all.onDidChange, () => (all.all.length === 10 ? true : undefined));
    const tree = await drawn(findingsView.provider);
    assert.deepEqual(
      tree.filter((line) => !line.startsWith(' ')),
      ['Identity [3]', 'Access [7]'],
    );
    const start = tree.findIndex((line) => line.startsWith('  Inbound token forwarded'));
    assert.deepEqual(tree.slice(start, start + 5), [
      '  Inbound token forwarded to another service [2 · token-passthrough]',
      '    ledger/src/entries.ts [1]',
      "      line 7 [The caller's token is forwarded to bank.example]",
      '    release-desk/src/tools.ts [1]',
      "      line 10 [The caller's token is forwarded to api.tracker.example]",
    ]);
    assert.equal(findingsView.view.badge?.value, 10);
  });

  it('groups by file, and opens the place of a finding', async () => {
    const { findingsView } = await bailiwick();
    await commands.executeCommand('bailiwick.groupByFile');
    const [root] = await drawn(findingsView.provider);
    assert.equal(root, 'ledger/src/accounts.ts [2]');
    const item = await firstFinding(findingsView.provider);
    assert.ok(item?.command);
    await commands.executeCommand(item.command.command, ...(item.command.arguments ?? []));
    const editor = window.activeTextEditor;
    assert.equal(editor?.document.getText(editor.selection), "'https://ledger.example'");
    await commands.executeCommand('bailiwick.groupByPillar');
  });

  it('loses a finding that was mended in the buffer', async () => {
    const { findings: all } = await bailiwick();
    const document = await open(at('release-desk/src/tools.ts'));
    await findings(document.uri, 'token-passthrough');
    await replace(document, 'authInfo?.token', 'undefined');
    const isGone = (): true | undefined => (all.all.some(({ uri }) => uri.endsWith('/tools.ts')) ? undefined : true);
    await until('the finding has left the tree', all.onDidChange, isGone);
  });

  it('shows the path of the finding at the cursor, step by step', async () => {
    const { paths, pathsView } = await bailiwick();
    const document = await open(at('release-desk/src/tools.ts'));
    const finding = await findingOn(document, 'token-passthrough', '{ token: authInfo');
    assert.ok(window.activeTextEditor);
    window.activeTextEditor.selection = new Selection(finding.range.start, finding.range.start);
    await commands.executeCommand('bailiwick.showPaths');
    assert.equal(paths.findings.length, 1);
    const steps = await drawn(pathsView.provider);
    assert.equal(steps[1], '  1  bearer token of the calling client [tools.ts:10]');
    assert.equal(steps.length, 8);
    await commands.executeCommand('bailiwick.nextStep');
    assert.equal(window.activeTextEditor?.document.getText(window.activeTextEditor.selection), 'authInfo?.token');
    await commands.executeCommand('bailiwick.closePaths');
    assert.equal(paths.findings.length, 0);
  });
});
