/** Lists that spread each other in very many ways: each is looked at a few times, and not once for every way. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { lintFiles } from '../harness/lint-files.ts';

const layers = Array.from({ length: 30 }, (_, at) => at);

/** A list of tools, which begins with lists of which each spreads the one below it twice; nobody knows what the last one holds. */
const server = `import { execSync } from 'node:child_process';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { loaded } from 'desk-tools';

const server = new McpServer({ name: 'desk', version: '1.0.0' });
${layers.map((at) => `const tools${at} = [...tools${at + 1}, ...tools${at + 1}];`).join('\n')}
const tools${layers.length} = loaded();
const tools = [
  ...tools0,
  {
    name: 'log',
    schema: { branch: z.string() },
    handler: async ({ branch }) => ({ content: [{ type: 'text', text: execSync('git log ' + branch).toString() }] }),
  },
];
for (const tool of tools) server.tool(tool.name, tool.schema, tool.handler);
`;

describe('flow: lists that spread each other in very many ways', () => {
  it('finds the tool that stands beside them', function () {
    this.timeout(60_000);
    const findings = lintFiles({ 'server.ts': server });
    assert.ok(findings.some(({ rule }) => rule === 'tool-command-injection'));
  });
});
