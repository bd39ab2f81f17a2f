/** What a model may call, in the words of each SDK and of projects themselves. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Tool } from '../../server/context.ts';
import { programOf } from '../harness/program.ts';

const mcp = `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\nimport { z } from 'zod';\nconst server = new McpServer({ name: 'ci', version: '1.0.0' });\n`;
const low = `import { Server } from '@modelcontextprotocol/sdk/server/index.js';\nimport { ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';\nconst server = new Server({ name: 'ci', version: '1.0.0' }, {});\n`;

/** `delete(id) destructive: Deletes a build.`, with a star where a function of the project does the work. */
function render(tool: Tool): string {
  const fields = tool.fields()?.map(({ name }) => name);
  const hint = tool.hint('destructiveHint').texts?.join() === 'true' ? ' destructive' : '';
  const text = tool.option('description').texts?.join(' ');
  return `${tool.name ?? '?'}(${fields?.join(', ') ?? '?'})${tool.handlers.length > 0 ? '*' : ''}${hint}${text ? `: ${text}` : ''}`;
}

function doTest(title: string, files: string | Record<string, string>, ...expected: string[]): void {
  it(title, () => {
    const tools = programOf(typeof files === 'string' ? { 'server.ts': files } : files).tools();
    assert.deepEqual(tools.map(render), expected);
  });
}

describe('tools', () => {
  doTest(
    'a registered tool',
    `${mcp}server.registerTool('delete', { description: 'Deletes a build.', inputSchema: { id: z.string() }, annotations: { destructiveHint: true } }, async ({ id }) => 1);`,
    'delete(id)* destructive: Deletes a build.',
  );
  doTest(
    'each shape of the older call',
    `${mcp}server.tool('a', async () => 1);\nserver.tool('b', 'Lists.', async () => 1);\nserver.tool('c', { id: z.string() }, async () => 1);\nserver.tool('d', 'Deletes.', { id: z.string() }, { destructiveHint: true }, async () => 1);`,
    'a(?)*',
    'b(?)*: Lists.',
    'c(id)*',
    'd(id)* destructive: Deletes.',
  );
  doTest(
    'what the library does not look at, behind the handler',
    `${mcp}const run = async () => 1;\nserver.tool('a', { id: z.string() }, async () => 1, { title: 'A' });\nserver.tool('b', { name: z.string() }, run, {});`,
    'a(id)*',
    'b(name)*',
  );
  doTest(
    'a list that the project hands out itself',
    `${low}server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [{ name: 'list', description: 'Lists.', inputSchema: { type: 'object', properties: { page: { type: 'number' } } } }] }));`,
    'list(page): Lists.',
  );
  doTest(
    'a registry that is gone through',
    {
      'server.ts': `${mcp}import { tools } from './tools';\nfor (const t of tools) server.registerTool(t.name, { description: t.description, inputSchema: t.inputSchema }, t.handler);`,
      'tools.ts': `import { z } from 'zod';\nexport const tools = [\n  { name: 'list', description: 'Lists.', inputSchema: {}, handler: async () => 1 },\n  { name: 'delete', description: 'Deletes.', inputSchema: { id: z.string() }, handler: async () => 1 },\n];`,
    },
    'list()*: Lists.',
    'delete(id)*: Deletes.',
  );
  doTest(
    'a tool that is named by where it stands',
    `import { tool } from 'ai';\nimport { z } from 'zod';\nexport const tools = { readLog: tool({ description: 'Reads.', inputSchema: z.object({ day: z.string() }), execute: async () => 1 }) };`,
    'readLog(day)*: Reads.',
  );
  doTest(
    'schemas that are made of others',
    `${mcp}const Base = z.object({ id: z.string() });\nserver.registerTool('a', { inputSchema: Base.extend({ page: z.number() }).shape }, async () => 1);\nserver.registerTool('b', { inputSchema: { ...Base.shape, size: z.number() } }, async () => 1);`,
    'a(id, page)*',
    'b(id, size)*',
  );
});
