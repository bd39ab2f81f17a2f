import assert from 'node:assert/strict';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { countSkips } from '../../server/input/inventory.ts';
import { inTree, inventory, paths, unprivileged } from './tree.ts';

describe('discover', () => {
  it('lists every extension of TypeScript and JavaScript, sorted, and nothing else', () => {
    const names = ['a.ts', 'b.tsx', 'c.mts', 'd.cts', 'e.js', 'f.jsx', 'g.mjs', 'h.cjs'];
    const files = Object.fromEntries([...names, 'README.md', 'i.json', 'j.mjsx', 'ts'].map((name) => [name, '']));
    inTree(files, (root) => assert.deepEqual(paths(root), names));
  });

  it('gives paths relative to the git repository when a directory below is checked', () => {
    inTree({ '.git/HEAD': '', 'packages/gateway/server.ts': '' }, (root) => {
      const found = inventory(root, ['packages/gateway']);
      assert.equal(found.root, root);
      assert.deepEqual(
        found.files.map(({ path }) => path),
        ['packages/gateway/server.ts'],
      );
    });
  });

  it('gives paths relative to what the given paths share when there is no repository', () => {
    inTree({ 'work/a/x.ts': '', 'work/b/y.ts': '' }, (root) => {
      const found = inventory(root, ['work/b', 'work/a']);
      assert.equal(found.root, join(root, 'work'));
      assert.deepEqual(
        found.files.map(({ path }) => path),
        ['a/x.ts', 'b/y.ts'],
      );
    });
  });

  it('lists a file once when it is given twice', () => {
    inTree({ '.git/HEAD': '', 'src/server.ts': '' }, (root) => {
      assert.deepEqual(paths(root, ['.', 'src', 'src/server.ts', './src/../src']), ['src/server.ts']);
    });
  });

  it('collects the project files of the same walk by kind', () => {
    const names = [
      'package.json',
      'tsconfig.build.json',
      'jsconfig.json',
      'pnpm-workspace.yaml',
      'yarn.lock',
      'deno.jsonc',
    ];
    inTree(Object.fromEntries(names.map((name) => [`app/${name}`, ''])), (root) => {
      assert.deepEqual(inventory(root).manifests, {
        packageFiles: ['app/package.json'],
        tsconfigFiles: ['app/jsconfig.json', 'app/tsconfig.build.json'],
        workspaceFiles: ['app/pnpm-workspace.yaml'],
        lockFiles: ['app/yarn.lock'],
        denoFiles: ['app/deno.jsonc'],
      });
    });
  });

  it('collects the project files above a directory that is checked alone', () => {
    inTree({ '.git/HEAD': '', 'tsconfig.json': '', 'apps/package.json': '', 'apps/agent/main.ts': '' }, (root) => {
      const { manifests } = inventory(root, ['apps/agent']);
      assert.deepEqual([manifests.tsconfigFiles, manifests.packageFiles], [['tsconfig.json'], ['apps/package.json']]);
    });
  });

  it('says what it leaves out, and why', () => {
    const files = {
      'server.ts': '',
      'node_modules/jose/index.js': '',
      'dist/server.js': '',
      'types.d.ts': '',
      'env.d.json.ts': '',
      'vendor.min.js': '',
      'api_pb.ts': '',
      'catalogue.ts': 'x'.repeat(1024 * 1024 + 1),
      'whole.ts': 'x'.repeat(1024 * 1024),
    };
    inTree(files, (root) => {
      const found = inventory(root);
      assert.deepEqual(
        found.files.map(({ path }) => path),
        ['server.ts', 'whole.ts'],
      );
      assert.deepEqual(found.skipped, [
        { path: 'api_pb.ts', reason: 'generated' },
        { path: 'catalogue.ts', reason: 'larger than 1 MiB' },
        { path: 'dist/', reason: 'build output' },
        { path: 'env.d.json.ts', reason: 'declaration file' },
        { path: 'node_modules/', reason: 'installed packages' },
        { path: 'types.d.ts', reason: 'declaration file' },
        { path: 'vendor.min.js', reason: 'minified' },
      ]);
      assert.deepEqual(countSkips(found.skipped)[0], { reason: 'declaration file', count: 2 });
    });
  });

  it('reads a folder named generated: what is generated says so in its head', () => {
    inTree({ 'src/generated/client.ts': '', 'src/__generated__/types.ts': '' }, (root) => {
      assert.deepEqual(paths(root), ['src/generated/client.ts']);
    });
  });

  it('walks a directory of built files when it is the one that is given', () => {
    inTree({ '.git/HEAD': '', '.gitignore': 'dist\n', 'dist/server.js': '' }, (root) => {
      assert.deepEqual(paths(root, ['dist']), ['dist/server.js']);
    });
  });

  it('marks test, fixture and example paths as seen from the given path', () => {
    inTree(
      { 'examples/weather/server.ts': '', 'src/auth.test.ts': '', 'src/auth.ts': '', 'contest/latest.ts': '' },
      (root) => {
        const marked = (given: string): string[] =>
          inventory(root, [given])
            .files.filter(({ isTest }) => isTest)
            .map(({ path }) => path);
        assert.deepEqual(marked('.'), ['examples/weather/server.ts', 'src/auth.test.ts']);
        assert.deepEqual(marked('examples/weather'), []);
      },
    );
  });

  it('takes the examples of a project that holds nothing else for its code', () => {
    const files = { 'eslint.config.js': '', 'examples/desk/server.ts': '', 'examples/desk/server.test.ts': '' };
    const marked = (root: string): string[] =>
      inventory(root, ['.'])
        .files.filter(({ isTest }) => isTest)
        .map(({ path }) => path);
    inTree(files, (root) => assert.deepEqual(marked(root), ['examples/desk/server.test.ts']));
    inTree({ ...files, 'src/desk.ts': '' }, (root) =>
      assert.deepEqual(marked(root), ['examples/desk/server.test.ts', 'examples/desk/server.ts']),
    );
  });

  it('takes the samples among manifests for what they are copied as', () => {
    const files = {
      'examples/triage.yml': '',
      'samples/cards/agent-card.json': '',
      'test/fixtures/mcp.json': '',
      'examples/test/mcp.json': '',
    };
    inTree(files, (root) => {
      const marked = inventory(root, ['.']).documents.filter(({ isTest }) => isTest);
      assert.deepEqual(
        marked.map(({ path }) => path),
        ['examples/test/mcp.json', 'test/fixtures/mcp.json'],
      );
    });
  });

  it('reports a path that is not there', () => {
    inTree({ 'a.ts': '' }, (root) => {
      const { failures, files } = inventory(root, ['a.ts', 'gone']);
      assert.deepEqual(failures, [{ file: 'gone', reason: 'cannot read the file: it is not there; check the path' }]);
      assert.equal(files.length, 1);
    });
  });

  it('reports a named file that it has no reader for', () => {
    inTree({ 'agent.rb': '' }, (root) => {
      const [failure] = inventory(root, ['agent.rb']).failures;
      assert.match(failure?.reason ?? '', /^not TypeScript or JavaScript/);
    });
  });

  it('reports a directory without read permission and reads the rest', () => {
    inTree({ 'open/a.ts': '', 'closed/b.ts': '' }, (root) => {
      chmodSync(root, 0o755);
      chmodSync(join(root, 'closed'), 0);
      let found = inventory(root, []);
      unprivileged(() => (found = inventory(root)));
      chmodSync(join(root, 'closed'), 0o755);
      assert.deepEqual(
        found.files.map(({ path }) => path),
        ['open/a.ts'],
      );
      assert.deepEqual(found.failures, [
        {
          file: 'closed',
          reason:
            'cannot read the directory: permission denied; grant read permission or list it under ignore: in .bailiwick.yaml',
        },
      ]);
    });
  });
});

describe('links', () => {
  it('do not lead in a circle', () => {
    inTree({ 'src/a.ts': '' }, (root) => {
      symlinkSync('..', join(root, 'src/up'));
      symlinkSync('self', join(root, 'self'));
      const found = inventory(root);
      assert.deepEqual(
        found.files.map(({ path }) => path),
        ['src/a.ts'],
      );
      assert.deepEqual(found.skipped, [
        { path: 'self', reason: 'link in a circle' },
        { path: 'src/up', reason: 'link in a circle' },
      ]);
    });
  });

  it('to each other do not lead in a circle', () => {
    inTree({ 'one/a.ts': '', 'two/b.ts': '' }, (root) => {
      symlinkSync('../two', join(root, 'one/two'));
      symlinkSync('../one', join(root, 'two/one'));
      assert.deepEqual(paths(root), ['one/a.ts', 'two/b.ts']);
    });
  });

  it('lead to a directory of the repository that is not walked otherwise', () => {
    inTree({ '.git/HEAD': '', 'shared/token.ts': '', 'app/main.ts': '' }, (root) => {
      symlinkSync('../shared', join(root, 'app/shared'));
      assert.deepEqual(paths(root, ['app']), ['app/main.ts', 'app/shared/token.ts']);
    });
  });

  it('do not lead out of the repository', () => {
    inTree({ 'repository/.git/HEAD': '', 'repository/a.ts': '', 'elsewhere/secret.ts': '' }, (root) => {
      symlinkSync('../elsewhere', join(root, 'repository/out'));
      symlinkSync('../elsewhere/secret.ts', join(root, 'repository/secret.ts'));
      const found = inventory(root, ['repository']);
      assert.deepEqual(
        found.files.map(({ path }) => path),
        ['a.ts'],
      );
      assert.deepEqual(
        found.skipped.map(({ reason }) => reason),
        ['link out of the root', 'link out of the root'],
      );
    });
  });

  it('that are broken are said', () => {
    inTree({ 'a.ts': '' }, (root) => {
      symlinkSync('gone.ts', join(root, 'b.ts'));
      assert.deepEqual(inventory(root).skipped, [{ path: 'b.ts', reason: 'broken link' }]);
    });
  });
});
