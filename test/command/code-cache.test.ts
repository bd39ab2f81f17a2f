/** What V8 compiled is taken over by later starts, and whatever happens to it changes nothing of what is said. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { agent, run, type Run } from './run.ts';
import { inTree } from '../input/tree.ts';

// Where Node has a cache of its own, ours is not used; elsewhere than on Linux the directory is not told by this variable.
const isOurs = !('enableCompileCache' in module) && process.platform === 'linux';

function inAgent(work: (check: (...args: string[]) => Run, files: () => string[]) => void): void {
  inTree(agent, (cwd) => {
    const home = join(cwd, 'home');
    const directory = join(home, 'bailiwick', 'compiled');
    const files = (): string[] =>
      readdirSync(directory)
        .sort()
        .map((name) => join(directory, name));
    work(
      (...args) => run({ cwd, env: { XDG_CACHE_HOME: home } }, ...args, '--cache-location', join(cwd, 'kept')),
      files,
    );
  });
}

(isOurs ? describe : describe.skip)('compiled code', () => {
  it('is kept by the first run that reads code, and serves the next', () =>
    inAgent((check, files) => {
      const first = check('check', 'src');
      const kept = files().map((file) => statSync(file).mtimeMs);
      // The door's program, the engine and the compiler; a configuration is not there.
      assert.equal(kept.length, 3);
      // Nothing of the result is taken over, so that the code does the work.
      const again = check('check', 'src', '--severity', 'info');
      assert.deepEqual([again.code, again.stdout], [first.code, first.stdout]);
      assert.deepEqual(
        files().map((file) => statSync(file).mtimeMs),
        kept,
      );
    }));

  it('is made anew where it is damaged', () =>
    inAgent((check, files) => {
      const first = check('check', 'src');
      const whole = files().map((file) => readFileSync(file));
      const damages: ((data: Buffer) => Buffer)[] = [
        () => Buffer.alloc(0),
        (data) => data.subarray(0, data.length / 2),
        (data) => data.map((byte, at) => (at === Math.floor(data.length / 2) ? byte ^ 0xff : byte)) as Buffer,
      ];
      for (const damage of damages) {
        files().forEach((file, index) => writeFileSync(file, damage(whole[index] ?? Buffer.alloc(0))));
        const again = check('check', 'src', '--severity', 'info', '--max-warnings', '99');
        assert.deepEqual([again.code, again.stdout, again.stderr], [first.code, first.stdout, first.stderr]);
      }
    }));

  it('is not kept by a run that is to keep nothing', () =>
    inAgent((check, files) => {
      check('check', 'src', '--no-cache');
      assert.throws(files, { code: 'ENOENT' });
    }));
});
