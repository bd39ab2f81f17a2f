/** The answer for the files that are open in a large workspace, before anybody has looked at the whole of it. */
import assert from 'node:assert/strict';
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import type { Finding } from '../../server/finding.ts';
import { createLiveSession, type LiveSession } from '../../server/live/live-session.ts';
import type { Model } from '../../server/models/model.ts';
import { inTree } from '../input/tree.ts';

const options = { rules };
const forward = `export const forward = (token?: string) =>
  fetch('https://api.tracker.example', { headers: { authorization: token ?? '' } });
`;
const route = (from: string): string => `import express from 'express';
import { forward } from '${from}';
express().get('/', (req) => forward(req.headers.authorization));
`;
const tool = `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
const server = new McpServer({ name: 'tracker', version: '1.0.0' });
server.registerTool('issues', { description: 'Lists issues' }, async (extra) =>
  fetch('https://api.tracker.example', { headers: { authorization: extra.authInfo.token } }));
`;
const reader = `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { load } from './page.js';
const server = new McpServer({ name: 'reader', version: '1.0.0' });
server.registerTool('read', { description: 'Reads a page', inputSchema: { host: z.string() } }, async ({ host }) => load(host));
`;
const page = `import express from 'express';
export const app = express();
export const load = (host: string) => fetch(\`https://\${host}/page\`);
`;
const agents = {
  'package.json': '{ "name": "tracker" }\n',
  'api/route.ts': route('./forward.js'),
  'api/forward.ts': forward,
  'web/route.ts': route('./forward.js'),
  'web/forward.ts': forward,
  'notes.ts': 'export const notes = [];\n',
};
/** So much that a part is asked first. */
const rest = Object.fromEntries(
  Array.from({ length: 11 }, (_, at) => [`lib/part${at}.ts`, `export const part = 1;\n`.repeat(4500)]),
);

function inWorkspace(texts: Record<string, string>, use: (live: LiveSession) => void): void {
  inTree(texts, (root) => {
    const loaded = { config: {}, models: [], failures: [], warnings: [], unused: [] };
    // The generated file was validated when it was written; its literals are wider than the model's types.
    use(createLiveSession({ paths: [root], loaded, models: models as unknown as Model[], cwd: root }));
  });
}

const files = (findings: readonly Finding[] = []): string[] => findings.map(({ at }) => at.file);

describe('the answer for what is open', () => {
  it('tells of the open files what the whole tells, and reads no others than those around them', () => {
    inWorkspace({ ...agents, ...rest }, (live) => {
      live.open('api/route.ts', agents['api/route.ts']);
      const first = live.first(options);
      // With the package file.
      assert.equal(first?.summary.parsedFiles, 3);
      const { at } = first.findings[0] ?? assert.fail();
      assert.deepEqual(live.session().lines(at.file).at(at.start), { line: 3, column: 37 });
      const whole = live.lint(options);
      assert.deepEqual(files(whole.findings), ['api/route.ts', 'web/route.ts']);
      assert.deepEqual(
        first.findings,
        whole.findings.filter((finding) => finding.at.file === 'api/route.ts'),
      );
    });
  });

  it('is of the buffers, and of each of them', () => {
    inWorkspace({ ...agents, ...rest }, (live) => {
      live.open('web/route.ts', agents['web/route.ts'].replace('req.headers.authorization', "'none'"));
      live.open('api/route.ts', agents['api/route.ts']);
      assert.deepEqual(files(live.first(options)?.findings), ['api/route.ts']);
      live.open('web/route.ts', agents['web/route.ts']);
      assert.deepEqual(files(live.first(options)?.findings), ['api/route.ts', 'web/route.ts']);
    });
  });

  it('finds who calls an open file', () => {
    inWorkspace({ ...agents, ...rest, 'reader.ts': reader, 'page.ts': page }, (live) => {
      live.open('page.ts', page);
      const first = live.first(options)?.findings;
      assert.deepEqual(files(first), ['page.ts']);
      assert.deepEqual(
        first,
        live.lint(options).findings.filter(({ at }) => at.file === 'page.ts'),
      );
    });
  });

  const silences: Record<string, [texts: Record<string, string>, open: string | undefined]> = {
    'nothing is open': [{ ...agents, ...rest }, undefined],
    'what is open tells nothing': [{ ...agents, ...rest }, 'notes.ts'],
    'the whole is small': [agents, 'api/route.ts'],
  };
  for (const [why, [texts, open]] of Object.entries(silences))
    it(`is none where ${why}`, () => {
      inWorkspace(texts, (live) => {
        if (open !== undefined) live.open(open, texts[open] ?? '');
        assert.equal(live.first(options), undefined);
      });
    });

  it('leaves to the whole what a verifier elsewhere would refute', () => {
    inWorkspace({ ...agents, ...rest, 'tool.ts': tool }, (live) => {
      live.open('tool.ts', tool);
      assert.deepEqual(files(live.first(options)?.findings), []);
      assert.ok(files(live.lint(options).findings).includes('tool.ts'));
    });
  });

  it('leaves to the whole which comments suppress nothing', () => {
    const text = `// bailiwick-ignore-next-line token-passthrough -- ours\n${route('./forward.js')}`;
    inWorkspace({ ...agents, ...rest, 'api/route.ts': text }, (live) => {
      live.open('api/route.ts', text);
      assert.deepEqual(live.first(options)?.problems, []);
      assert.equal(live.lint(options).problems.length, 1);
    });
  });
});
