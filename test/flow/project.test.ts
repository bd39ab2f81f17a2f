/** What is known of a project: its versions, the revision of the protocol, HTTP or stdio; and what its functions make. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { programOf } from '../harness/program.ts';

const sdk = '@modelcontextprotocol/sdk';
const http = `import { StreamableHTTPServerTransport } from '${sdk}/server/streamableHttp.js';\nnew StreamableHTTPServerTransport({});`;
const stdio = `import { StdioServerTransport } from '${sdk}/server/stdio.js';\nnew StdioServerTransport();`;
const packages = (dependencies: Record<string, string>): string => JSON.stringify({ name: 'desk', dependencies });

describe('project', () => {
  for (const [dependencies, revision] of [
    [{ '@modelcontextprotocol/server': '^2.4.0' }, '2026-07-28'],
    [{ [sdk]: '1.32.2' }, '2025-11-25'],
    [{ [sdk]: '~1.17.0' }, '2025-06-18'],
    [{ [sdk]: '1.4.1' }, '2025-03-26'],
    [{ express: '5.0.0' }, undefined],
  ] as const) {
    it(`speaks ${revision ?? 'no revision'} with ${JSON.stringify(dependencies)}`, () => {
      const program = programOf({ 'server.ts': http, 'package.json': packages(dependencies) });
      assert.equal(program.project('server.ts').revision, revision);
    });
  }

  it('takes the version that the lockfile pins', () => {
    const lock = JSON.stringify({ packages: { [`node_modules/${sdk}`]: { version: '1.20.0' } } });
    const files = { 'server.ts': http, 'package.json': packages({ [sdk]: '^1.10.0' }), 'package-lock.json': lock };
    assert.equal(programOf(files).project('server.ts').version(sdk), '1.20.0');
  });

  it('knows what is older, and says nothing of what nobody knows', () => {
    const project = (dependencies: Record<string, string>) =>
      programOf({ 'server.ts': http, 'package.json': packages(dependencies) }).project('server.ts');
    const { isBefore, isOlder } = project({ [sdk]: '1.17.0' });
    assert.deepEqual([isBefore('2025-11-25'), isBefore('2025-06-18')], [true, false]);
    assert.deepEqual([isOlder(sdk, '1.31.0'), isOlder(sdk, '1.9.4'), isOlder('jose', '6.0.0')], [true, false, false]);
    assert.equal(project({}).isBefore('2026-07-28'), false);
  });

  it('knows how it is reached', () => {
    const { isHttp, isStdio } = programOf({ 'server.ts': http }).project('server.ts');
    assert.deepEqual([isHttp, isStdio], [true, false]);
    const other = programOf({ 'server.ts': stdio }).project('server.ts');
    assert.deepEqual([other.isHttp, other.isStdio], [false, true]);
  });
});

describe('what can be guessed', () => {
  for (const [code, expected] of [
    [`() => 'a'`, 'constant'],
    ['() => `a-${Date.now()}`', 'clock'],
    [`() => Math.floor(Math.random() * 10).toString()`, 'weak-random'],
    [`() => String(count++)`, 'counter'],
    [`() => crypto.randomUUID()`, undefined],
    ['() => `${Date.now()}-${crypto.randomUUID()}`', undefined],
    [`() => nextId()`, undefined],
    [`() => undefined`, undefined],
  ] as const) {
    it(`${code} is ${expected ?? 'not'}`, () => {
      const source = `import { StreamableHTTPServerTransport } from '${sdk}/server/streamableHttp.js';\nlet count = 0;\nnew StreamableHTTPServerTransport({ sessionIdGenerator: ${code} });`;
      const program = programOf({ 'server.ts': source });
      const [fn] = program.calls('mcp-transport').flatMap((call) => call.functionsAt('sessionId'));
      assert.equal(fn && program.guessable(fn), expected);
    });
  }
});
