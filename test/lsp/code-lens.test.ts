/** The lens above a handler through which a caller's token leaves. */
import assert from 'node:assert/strict';
import { codeLenses } from '../../server/lsp/hints/code-lens.ts';
import { analyse, plain } from './analyse.ts';

const tools = `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { list } from './builds';
const server = new McpServer({ name: 'builds', version: '1.0.0' });
server.registerTool('list', {}, async (_args, { authInfo }) => {
  const token = authInfo?.token ?? '';
  return { content: await list(token) };
});
`;
const send = (url: string): string => `await fetch('${url}', { headers: { authorization: \`Bearer \${token}\` } });`;
const builds = (...urls: string[]): Record<string, string> => ({
  'agent.ts': tools,
  'builds.ts': `export async function list(token: string): Promise<never[]> {\n${urls.map(send).join('\n')}\nreturn [];\n}\n`,
});
/** Each lens as the line that it stands above, and its title. */
const lenses = (files: Record<string, string>, path = 'agent.ts'): string[] =>
  codeLenses(analyse(files), path).map(({ range, command }) => {
    return `${files[path]?.split('\n')[range.start.line]?.trim()} << ${command?.title}`;
  });
const handler = "server.registerTool('list', {}, async (_args, { authInfo }) => {";

describe('code lens', () => {
  for (const [what, files, expected] of [
    ['one service by its name', builds('https://ci.example'), [`${handler} << caller's token reaches ci.example`]],
    [
      'several services by their number',
      builds('https://ci.example', 'https://crm.example'),
      [`${handler} << caller's token reaches 2 services`],
    ],
    [
      'one host once',
      builds('https://ci.example/a', 'https://ci.example/b'),
      [`${handler} << caller's token reaches ci.example`],
    ],
    ['nothing where no token leaves', builds(), []],
  ] as const) {
    it(`tells ${what}`, () => assert.deepEqual(lenses(files), expected));
  }

  it('tells a host that is not known', () => {
    const files = {
      'agent.ts': `import express from 'express';
express().get('/', (req) => fetch(process.env.CI ?? '', { headers: { authorization: req.headers.authorization ?? '' } }));
`,
    };
    assert.match(lenses(files)[0] ?? '', /^express\(\)\.get.* << caller's token reaches another service$/);
  });

  it('stands in the file where the token enters, and opens the paths', () => {
    const analysis = analyse(builds('https://ci.example', 'https://crm.example'));
    const [lens] = codeLenses(analysis, 'agent.ts');
    assert.deepEqual(codeLenses(analysis, 'builds.ts'), []);
    assert.equal(lens?.command?.command, 'bailiwick.showPaths');
    const ids = analysis.result.findings.map(({ fingerprint }) => fingerprint);
    assert.equal(ids.length, 2);
    assert.deepEqual(lens?.command?.arguments, ['file:///agent/agent.ts', ids]);
  });

  it('is not for clients without the command', () => {
    assert.deepEqual(codeLenses(analyse(builds('https://ci.example'), { client: plain }), 'agent.ts'), []);
  });
});
