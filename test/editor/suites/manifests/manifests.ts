import assert from 'node:assert/strict';
import { actionsAt, carryOut, titled } from '../actions.ts';
import { at, open, replace, restore } from '../files.ts';
import { findingOn, findings } from '../until.ts';

afterEach(restore);

describe('manifests', () => {
  const mistakes: [string, string, string][] = [
    ['.vscode/mcp.json', 'plaintext-remote-url', '"http://mcp.acme.dev/mcp"'],
    ['mcp-servers.yaml', 'plaintext-remote-url', 'http://mcp.acme.dev/mcp'],
    ['billing.agent.md', 'plaintext-remote-url', 'http://mcp.acme.dev/sse'],
    ['.codex/config.toml', 'unpinned-executable', '@acme/billing-mcp'],
  ];
  for (const [path, rule, text] of mistakes) {
    it(`shows a finding in ${path}`, async () => {
      const document = await open(at(`deploy/${path}`));
      const finding = await findingOn(document, rule, text);
      assert.equal(document.getText(finding.range), text);
    });
  }

  it('fixes YAML, and leaves its comment', async () => {
    const document = await open(at('deploy/mcp-servers.yaml'));
    const finding = await findingOn(document, 'plaintext-remote-url', 'http://');
    await carryOut(titled(await actionsAt(document, finding.range, 'quickfix'), 'Use https'));
    await findings(document.uri, 'plaintext-remote-url', 0);
    assert.match(document.getText(), /url: https:\/\/mcp\.acme\.dev\/mcp # the old address\n/);
  });

  it('counts what stands in the buffer of a manifest', async () => {
    const document = await open(at('deploy/.vscode/mcp.json'));
    await findingOn(document, 'plaintext-remote-url', '"http://');
    await replace(document, 'http://', 'https://');
    await findings(document.uri, 'plaintext-remote-url', 0);
    await replace(document, 'https://', 'http://');
    await findingOn(document, 'plaintext-remote-url', '"http://');
  });
});
