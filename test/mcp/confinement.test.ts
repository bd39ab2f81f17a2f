/** What lies outside the directories of the server is neither read nor written. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makeTree, removeTree } from '../input/tree.ts';
import { agent, complaint, found, lint, withServer } from './agent.ts';

describe('confinement of the tools', () => {
  const outside = makeTree({ 'secret.ts': agent['src/login.ts'] ?? '' });
  after(() => removeTree(outside));

  for (const [what, path, reason] of [
    ['a path upwards', () => `../${basename(outside)}/secret.ts`, /lies outside/],
    ['an absolute path elsewhere', () => join(outside, 'secret.ts'), /lies outside/],
    ['a URI elsewhere', () => `file://${outside}/secret.ts`, /lies outside/],
    ['a URI of another host', () => 'file://fileserver/share/secret.ts', /not a path|lies outside/],
    ['a linked file', () => 'link.ts', /leads out of .* by a symbolic link/],
    ['a file behind a linked directory', () => 'linked/secret.ts', /leads out of .* by a symbolic link/],
    ['a new file behind a linked directory', () => 'linked/new.ts', /leads out of .* by a symbolic link/],
    ['a link that leads nowhere', () => 'nowhere.ts', /cannot read the file: it is not there/],
    ['a name with a zero byte', () => 'src/a.ts\0.png', /is not a path/],
    ['no name', () => '', /is not a path/],
  ] satisfies [string, () => string, RegExp][]) {
    it(`refuses ${what}`, () =>
      withServer([agent], async (client, root = '') => {
        symlinkSync(join(outside, 'secret.ts'), join(root, 'link.ts'));
        symlinkSync(outside, join(root, 'linked'));
        symlinkSync(join(outside, 'missing.ts'), join(root, 'nowhere.ts'));
        const content = 'export {};\n';
        for (const [tool, args] of [
          ['lint_file', { path: path() }],
          ['lint_file', { path: path(), content }],
          ['lint_workspace', { paths: [path()] }],
          ['fix', { path: path(), apply: true }],
        ] as const)
          assert.match(await complaint(client, tool, args), reason, tool);
      }));
  }

  it('says why a file inside is not linted', () => {
    const files = {
      ...agent,
      'dist/a.ts': '',
      'notes.txt': '',
      'src/a.d.ts': '',
      '.git/HEAD': '',
      '.gitignore': 'local.ts\n',
      'local.ts': '',
    };
    return withServer([files], async (client) => {
      const why = (path: string): Promise<string> => complaint(client, 'lint_file', { path });
      assert.match(await why('dist/a.ts'), /^dist\/a\.ts is not linted: build output\.$/);
      assert.match(await why('src/a.d.ts'), /declaration file/);
      assert.match(await why('local.ts'), /ignored by git/);
      assert.match(await why('notes.txt'), /no such file, or it is of a kind/);
      assert.match(await why('src/missing.ts'), /no such file, or it is of a kind/);
      assert.match(await why('src'), /no such file, or it is of a kind/);
    });
  });

  it('takes both names of a directory that is reached by a link', () =>
    withServer([agent], async (client, root = '') => {
      // The server keeps the name that it was started with.
      const real = `${root}-real`;
      renameSync(root, real);
      symlinkSync(real, root);
      try {
        for (const path of [join(root, 'src/login.ts'), join(real, 'src/login.ts')])
          assert.deepEqual(found(await lint(client, 'lint_file', { path })), ['broad-scope src/login.ts'], path);
      } finally {
        rmSync(real, { recursive: true });
      }
    }));

  it('writes through no link that took the place of a directory', () =>
    withServer([agent], async (client, root = '') => {
      const victim = join(outside, 'verify.ts');
      writeFileSync(victim, agent['src/verify.ts'] ?? '');
      mkdirSync(join(root, 'inner'));
      rmSync(join(root, 'src/verify.ts'));
      symlinkSync(victim, join(root, 'src/verify.ts'));
      const answer = await lint(client, 'lint_workspace');
      assert.ok(!found(answer).some((line) => line.includes('verify')));
      assert.match(await complaint(client, 'fix', { path: 'src/verify.ts', apply: true }), /symbolic link/);
      assert.equal(readFileSync(victim, 'utf8'), agent['src/verify.ts']);
    }));
});
