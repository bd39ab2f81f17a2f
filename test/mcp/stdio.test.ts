/** `bailiwick mcp` as a process: the bundle, over its standard input and output. */
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { cli, run } from '../command/run.ts';
import { inTree, makeTree, removeTree } from '../input/tree.ts';
import { agent, call, complaint, found, lint } from './agent.ts';

const all = ['broad-scope src/login.ts', 'token-passthrough src/tools.ts', 'jwt-audience-claim-optional src/verify.ts'];
const initialize = {
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
};

async function withProcess(
  args: string[],
  options: ConstructorParameters<typeof Client>[1],
  use: (client: Client) => Promise<void>,
): Promise<void> {
  const client = new Client({ name: 'test', version: '1' }, options);
  const transport = new StdioClientTransport({ command: process.execPath, args: [cli, 'mcp', ...args] });
  await client.connect(transport);
  try {
    await use(client);
  } finally {
    await client.close();
  }
}

interface Started {
  child: ChildProcessWithoutNullStreams;
  /** Everything that it wrote to its output, once there are so many lines. */
  lines(count: number): Promise<string[]>;
  ended: Promise<{ code: number | null; err: string }>;
}

/** The server with the requests written to it, its input still open. */
function start(cwd: string, ...messages: (string | object)[]): Started {
  const child = spawn(process.execPath, [cli, 'mcp'], { cwd });
  messages.forEach((message, id) =>
    child.stdin.write(
      `${typeof message === 'string' ? message : JSON.stringify({ jsonrpc: '2.0', id, ...message })}\n`,
    ),
  );
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  const ended = Promise.all([once(child, 'close'), text(child.stderr)]).then(([[code], err]) => ({
    code: code as number | null,
    err,
  }));
  return {
    child,
    ended,
    async lines(count) {
      while (out.split('\n').length <= count && child.exitCode === null) await once(child.stdout, 'data');
      return out.split('\n').slice(0, -1);
    },
  };
}

describe('bailiwick mcp', () => {
  let root = '';
  before(() => (root = makeTree(agent)));
  after(() => removeTree(root));

  for (const [what, options, version] of [
    ['a client of 2025', {}, '2025-11-25'],
    ['a client of 2026', { versionNegotiation: { mode: { pin: '2026-07-28' } } }, '2026-07-28'],
  ] as const) {
    it(`serves ${what}`, () =>
      withProcess([root], options, async (client) => {
        assert.equal(client.getNegotiatedProtocolVersion(), version);
        const { tools } = await client.listTools();
        assert.deepEqual(
          tools.map(({ name }) => name),
          ['lint_file', 'lint_workspace', 'explain_rule', 'fix'],
        );
        assert.deepEqual(found(await lint(client, 'lint_workspace')), all);
        assert.deepEqual(found(await lint(client, 'lint_file', { path: 'src/login.ts' })), all.slice(0, 1));
        assert.match((await call(client, 'explain_rule', { rule: 'broad-scope' })).text, /^# Scope wider than/);
        assert.match((await call(client, 'fix')).text, /^Preview, nothing was written: 1 fix/);
        assert.match(await complaint(client, 'lint_file', { path: '/etc/passwd' }), /lies outside/);
      }));
  }

  it('answers calls that come at once, each its own, and unsaved content leaks into no other', () =>
    withProcess([root], {}, async (client) => {
      const answers = await Promise.all(
        ['', 'export {};\n', ''].flatMap((content) => [
          lint(client, 'lint_file', { path: 'src/login.ts', ...(content ? { content } : {}) }),
          lint(client, 'lint_workspace', { rules: ['broad-scope'] }),
        ]),
      );
      assert.deepEqual(
        answers.map((answer) => found(answer).length),
        [1, 1, 0, 1, 1, 1],
      );
    }));

  it('writes nothing but messages to its output and nothing to its errors, and ends with 0 when its input does', async () => {
    const { child, lines, ended } = start(
      root,
      initialize,
      'this is no JSON',
      { method: 'tools/call', params: { name: 'lint_workspace', arguments: {} } },
      { method: 'tools/call', params: { name: 'lint_file', arguments: { path: 'src/tools.ts' } } },
    );
    // Calls in flight are not answered once the input ends, so it stays open until the last answer is there.
    await lines(3);
    child.stdin.end();
    assert.deepEqual(await ended, { code: 0, err: '' });
    const messages = (await lines(3)).map((line) => JSON.parse(line) as { jsonrpc: string; id: number });
    assert.deepEqual(
      messages.map(({ jsonrpc, id }) => [jsonrpc, id]),
      [
        ['2.0', 0],
        ['2.0', 2],
        ['2.0', 3],
      ],
    );
  });

  it('ends when its input ends before anything was asked', async () => {
    const { child, lines, ended } = start(root);
    child.stdin.end();
    assert.deepEqual(await ended, { code: 0, err: '' });
    assert.deepEqual(await lines(0), []);
  });

  it('ends when the client is gone in the middle of a call', async () => {
    const request = { method: 'tools/call', params: { name: 'lint_workspace', arguments: {} } };
    const { child, ended } = start(root, initialize, request);
    child.stdin.end();
    child.stdout.destroy();
    assert.equal((await ended).code, 0);
  });

  it('takes --config for the configuration', async () => {
    const elsewhere = makeTree({ 'own.yaml': 'rules:\n  broad-scope: off\n' });
    try {
      await withProcess([root, '--config', join(elsewhere, 'own.yaml')], {}, async (client) => {
        assert.deepEqual(found(await lint(client, 'lint_workspace')), all.slice(1));
      });
      await withProcess([root, '--config', join(elsewhere, 'missing.yaml')], {}, async (client) => {
        assert.match(
          await complaint(client, 'lint_workspace', {}),
          /missing\.yaml: cannot read the file: it is not there/,
        );
      });
    } finally {
      removeTree(elsewhere);
    }
  });

  it('does not start over what is no directory', () =>
    inTree({ 'a.ts': '' }, (cwd) => {
      for (const wrong of ['a.ts', 'missing']) {
        const { code, stdout, stderr } = run({ cwd }, 'mcp', '.', wrong);
        assert.deepEqual([code, stdout], [2, '']);
        assert.match(stderr, new RegExp(`^bailiwick: .*${wrong}: there is no such directory\n$`));
      }
    }));
});
