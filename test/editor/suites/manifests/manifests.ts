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

  /** One file of each reader: what the lightbulb offers, and all that it changes. */
  const fixes: [string, string, string, string, string, string][] = [
    ['.vscode/mcp.json', 'plaintext-remote-url', '"http://', 'Use https', '"http://mcp', '"https://mcp'],
    ['mcp-servers.yaml', 'plaintext-remote-url', 'http://', 'Use https', 'http://mcp', 'https://mcp'],
    ['billing.agent.md', 'plaintext-remote-url', 'http://', 'Use https', 'http://mcp', 'https://mcp'],
    [
      '.codex/config.toml',
      'agent-settings-bypass',
      'sandbox_mode',
      'Set it to `workspace-write`',
      '"danger-full-access"',
      '"workspace-write"',
    ],
    ['.env', 'tls-verification-disabled', 'NODE_TLS', 'Take it out', 'NODE_TLS_REJECT_UNAUTHORIZED=0\n', ''],
    ['Dockerfile', 'tls-verification-disabled', 'NODE_TLS', 'Take it out', 'ENV NODE_TLS_REJECT_UNAUTHORIZED=0\n', ''],
    ['compose.yaml', 'container-escape-risk', 'privileged', 'Take it out', '    privileged: true\n', ''],
    [
      '.github/workflows/claude.yml',
      'workflow-agent-excess-permissions',
      'permissions',
      'Begin with reading alone',
      'permissions: write-all',
      'permissions: { contents: read }',
    ],
    [
      'main.tf',
      'broad-permission-grant',
      '19dbc75e',
      'Grant `User.Read.All`',
      '19dbc75e-c2e2-444c-a770-ec69d8559fc7',
      'df021288-bdef-4463-88db-98f22de89214',
    ],
    ['main.bicep', 'fic-malformed', "'https://login", 'Add /v2.0', "tenantId}'", "tenantId}/v2.0'"],
    [
      'agent.py',
      'broad-scope',
      'https://www.googleapis.com/auth/calendar',
      'Ask for `https://www.googleapis.com/auth/calendar.freebusy`',
      'auth/calendar"',
      'auth/calendar.freebusy"',
    ],
    ['requirements.txt', 'vulnerable-sdk-version', 'mcp==', 'Ask for', 'mcp==1.9.3', 'mcp==1.30.0'],
  ];
  for (const [path, rule, text, title, before, after] of fixes) {
    it(`fixes ${path}, and changes nothing else`, async () => {
      const document = await open(at(`deploy/${path}`));
      const whole = document.getText();
      assert.equal(whole.split(before).length, 2, `${path} holds ${before} once`);
      const finding = await findingOn(document, rule, text);
      await carryOut(titled(await actionsAt(document, finding.range, 'quickfix'), title));
      assert.equal(
        document.getText(),
        whole.replace(before, () => after),
      );
      await findings(document.uri, rule, 0);
    });
  }

  it('counts what stands in the buffer of a manifest', async () => {
    const document = await open(at('deploy/.vscode/mcp.json'));
    await findingOn(document, 'plaintext-remote-url', '"http://');
    await replace(document, 'http://', 'https://');
    await findings(document.uri, 'plaintext-remote-url', 0);
    await replace(document, 'https://', 'http://');
    await findingOn(document, 'plaintext-remote-url', '"http://');
  });
});
