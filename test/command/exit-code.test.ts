/** What the exit code of `check` means: 0 clean, 1 findings, 2 could not run or something failed. */
import assert from 'node:assert/strict';
import { agent, found, runIn } from './run.ts';

const { 'src/login.ts': login = '', 'src/verify.ts': verify = '' } = agent;

describe('exit code', () => {
  it('is 0 when nothing is found', () => {
    const { code, stdout, stderr } = runIn({ 'a.ts': 'export const answer = 42;\n' }, 'check');
    assert.match(stdout, /^nothing found in 1 file/);
    assert.deepEqual([code, stderr], [0, '']);
  });

  it('is 1 when errors are found', () => assert.equal(runIn({ 'verify.ts': verify }, 'check').code, 1));

  it('is 1 when warnings are found', () => assert.equal(runIn({ 'login.ts': login }, 'check').code, 1));

  it('is 0 when there is nothing worse than an info', () => {
    const files = { 'login.ts': login, '.bailiwick.yaml': 'rules:\n  broad-scope: info\n' };
    const { code, stdout } = runIn(files, 'check');
    assert.match(stdout, /^info\[broad-scope\]/);
    assert.equal(code, 0);
  });

  it('is 2 when a path cannot be read, and the others are reported all the same', () => {
    const { code, stdout } = runIn({ 'verify.ts': verify, 'notes.txt': 'x\n' }, 'check', 'verify.ts', 'notes.txt');
    assert.equal(code, 2);
    assert.match(stdout, /error\[missing-audience-check\]/);
    assert.match(stdout, /failed: notes\.txt: not TypeScript or JavaScript/);
    assert.match(stdout, /1 failed; the result is incomplete/);
  });

  it('is 2 when something failed, and other forms than text say on standard error what', () => {
    const files = { 'verify.ts': verify, 'notes.txt': 'x\n' };
    const json = runIn(files, 'check', 'verify.ts', 'notes.txt', '--format', 'json');
    assert.equal(json.code, 2);
    assert.deepEqual(found(json), ['missing-audience-check verify.ts']);
    assert.match(json.stderr, /^bailiwick: notes\.txt: not TypeScript or JavaScript.*\n$/);
  });

  for (const args of [[], ['--quiet']]) {
    it(`is 1 when a suppression is unused, and the summary says why ${args.join('')}`, () => {
      const files = { 'verify.ts': `// bailiwick-ignore broad-scope -- not any more\n${verify.split('\n')[0]}\n` };
      const { code, stdout } = runIn(files, 'check', ...args);
      assert.equal(code, 1);
      assert.doesNotMatch(stdout, /nothing found/);
      assert.match(stdout, /1 (warning|problem)/);
    });
  }
});

describe('a permission that is allowed and that nobody knows', () => {
  const allowing = (id: string) => ({
    '.bailiwick.yaml': `allow:\n  - { id: ${id}, reason: ticket 42 }\n`,
    'a.ts': '',
  });

  it('is told with its place and what was meant, and fails no run', () => {
    const { code, stdout } = runIn(allowing('Mail.Sned'), 'check');
    assert.match(stdout, /^note: \.bailiwick\.yaml:2:11: "Mail\.Sned" is no scope.*did you mean "Mail\.Send"/m);
    assert.equal(code, 0);
  });

  it('is told below the directory that is linted, too, and in JSON', () => {
    const files = { ...allowing('Mail.Sned'), 'agent/a.ts': 'export {};\n' };
    const { stdout } = runIn(files, 'check', 'agent', '--format', 'json');
    const { warnings } = JSON.parse(stdout) as { warnings: { file: string; line: number }[] };
    assert.deepEqual(
      warnings.map(({ file, line }) => [file, line]),
      [['../.bailiwick.yaml', 2]],
    );
  });

  it('is nothing to tell of when it is known', () =>
    assert.doesNotMatch(runIn(allowing('Mail.Send'), 'check').stdout, /note/));
});

describe('--max-warnings', () => {
  const two = { 'a.ts': login, 'b.ts': login };

  it('allows so many warnings, and still shows them', () => {
    const { code, stdout } = runIn(two, 'check', '--max-warnings', '2');
    assert.equal(code, 0);
    assert.match(stdout, /2 warnings in 2 files/);
  });

  it('allows no more', () => assert.equal(runIn(two, 'check', '--max-warnings', '1').code, 1));

  it('allows no error', () => assert.equal(runIn({ 'a.ts': verify }, 'check', '--max-warnings', '9').code, 1));
});
