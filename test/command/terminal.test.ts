/** Colours, progress and a reader that goes away. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import process from 'node:process';
import { inTree } from '../input/tree.ts';
import { agent, cli, type Run, run, runIn } from './run.ts';

const escape = '\u001b[';
// A pipe that says it is a terminal; ora moves the cursor through the methods of one.
const terminal = (name: string): string =>
  `Object.assign(process.${name}, { isTTY: true, cursorTo: () => true, clearLine: () => true, moveCursor: () => true });`;

function onTerminal(args: string[], env: Record<string, string> = {}, streams = ['stdout']): Run {
  let result: Run | undefined;
  inTree(agent, (cwd) => {
    result = run({ cwd, env: { TERM: 'xterm', ...env }, first: streams.map(terminal).join('') }, ...args);
  });
  assert.ok(result);
  return result;
}

function plain({ stdout }: Run): string {
  // oxlint-disable-next-line no-control-regex -- colours are what is taken out
  return stdout.replaceAll(/\u001b\[\d+m/g, '');
}

describe('colours', () => {
  it('are shown on a terminal', () => assert.ok(onTerminal(['check']).stdout.includes(escape)));

  it('change nothing but colours', () => {
    assert.equal(plain(onTerminal(['check'])), runIn(agent, 'check').stdout);
  });

  it('are not written into a pipe', () => assert.ok(!runIn(agent, 'check').stdout.includes(escape)));

  it('are left out by --no-color', () => {
    assert.equal(onTerminal(['check', '--no-color']).stdout, runIn(agent, 'check').stdout);
  });

  it('are left out when NO_COLOR is set', () => {
    assert.equal(onTerminal(['check'], { NO_COLOR: '1' }).stdout, runIn(agent, 'check').stdout);
  });

  it('are shown when NO_COLOR is empty, as no-color.org says', () => {
    assert.ok(onTerminal(['check'], { NO_COLOR: '' }).stdout.includes(escape));
  });

  for (const format of ['json', 'markdown']) {
    it(`are never part of ${format}`, () => {
      assert.ok(!onTerminal(['check', '--format', format]).stdout.includes(escape));
    });
  }
});

describe('progress', () => {
  const both = ['stdout', 'stderr'];

  it('goes to standard error, so that a report stays whole', () => {
    const { stdout, stderr } = onTerminal(['check', '--format', 'json'], {}, both);
    assert.equal(stdout, runIn(agent, 'check', '--format', 'json').stdout);
    assert.doesNotMatch(stderr, /bailiwick:/);
  });

  for (const [where, args, env, streams] of [
    ['in a pipe', ['check'], {}, ['stdout']],
    ['with --quiet', ['check', '--quiet'], {}, both],
    ['in CI', ['check'], { CI: 'true' }, both],
  ] as const) {
    it(`is not shown ${where}`, () => assert.equal(onTerminal([...args], env, [...streams]).stderr, ''));
  }
});

describe('a reader that goes away', () => {
  it('is no error', async () => {
    const child = spawn(process.execPath, [cli, 'rules', '--format', 'json'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const code = await new Promise((resolve) => child.on('close', resolve));
    assert.deepEqual([code, stderr], [0, '']);
  });
});
