import assert from 'node:assert/strict';
import { manifestsOf, told } from './servers-of.ts';

const local = '"command": "npx", "args": ["-y", "@acme/orders"], "env": { "REGION": "eu" }';
const remote = '"url": "https://mcp.acme.dev", "headers": { "X-Team": "orders" }';
const both = [
  { name: 'orders', command: 'npx', args: ['-y', '@acme/orders'], env: ['REGION'], package: 'npm:@acme/orders@' },
  { name: 'billing', headers: ['X-Team'], url: 'https://mcp.acme.dev' },
];
const map = `{ "orders": { ${local} }, "billing": { ${remote} } }`;
const yamlMap = (indent: string): string =>
  [
    'orders:',
    '  command: npx',
    "  args: ['-y', '@acme/orders']",
    '  env: { "REGION": "eu" }',
    'billing:',
    '  url: https://mcp.acme.dev',
    '  headers:',
    '    X-Team: orders',
  ]
    .map((line) => indent + line)
    .join('\n');

/** The same two servers, in every dialect. */
const dialects: [string, string, string][] = [
  ['VS Code', '.vscode/mcp.json', `{ // two\n  "servers": ${map}, "inputs": [], }`],
  ['user settings of VS Code', '.vscode/settings.json', `{ "editor.tabSize": 2, "mcp": { "servers": ${map} } }`],
  ['the dotted key', 'shop.code-workspace', `{ "settings": { "mcp.servers": ${map} } }`],
  [
    'a dev container',
    '.devcontainer/devcontainer.json',
    `{ "customizations": { "vscode": { "mcp": { "servers": ${map} } } } }`,
  ],
  ['Claude Code', '.mcp.json', `{ "mcpServers": ${map} }`],
  ['Claude Desktop', 'claude_desktop_config.json', `\uFEFF{ "mcpServers": ${map} }`.replace('\uFEFF', '')],
  ['a plugin without container', 'plugins/orders/.mcp.json', `{ "_comment": "our servers", ${map.slice(1)}`],
  ['Gemini', '.gemini/settings.json', `{ "mcpServers": ${map.replace('"url"', '"httpUrl"')} }`],
  [
    'a list with ids',
    'gemini-extension.json',
    `{ "mcpServers": [{ "id": "orders", ${local} }, { "id": "billing", ${remote} }] }`,
  ],
  ['Antigravity', 'mcp_config.json', `{ "mcpServers": ${map.replace('"url"', '"serverUrl"')} }`],
  ['Zed', '.zed/settings.json', `{ "context_servers": ${map} }`],
  [
    'opencode',
    'opencode.json',
    `{ "mcp": ${map.replace('"npx", "args": ["-y", ', '["npx", "-y", ').replace('"env"', '"environment"')} }`,
  ],
  [
    'a list of named servers',
    'config/mcp.json',
    `{ "servers": [{ "name": "orders", ${local} }, { "name": "billing", ${remote} }] }`,
  ],
  [
    'Codex',
    '.codex/config.toml',
    `[mcp_servers.orders]\ncommand = "npx"\nargs = ["-y", "@acme/orders"]\n[mcp_servers.orders.env]\nREGION = "eu"\n[mcp_servers."billing"]\nurl = "https://mcp.acme.dev"\nhttp_headers = { X-Team = "orders" }\n`,
  ],
  ['front matter', 'orders.agent.md', `---\nname: orders\nmcp-servers:\n${yamlMap('  ')}\n---\n`],
  ['YAML', 'config/agents.yaml', `mcpServers:\n${yamlMap('  ')}\n`],
  [
    'a list in YAML',
    'config/agents.yml',
    `mcpServers:\n- name: orders\n  command: npx\n  args: ['-y', '@acme/orders']\n  env:\n  - { name: REGION, value: eu }\n- name: billing\n  url: https://mcp.acme.dev\n  headers: ['X-Team=orders']\n`,
  ],
  [
    'settings in a workflow',
    '.github/workflows/agent.yml',
    `on: push\njobs:\n  a:\n    steps:\n      - uses: x/y@v1\n        with:\n          settings: |-\n            { "mcpServers": ${map},\n              "token": "\${{ secrets.X }}" }\n`,
  ],
  [
    'a heredoc in a workflow',
    '.github/workflows/agent.yml',
    `on: push\njobs:\n  a:\n    steps:\n      - run: |\n          cat > mcp.json << 'EOF'\n          { "mcpServers": ${map} }\n          EOF\n`,
  ],
  [
    'an argument in a workflow',
    '.github/workflows/agent.yml',
    `on: push\njobs:\n  a:\n    steps:\n      - uses: x/y@v1\n        with:\n          claude_args: |\n            --mcp-config '{ "mcpServers": ${map} }' --verbose\n`,
  ],
];

describe('MCP servers', () => {
  for (const [product, file, text] of dialects)
    it(`are the same for ${product}`, () => {
      const servers = manifestsOf({ [file]: text }).servers();
      assert.deepEqual(servers.map(told), both);
      // The place of a value is a place of the file, wherever the text was found.
      const [orders] = servers;
      const at = orders?.launch?.package?.at;
      assert.equal(at && text.slice(at.start, at.end), '@acme/orders');
    });

  for (const [what, file, text] of [
    [
      'servers of an API description',
      'openapi.json',
      '{ "openapi": "3.1.0", "paths": {}, "servers": [{ "url": "https://api.acme.dev" }] }',
    ],
    ['settings that allow servers', '.gemini/settings.json', '{ "mcp": { "allowed": ["orders"] } }'],
    ['a compose file', 'compose.yaml', 'services:\n  mcp:\n    image: acme/mcp\n    command: ["--transport=sse"]\n'],
    ['no servers', '.mcp.json', '{ "mcpServers": {} }'],
    ['a comment among nothing', '.mcp.json', '{ "mcpServers": { "_comment": "none yet" } }'],
    ['tasks', '.vscode/tasks.json', '{ "tasks": [{ "label": "build", "command": "npm", "args": ["ci"] }] }'],
    ['json-server data', 'server.json', '{ "servers": [{ "id": 1, "title": "one" }] }'],
  ] as const)
    it(`are not found in ${what}`, () => assert.deepEqual(manifestsOf({ [file]: text }).servers(), []));

  it('tell which tools run without asking, and what is switched off', () => {
    const text =
      '{ "mcpServers": { "orders": { "command": "orders", "trust": true, "alwaysAllow": ["list"], "disabled": true } } }';
    const [server] = manifestsOf({ '.roo/mcp.json': text }).servers();
    assert.deepEqual(server?.approvals.map(({ key }) => key).sort(), ['alwaysAllow', 'trust']);
    assert.equal(server?.isDisabled, true);
  });

  it('are found in bundles, plugins and the tooling of Agent 365', () => {
    const files = {
      'manifest.json':
        '{ "manifest_version": "0.3", "server": { "type": "node", "mcp_config": { "command": "node", "args": ["${__dirname}/x.js"] } } }',
      'appPackage/ai-plugin.json':
        '{ "schema_version": "v2.4", "runtimes": [{ "type": "RemoteMCPServer", "spec": { "url": "https://mcp.acme.dev" } }] }',
      'ToolingManifest.json': '{\n\t"mcpServers": [{ "mcpServerName": "mcp_MailTools", "url": "mcp_MailTools" }]\n}',
    };
    assert.deepEqual(manifestsOf(files).servers().map(told), [
      { name: 'mcp_MailTools', url: 'mcp_MailTools' },
      { name: '', url: 'https://mcp.acme.dev' },
      { name: '', command: 'node', args: ['${__dirname}/x.js'] },
    ]);
  });
});
