/** What real manifests look like: where servers stand, how cards are shaped, and what must be read without a word. */
import assert from 'node:assert/strict';
import { lintFiles } from '../harness/lint-files.ts';
import { manifestsOf, told } from './servers-of.ts';

describe('where servers stand', () => {
  const map = '{ "orders": { "command": "orders", "args": ["--stdio"] } }';
  const orders = [{ name: 'orders', command: 'orders', args: ['--stdio'] }];
  const places: [product: string, file: string, text: string, found?: object[]][] = [
    [
      'VS Code, with what it allows besides',
      '.vscode/mcp.json',
      '{ "servers": { "orders": { "command": "orders", "args": ["--stdio"], "envFile": ".env", "cwd": ".", "dev": { "watch": "*.ts" } } } }',
    ],
    ['Cursor', '.cursor/mcp.json', `{ "mcpServers": ${map} }`],
    ['Kiro', '.kiro/settings/mcp.json', `{ "mcpServers": ${map} }`],
    ['Roo', '.roo/mcp.json', `{ "mcpServers": ${map} }`],
    ['Windsurf', '.codeium/windsurf/mcp_config.json', `{ "mcpServers": ${map} }`],
    ['Amazon Q', '.amazonq/mcp.json', `{ "mcpServers": ${map} }`],
    ['settings of Claude', '.claude/settings.json', `{ "enabledMcpjsonServers": ["x"], "mcpServers": ${map} }`],
    ['a plugin, without a container', 'plugins/orders/mcp.json', map],
    [
      'Codex, by a name in quotes',
      '.codex/config.toml',
      '[mcp_servers."orders@eu"]\ncommand = "orders"\nenv_vars = ["TOKEN"]\nbearer_token_env_var = "X"\n',
      [{ name: 'orders@eu', command: 'orders' }],
    ],
    [
      'Copilot, by JSON inside of front matter',
      '.github/agents/a.agent.md',
      `---\nname: a\nmcp-servers: ${map}\n---\n`,
    ],
    [
      'the standard of agent plugins',
      'mcp.json',
      '{ "$schema": "https://agent-plugins.org/schemas/1.0.0/mcp.schema.json", "mcpServers": { "orders": { "type": "streamable-http", "url": "https://mcp.acme.dev" } } }',
      [{ name: 'orders', url: 'https://mcp.acme.dev' }],
    ],
    ['agents of Kiro', '.kiro/agents/ship.json', `{ "name": "ship", "mcpServers": ${map} }`],
    ['Crush', 'crush.json', `{ "mcp": ${map} }`],
    ['Amp, by a key with a dot', '.amp/settings.json', `{ "amp.mcpServers": ${map} }`],
    [
      'Continue, in its older form',
      '.continue/config.json',
      '{ "experimental": { "modelContextProtocolServers": [{ "transport": { "type": "stdio", "command": "orders", "args": ["--stdio"] } }] } }',
      [{ name: '', command: 'orders', args: ['--stdio'] }],
    ],
    [
      'Goose',
      '.goose/config.yaml',
      'extensions:\n  orders:\n    type: stdio\n    cmd: orders\n    args: [--stdio]\n  todo: { type: builtin, enabled: true }\n',
    ],
    [
      'recipes of Goose',
      'recipes/orders.yaml',
      'title: a\nextensions:\n  - { type: stdio, name: orders, cmd: orders, args: [--stdio] }\n',
    ],
    [
      'OpenHands',
      'config.toml',
      '[mcp]\nstdio_servers = [{ name = "orders", command = "orders", args = ["--stdio"] }]\n',
    ],
    [
      'a bundle of the first version',
      'manifest.json',
      '{ "dxt_version": "0.1", "server": { "mcp_config": { "command": "orders", "args": ["--stdio"] } }, "user_config": { "key": { "type": "string", "sensitive": true } } }',
      [{ name: '', command: 'orders', args: ['--stdio'] }],
    ],
  ];
  for (const [product, file, text, found = orders] of places)
    it(`is known of ${product}`, () =>
      assert.deepEqual(
        manifestsOf({ [file]: text })
          .servers()
          .map(told),
        found,
      ));
});

describe('the description of a server in a registry', () => {
  for (const [how, text] of [
    [
      'as it is written since 2025-09',
      '{ "name": "io.acme/orders", "packages": [{ "registryType": "npm", "identifier": "orders", "version": "1.0.0", "environmentVariables": [{ "name": "TOKEN", "isSecret": true }] }] }',
    ],
    [
      'as it was written before',
      '{ "name": "io.acme/orders", "packages": [{ "registry_type": "npm", "identifier": "orders", "version": "1.0.0", "environment_variables": [{ "name": "TOKEN", "is_secret": true }] }] }',
    ],
    [
      'with remotes',
      '{ "name": "io.acme/orders", "version": "1.0.0", "description": "Orders", "$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json", "remotes": [{ "type": "streamable-http", "url": "https://mcp.acme.dev" }] }',
    ],
  ] as const)
    it(`is known ${how}, and nothing is said of it`, () => {
      assert.equal(manifestsOf({ 'server.json': text }).recognised('server-json').length, 1);
      assert.deepEqual(lintFiles({ 'server.json': text }), []);
    });

  it('is not seen in the data of a server of JSON', () =>
    assert.deepEqual(
      manifestsOf({ 'server.json': '{ "posts": [{ "id": 1, "name": "a" }] }' }).recognised('server-json'),
      [],
    ));
});

describe('a card of an agent', () => {
  const skill = '"skills": [{ "id": "find", "name": "Find", "description": "Finds orders", "tags": [] }]';
  const rest = `"name": "desk", "description": "Orders", "version": "1.0.0", "capabilities": {}, "defaultInputModes": [], "defaultOutputModes": [], ${skill}`;
  const bearer = '{ "type": "http", "scheme": "bearer" }';
  const read = (text: string, file = 'agent-card.json'): unknown =>
    manifestsOf({ [file]: text })
      .cards()
      .map(({ version, urls, schemes, requirements }) => ({
        version,
        urls: urls.map(({ value }) => value),
        schemes: schemes.map(({ kind }) => kind),
        asks: requirements.map((each) => each.schemes.map(({ name }) => name)),
      }));
  const url = 'https://agents.acme.dev/a2a';
  const asked = [['b']];
  const cards: [shape: string, text: string, found: object][] = [
    [
      '0.3',
      `{ "protocolVersion": "0.3.0", "url": "${url}", "preferredTransport": "JSONRPC", ${rest}, "securitySchemes": { "b": ${bearer} }, "security": [{ "b": [] }] }`,
      { version: '0.3', urls: [url], schemes: ['http'], asks: asked },
    ],
    [
      '0.3 with further interfaces',
      `{ "protocolVersion": "0.3.0", "url": "${url}", "additionalInterfaces": [{ "url": "${url}/grpc", "transport": "GRPC" }], ${rest} }`,
      { version: '0.3', urls: [url, `${url}/grpc`], schemes: [], asks: [] },
    ],
    [
      '1.0 as the proto says',
      `{ "supportedInterfaces": [{ "url": "${url}", "protocolBinding": "JSONRPC", "protocolVersion": "1.0" }], ${rest}, "securitySchemes": { "b": { "httpAuthSecurityScheme": { "scheme": "Bearer" } } }, "securityRequirements": [{ "schemes": { "b": { "list": [] } } }] }`,
      { version: '1.0', urls: [url], schemes: ['http'], asks: asked },
    ],
    [
      '1.0 with flat requirements',
      `{ "supportedInterfaces": [{ "url": "${url}", "protocolBinding": "JSONRPC", "protocolVersion": "1.0" }], ${rest}, "securitySchemes": { "b": { "apiKeySecurityScheme": { "location": "header", "name": "X-Key" } } }, "securityRequirements": [{ "b": [] }] }`,
      { version: '1.0', urls: [url], schemes: ['apiKey'], asks: asked },
    ],
    [
      'a mixed one',
      `{ "url": "${url}", "supportedInterfaces": [{ "url": "${url}", "protocolBinding": "JSONRPC", "protocolVersion": "1.0" }], ${rest}, "securitySchemes": { "b": { "mtlsSecurityScheme": {} } }, "security": [{ "b": [] }] }`,
      { version: '1.0', urls: [url, url], schemes: ['mutualTLS'], asks: asked },
    ],
    [
      'every other wrapper',
      `{ "supportedInterfaces": [{ "url": "${url}", "protocolBinding": "JSONRPC", "protocolVersion": "1.0" }], ${rest}, "securitySchemes": { "a": { "oauth2SecurityScheme": { "flows": {} } }, "b": { "openIdConnectSecurityScheme": { "openIdConnectUrl": "https://login.acme.dev" } } } }`,
      { version: '1.0', urls: [url], schemes: ['oauth2', 'openIdConnect'], asks: [] },
    ],
    [
      'one without an address, with a comment',
      `{ "protocolVersion": "0.3.0", "$comment": "made by hand", ${rest} }`,
      { version: '0.3', urls: [], schemes: [], asks: [] },
    ],
  ];
  for (const [shape, text, found] of cards) it(`is read: ${shape}`, () => assert.deepEqual(read(text), [found]));

  it('is read from TypeScript', () =>
    assert.deepEqual(
      read(
        `import type { AgentCard } from '@a2a-js/sdk';\nexport const card: AgentCard = { protocolVersion: '0.3.0', url: '${url}', securitySchemes: undefined, ${rest} };\n`,
        'card.ts',
      ),
      [{ version: '0.3', urls: [url], schemes: [], asks: [] }],
    ));

  const others: [what: string, text: string][] = [
    [
      'a registration of ERC-8004',
      `{ "type": "https://eips.ethereum.org/EIPS/eip-8004#registration-v1", "name": "desk", "description": "Orders", "endpoints": [{ "name": "A2A", "endpoint": "${url}" }] }`,
    ],
    ['a root of its own', `{ "agent": { "name": "desk", "skills": ["orders"], "url": "${url}" } }`],
    ['a profile', '{ "name": "desk", "skills": [{ "name": "TypeScript", "level": 3 }], "url": "https://acme.dev" }'],
  ];
  for (const [what, text] of others)
    it(`is not seen in ${what}`, () => assert.deepEqual([read(text), read(text, '.well-known/agent.json')], [[], []]));

  it('asks nobody for anything only where a skill could do harm', () => {
    const rulesOf = (text: string): string[] =>
      lintFiles({ 'agent-card.json': text }).flatMap(({ rule }) =>
        rule === 'agent-card-security-undeclared' ? [rule] : [],
      );
    const card = `{ "protocolVersion": "0.3.0", "url": "${url}", ${rest} }`;
    assert.deepEqual(rulesOf(card), []);
    assert.equal(rulesOf(card.replace('Finds orders', 'Deletes orders and sends mail')).length, 1);
  });
});

const guid = { owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7' };
const grant = (role: string): string =>
  `resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n  name: guid('a')\n  properties: {\n    roleDefinitionId: ${role}\n    principalId: agent.properties.principalId\n    principalType: 'ServicePrincipal'\n  }\n}\n`;
const inSubscription = (id: string): string =>
  `subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${id}')`;
const existing = (symbol: string, id: string): string =>
  `resource ${symbol} 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {\n  scope: subscription()\n  name: '${id}'\n}\n`;
const bicep = (text: string): Record<string, string> => ({ 'main.bicep': `targetScope = 'subscription'\n${text}` });

describe('roles of Bicep', () => {
  const owners: [how: string, text: string][] = [
    ['by its GUID', grant(inSubscription(guid.owner))],
    [
      'by a variable',
      `var role = '${guid.owner}'\n${grant("subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)")}`,
    ],
    ['by a resource that exists', existing('owner', guid.owner) + grant('owner.id')],
    ['though the symbol says otherwise', existing('reader', guid.owner) + grant('reader.id')],
  ];
  for (const [how, text] of owners)
    it(`are known ${how}`, () =>
      assert.ok(lintFiles(bicep(text)).some(({ rule }) => rule === 'privileged-role-assignment')));

  it('are not believed by the symbol', () =>
    assert.deepEqual(lintFiles(bicep(existing('owner', guid.reader) + grant('owner.id'))), []));
});

describe('permissions of an application', () => {
  const id = '75359482-378d-4052-8f01-80520e7db3cd';
  const asked = (resource: string, permission: string): string =>
    `"requiredResourceAccess": [{ "resourceAppId": "${resource}", "resourceAccess": [{ "id": "${permission}", "type": "Role" }] }]`;
  const files: [how: string, text: string][] = [
    [
      'by GUIDs, in the older form',
      `{ "id": "a", "oauth2Permissions": [], ${asked('00000003-0000-0000-c000-000000000000', id)} }`,
    ],
    [
      'by GUIDs, in the newer form',
      `{ "displayName": "a", "api": { "oauth2PermissionScopes": [] }, ${asked('00000003-0000-0000-c000-000000000000', id)} }`,
    ],
    ['by names', `{ "id": "a", "signInAudience": "AzureADMyOrg", ${asked('Microsoft Graph', 'Files.ReadWrite.All')} }`],
  ];
  for (const [how, text] of files)
    it(`are known ${how}`, () =>
      assert.ok(lintFiles({ 'aad.manifest.json': text }).some(({ rule }) => rule === 'broad-permission-grant')));
});

describe('nothing is said', () => {
  const quiet: [what: string, file: string, text: string][] = [
    ['of an empty object', '.mcp.json', '{}'],
    ['of no servers', '.vscode/mcp.json', '{"servers":{}}'],
    [
      'of comments with quotes of print, commas, tabs and a mark of order',
      '.vscode/mcp.json',
      '\uFEFF{\n\t// “ours”\n\t/* two\n\tlines */\n\t"servers": { "a": { "command": "a", }, },\n}',
    ],
    [
      'of members that are no servers',
      '.mcp.json',
      '{ "mcpServers": { "_comment": "a", "b": null, "c": { "command": "c" } } }',
    ],
    ['of a link that was checked out', '.cursor/mcp.json', '../.mcp.json\n'],
    [
      'of tools as a list',
      '.claude/agents/a.md',
      '---\nname: a\ndescription: b\ntools:\n  - Read\n  # none else\n  - Grep\n---\n',
    ],
    [
      'of tools as JSON on the next line',
      '.claude/agents/a.md',
      '---\r\nname: a\r\ndescription: b\r\ntools:\r\n  ["Read", "Grep"]\r\n---\r\n',
    ],
    ['of tools between commas', '.claude/agents/a.md', '---\nname: a\ndescription: b\ntools: Read, Grep\n---\n'],
    ['of no tools', '.claude/agents/a.md', '---\nname: a\ndescription: b\ntools: []\n---\n'],
    ['of tools that are inherited', '.claude/agents/a.md', '---\nname: a\ndescription: b\n---\n'],
    [
      'of an agent in a folder of modes',
      '.github/chatmodes/a.agent.md',
      "---\ndescription: b\ntools: ['codebase', 'search']\n---\n",
    ],
    [
      'of a template of Helm',
      'chart/templates/a.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ include "a.name" . }}\nspec:\n{{ toYaml .Values.spec | indent 2 }}\n',
    ],
    [
      'of a template of Jinja',
      'deploy/compose.yaml',
      'services:\n{% for name in names %}\n  {{ name }}:\n    image: "acme/{{ name }}:1.0.0"\n{% endfor %}\n',
    ],
    [
      'of a trust policy that is a template',
      'trust.json.tpl',
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "${service}" }, "Action": "sts:AssumeRole" }] }',
    ],
    [
      'of CloudFormation with functions',
      'stack.yaml',
      "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      RoleName: !Sub '${AWS::StackName}-agent'\n      AssumeRolePolicyDocument:\n        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]\n",
    ],
    [
      'of a policy document with dynamic blocks',
      'main.tf',
      'data "aws_iam_policy_document" "a" {\n  statement {\n    actions   = ["s3:GetObject"]\n    resources = [aws_s3_bucket.a.arn]\n  }\n  dynamic "statement" {\n    for_each = var.more\n    content {\n      actions   = statement.value.actions\n      resources = statement.value.resources\n    }\n  }\n}\n',
    ],
    [
      'of a mode that is switched off for all',
      '.claude/settings.json',
      '{ "permissions": { "disableBypassPermissionsMode": "disable", "deny": ["Bash(rm -rf *)"] }, "sandbox": { "autoAllowBashIfSandboxed": false } }',
    ],
    [
      'of a firewall that lets services in',
      'main.bicep',
      "resource store 'Microsoft.Storage/storageAccounts@2023-05-01' = {\n  name: 'a'\n  properties: {\n    networkAcls: {\n      bypass: 'AzureServices'\n      defaultAction: 'Deny'\n    }\n  }\n}\nvar prefix = '10.0.0.0/16'\nvar role = 'Storage Blob Data Owner'\n",
    ],
    ['of servers that are allowed by name', '.gemini/settings.json', '{ "mcp": { "allowed": ["orders"] } }'],
    [
      'of the token of an app under the name of a personal one',
      '.mcp.json',
      '{ "mcpServers": { "a": { "command": "a", "env": { "GITHUB_PERSONAL_ACCESS_TOKEN": "${GITHUB_TOKEN}" } } } }',
    ],
    [
      'of credentials that do not stay',
      '.github/workflows/a.yml',
      'on: push\npermissions: { contents: read }\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: actions/checkout@v5\n        with: { persist-credentials: false }\n',
    ],
    [
      'of names with UNSAFE and SECRETS',
      '.mcp.json',
      '{ "mcpServers": { "a": { "command": "a", "env": { "ALLOW_UNSAFE": "false", "SECRETS_DIR": "/run/secrets" } } } }',
    ],
    [
      'of orders to the own agent',
      '.claude/agents/a.md',
      '---\nname: a\ndescription: You MUST call this first. DO NOT skip it.\ntools: Read\n---\nCALL THIS FIRST. You MUST call `read` first.\n',
    ],
    [
      'of one blank without width, and flags',
      'AGENTS.md',
      'Write \u200B``` as it is. We are in \u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}.\n',
    ],
  ];
  for (const [what, file, text] of quiet)
    it(what, () =>
      assert.deepEqual(
        lintFiles({ [file]: text }).map(({ rule, message }) => `${rule}: ${message}`),
        [],
      ),
    );
});
