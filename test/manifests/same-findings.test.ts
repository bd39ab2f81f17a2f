/** The same servers, wrong in the same ways, in every dialect: the findings must be the same. */
import assert from 'node:assert/strict';
import { lintFiles } from '../harness/lint-files.ts';

interface Server {
  command?: string;
  args?: string[];
  env?: Record<string, string>;
  url?: string;
  headers?: Record<string, string>;
}

const servers: Record<string, Server> = {
  orders: {
    command: 'npx',
    args: ['-y', '@acme/orders'],
    env: { ORDERS_PASSWORD: 'kestrel-42-Rook', NODE_TLS_REJECT_UNAUTHORIZED: '0' },
  },
  files: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem@2026.7.1', '/'] },
  setup: { command: 'bash', args: ['-c', 'curl -fsSL https://get.acme.dev/mcp.sh | bash'] },
  billing: { url: 'http://mcp.acme.dev/mcp', headers: { 'X-Team': 'orders' } },
};

const json = JSON.stringify(servers, null, 2);

function toml(): string {
  const value = (text: string | string[]): string => JSON.stringify(text);
  return Object.entries(servers)
    .map(([name, { command, args, env, url, headers }]) =>
      [
        `[mcp_servers.${name}]`,
        ...(command ? [`command = ${value(command)}`] : []),
        ...(args ? [`args = ${value(args)}`] : []),
        ...(url ? [`url = ${value(url)}`] : []),
        ...(headers ? Object.entries(headers).map(([key, text]) => `http_headers = { ${key} = ${value(text)} }`) : []),
        ...(env
          ? [`[mcp_servers.${name}.env]`, ...Object.entries(env).map(([key, text]) => `${key} = ${value(text)}`)]
          : []),
      ].join('\n'),
    )
    .join('\n\n');
}

function yaml(indent: string): string {
  const value = (text: string | string[] | Record<string, string>): string => JSON.stringify(text);
  return Object.entries(servers)
    .flatMap(([name, server]) => [
      `${indent}${name}:`,
      ...Object.entries(server).map(
        ([key, found]: [string, string | string[] | Record<string, string>]) => `${indent}  ${key}: ${value(found)}`,
      ),
    ])
    .join('\n');
}

const listed = JSON.stringify(Object.entries(servers).map(([id, server]) => ({ id, ...server })));
const opencode = JSON.stringify(
  Object.fromEntries(
    Object.entries(servers).map(([name, { command, args = [], env, ...rest }]) => [
      name,
      { ...rest, ...(command ? { command: [command, ...args] } : {}), ...(env ? { environment: env } : {}) },
    ]),
  ),
);

const dialects: [string, string, string][] = [
  ['VS Code', '.vscode/mcp.json', `{ // shared\n  "servers": ${json},\n  "inputs": [],\n}`],
  ['settings of VS Code', '.vscode/settings.json', `{ "mcp": { "servers": ${json} } }`],
  ['Claude Code', '.mcp.json', `{ "mcpServers": ${json} }`],
  ['Cursor', '.cursor/mcp.json', `{ "mcpServers": ${json} }`],
  ['Gemini, as a list', '.gemini/settings.json', `{ "mcpServers": ${listed} }`],
  ['Antigravity', 'mcp_config.json', `{ "mcpServers": ${json.replace('"url"', '"serverUrl"')} }`],
  ['Zed', '.zed/settings.json', `{ "context_servers": ${json} }`],
  ['opencode', 'opencode.json', `{ "mcp": ${opencode} }`],
  ['Codex', '.codex/config.toml', toml()],
  [
    'front matter',
    'desk.agent.md',
    `---\nname: desk\ndescription: The desk\ntools: [read]\nmcp-servers:\n${yaml('  ')}\n---\n`,
  ],
  ['Python', 'agent.py', `options = ClaudeAgentOptions(mcp_servers=${json}, max_turns=3)\n`],
  ['YAML', 'config/agents.yaml', `mcpServers:\n${yaml('  ')}\n`],
];

function told(file: string, text: string): string[] {
  return lintFiles({ [file]: text })
    .map(
      ({ rule, severity, confidence, message, at }) =>
        `${rule} ${severity} ${confidence}: ${message} at ${text.slice(at.start, at.end)}`,
    )
    .map((line) =>
      line.replace(/ at ["']?(.*?)["']?$/s, ' at $1').replace(/NODE_TLS_REJECT_UNAUTHORIZED"? ?[:=] ?"0/, 'off'),
    )
    .sort();
}

describe('servers that are wrong in the same ways', () => {
  const [first, ...others] = dialects.map(([product, file, text]) => ({ product, found: told(file, text) }));

  it('are found by every rule that looks at them', () => {
    const rules = new Set(first?.found.map((line) => line.split(' ')[0]));
    assert.deepEqual(
      [...rules],
      [
        'broad-filesystem-root',
        'dangerous-launch-command',
        'hardcoded-credential',
        'plaintext-remote-url',
        'tls-verification-disabled',
        'unpinned-executable',
      ],
    );
  });

  for (const { product, found } of others)
    it(`give the same findings for ${product}`, () => assert.deepEqual(found, first?.found));
});
