/** Equal input gives equal bytes, and no place of the machine shows. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inTree } from '../input/tree.ts';
import { agent, found, reported, run, runIn } from './run.ts';

const twoPackages = Object.fromEntries(
  Object.entries(agent).flatMap(([path, text]) => [
    [`one/${path}`, text],
    [`two/${path}`, text],
  ]),
);

describe('two runs', () => {
  for (const format of ['text', 'json', 'sarif', 'github', 'markdown']) {
    it(`print the same ${format}, with relative paths, from wherever and in whatever order they are asked`, () => {
      inTree(twoPackages, (root) => {
        const { stdout } = run({ cwd: root }, 'check', 'one', 'two', '--format', format);
        const paths = ['two', 'one'].map((name) => join(root, name));
        assert.equal(run({ cwd: dirname(root) }, 'check', ...paths, '--format', format).stdout, stdout);
        assert.match(stdout, /one\/src\/login\.ts/);
        assert.match(stdout, /two\/src\/login\.ts/);
        // The base that the relative URIs of SARIF hang from is the one place that may be absolute.
        assert.ok(
          !stdout.replace(/"SRCROOT": \{\s*"uri": "[^"]*"/, '').includes(root),
          'the temporary directory shows',
        );
      });
    });
  }
});

describe('paths', () => {
  const json = ['--format', 'json'];

  it('begin at the repository that holds them', () => {
    inTree({ 'one/src/login.ts': agent['src/login.ts'] ?? '' }, (root) => {
      mkdirSync(join(root, '.git'));
      assert.deepEqual(found(run({ cwd: join(root, 'one') }, 'check', 'src', ...json)), [
        'broad-scope one/src/login.ts',
      ]);
    });
  });

  it('may be files and directories, overlapping, and each file is read once', () => {
    assert.deepEqual(found(runIn(agent, 'check', 'src/login.ts', 'src', './src/../src/verify.ts', ...json)), [
      'broad-scope login.ts',
      'token-passthrough tools.ts',
      'missing-audience-check verify.ts',
    ]);
  });

  it('are the working directory when none is given', () => {
    assert.equal(runIn(agent, 'check', ...json).stdout, runIn(agent, 'check', '.', ...json).stdout);
  });

  it('leave out what was not named', () => {
    assert.deepEqual(found(runIn(agent, 'check', 'src/login.ts', 'src/mint.ts', ...json)), ['broad-scope login.ts']);
  });

  it('have one configuration, whatever their order', () => {
    const files = { ...twoPackages, 'two/.bailiwick.yaml': 'rules:\n  broad-scope: off\n' };
    const there = runIn(files, 'check', 'one', 'two', ...json);
    assert.equal(there.stdout, runIn(files, 'check', 'two', 'one', ...json).stdout);
    assert.ok(found(there).includes('broad-scope two/src/login.ts'));
    assert.deepEqual(
      reported(there).warnings.map(({ file }) => file),
      ['two/.bailiwick.yaml'],
    );
    assert.ok(!found(runIn(files, 'check', 'two', ...json)).includes('broad-scope src/login.ts'));
  });
});
